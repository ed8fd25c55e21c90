import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { Labels } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import { describeThumbnails } from './describe';
import { thumbnailMark } from './inspect';
import { thumbnailRowLayout, type ThumbnailRowData } from './layout';
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
      marks={layout.cells.map((placed, i) => thumbnailMark(String(i), items[i], placed))}
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
