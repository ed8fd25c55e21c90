import { memo } from 'react';
import '../charts.css';
import { cross, Labels } from '../shared/Marks';
import { typeScale } from '../shared/size';
import { nameOf } from './describe';
import {
  captionWidth,
  cellSize,
  placeThumbnail,
  type PlacedThumbnail,
  type ThumbnailItem,
} from './layout';
import { pictureUrl } from './picture';

export interface ThumbnailProps extends ThumbnailItem {
  /** Pixels of the page in a pixel of the image: an integer. */
  readonly scale?: number;
  readonly presentation?: boolean | undefined;
}

/** One image, each of its pixels a square, with the frame of its verdict and a caption. */
export const Thumbnail = memo(function Thumbnail(props: ThumbnailProps) {
  const { scale = 2, presentation } = props;
  const type = typeScale({ width: 0, height: 0, presentation });
  const cell = cellSize(props, scale, type, captionWidth([props], type));
  const placed = placeThumbnail(props, 0, 0, cell, scale, type);
  return (
    <span className="chart chart-thumbnail" data-presentation={presentation || undefined}>
      <svg
        xmlns="http://www.w3.org/2000/svg"
        width={cell.width}
        height={cell.height}
        viewBox={`0 0 ${cell.width} ${cell.height}`}
        role="img"
        aria-label={nameOf(props)}
      >
        <ThumbnailMarks item={props} placed={placed} />
      </svg>
    </span>
  );
});

/** The image as it stands in a drawing. */
export function ThumbnailMarks({ item, placed }: { item: ThumbnailItem; placed: PlacedThumbnail }) {
  const url = pictureUrl(item);
  const { image, frame, badge, caption } = placed;
  const { verdict } = item;
  return (
    <g data-term="prediction">
      <rect {...image} className="thumbnail-ground" />
      {url && <image href={url} {...image} preserveAspectRatio="none" className="cells" />}
      <rect {...frame} className={`thumbnail-frame thumbnail-${verdict ?? 'plain'}`} />
      {verdict && <Badge {...badge} verdict={verdict} />}
      <Labels labels={[caption]} />
    </g>
  );
}

type BadgeProps = PlacedThumbnail['badge'] & { readonly verdict: 'right' | 'wrong' };

/** A check or a cross on a disc: what the colour of the frame says, without colour. */
function Badge({ x, y, r, verdict }: BadgeProps) {
  const s = r * 0.45;
  const d =
    verdict === 'right'
      ? `M${x - s},${y}l${0.7 * s},${0.8 * s}l${1.3 * s},${-1.6 * s}`
      : cross({ x, y }, s);
  return (
    <>
      <circle cx={x} cy={y} r={r} className={`thumbnail-badge thumbnail-badge-${verdict}`} />
      <path d={d} className="thumbnail-sign" strokeWidth={Math.max(1.5, r / 4)} />
    </>
  );
}
