import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import type { InspectMark } from '../shared/inspect';
import { Labels } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import { describeThumbnails } from './describe';
import { thumbnailRowLayout, type ThumbnailRowData, type ThumbnailRowLayout } from './layout';
import { ThumbnailMarks } from './Thumbnail';

export interface ThumbnailRowProps extends ThumbnailRowData, ChartSize {
  /** The image that is lit, here or in another figure. */
  readonly hovered?: number | null | undefined;
  readonly onHover?: (index: number | null) => void;
}

/** Dozens of images in lines, each to be pointed at or stepped to. */
export const ThumbnailRow = memo(function ThumbnailRow(props: ThumbnailRowProps) {
  const { items, title, hovered = null, onHover } = props;
  const layout = thumbnailRowLayout(props, props);
  const lit = hovered === null ? undefined : layout.cells[hovered];
  return (
    <ChartFrame
      name="thumbnails"
      size={props}
      label={`Images: ${title}`}
      description={describeThumbnails(props)}
      marks={thumbnailMarks(props, layout)}
      {...(onHover && {
        onActive: (id: string | null) => onHover(id === null ? null : Number(id)),
      })}
    >
      <Labels labels={layout.labels} />
      {layout.cells.map((placed, i) => (
        <ThumbnailMarks key={i} item={items[i]} placed={placed} />
      ))}
      {lit && <rect {...lit.frame} className="thumbnail-lit" />}
    </ChartFrame>
  );
});

/** "candidate 12, a 7, right", and what more there is to read. */
function thumbnailMarks({ items }: ThumbnailRowData, { cells }: ThumbnailRowLayout): InspectMark[] {
  return cells.map(({ frame }, i) => {
    const { name, label, verdict, rows = [] } = items[i];
    return {
      id: String(i),
      title: name,
      rows: [['class', label], ...(verdict ? ([['verdict', verdict]] as const) : []), ...rows],
      box: frame,
      at: { x: frame.x + frame.width / 2, y: frame.y },
    };
  });
}
