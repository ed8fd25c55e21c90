import type { InspectMark } from '../shared/inspect';
import type { PlacedThumbnail, ThumbnailItem } from './layout';

/** "candidate 12", its class, its verdict, and what more there is to read. */
export function thumbnailMark(
  id: string,
  { name, label, verdict, rows = [] }: ThumbnailItem,
  { frame }: PlacedThumbnail,
): InspectMark {
  return {
    id,
    title: name,
    rows: [['class', label], ...(verdict ? ([['verdict', verdict]] as const) : []), ...rows],
    box: frame,
    at: { x: frame.x + frame.width / 2, y: frame.y },
  };
}
