import { useRef, type ReactNode } from 'react';
import type { Box } from '../shared/labels';
import type { Scale } from '../shared/scale';
import { clamp, type Phase } from '../shared/size';
import { SliderHandle, type SliderHandleProps } from '../shared/SliderHandle';

type EndHandleProps = Pick<
  SliderHandleProps,
  'label' | 'value' | 'bounds' | 'valueText' | 'step' | 'pixel'
> & {
  readonly box: Box;
  /** The axis of the scores, and what is set where it is at a height of it. */
  readonly scale: Scale;
  readonly valueOn: (scale: Scale, y: number) => number;
  readonly onChange: (value: number, phase: Phase) => void;
  readonly children: ReactNode;
};

/** The end of a bar of the scores, to be dragged up and down. */
export function EndHandle({ box, scale, valueOn, onChange, children, ...slider }: EndHandleProps) {
  // the axis may change under the hand: what it means stays as it was when it took hold
  const held = useRef<Scale | null>(null);
  return (
    <SliderHandle
      {...slider}
      vertical
      boxes={[box]}
      valueAt={(y) => valueOn((held.current ??= scale), y)}
      onChange={(next, phase) => {
        if (phase === 'commit') held.current = null;
        onChange(next, phase);
      }}
    >
      {children}
    </SliderHandle>
  );
}

/** A chevron to either side of the end of a bar: a grip of 24 pixels, or more around a mark at the end. */
export function chevrons({ x, width }: Box, y: number, gap = 7): string {
  const size = clamp(width / 24, 0.4, 1);
  const half = 6 * size;
  const chevron = (side: number) =>
    `M${x + width / 2 - half},${y + side * gap * size}l${half},${side * 5 * size}l${half},${-side * 5 * size}`;
  return chevron(-1) + chevron(1);
}
