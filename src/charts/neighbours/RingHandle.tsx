import { SliderHandle, type Drag } from '../shared/SliderHandle';
import type { NeighboursLayout } from './layout';

/** A quantity that a ring stands for, dragged from distance to distance. */
export interface RingDrag extends Drag {
  readonly label: string;
  /** The value in words. */
  readonly text: string;
}

type RingHandleProps = RingDrag & {
  readonly layout: NeighboursLayout;
  readonly distance: number;
  /** At the right of the middle, or at its left. */
  readonly side: 1 | -1;
  readonly term: 'sigma' | 'epsilon';
};

/** The grip of a ring: outwards and inwards along the level line through the middle. */
export function RingHandle(props: RingHandleProps) {
  const { layout, distance, side, term, text, label, value, bounds, valueAt, step, onChange } =
    props;
  const { centre } = layout;
  const mirrored = (pixel: number) => centre.x + side * (pixel - centre.x);
  const x = mirrored(layout.pixelOf(distance));
  const y = centre.y;
  return (
    <SliderHandle
      {...{ label, value, bounds, step, onChange }}
      valueText={text}
      pixel={x}
      valueAt={(pixel) => valueAt(layout.distanceAt(mirrored(pixel)))}
      boxes={[{ x: x - 14, y: y - 22, width: 28, height: 44 }]}
    >
      <g
        className={`marker marker-${term}`}
        data-term={term === 'sigma' ? 'noise sigma' : 'loss epsilon'}
      >
        <path
          className="marker-grip ring-grip"
          d={`M${x - 3},${y - 7}l-6,7l6,7zM${x + 3},${y - 7}l6,7l-6,7z`}
        />
      </g>
    </SliderHandle>
  );
}
