import type { PointerEvent, ReactNode } from 'react';
import type { Box } from './labels';
import { placeOf } from './pointer';
import type { Phase } from './size';
import { useHandle } from './useHandle';

export interface SliderHandleProps {
  readonly label: string;
  readonly value: number;
  readonly bounds: readonly [number, number];
  readonly valueText: string;
  readonly vertical?: boolean;
  /** Areas that take the pointer, one of them at least 24 by 24 pixels. */
  readonly boxes: readonly Box[];
  /** Pixel of the value along the axis of the drag, and the value at a pixel. */
  readonly pixel: number;
  readonly valueAt: (pixel: number) => number;
  /** The value after a number of keyboard steps. */
  readonly step: (steps: number) => number;
  readonly onChange: (value: number, phase: Phase) => void;
  readonly children?: ReactNode;
}

/** A setting that is dragged along an axis, or along something else that has places. */
export interface Drag {
  readonly value: number;
  readonly bounds: readonly [number, number];
  /** The value that stands at a place, and one that is keyboard steps away. */
  valueAt(place: number): number;
  step(steps: number): number;
  onChange(value: number, phase: Phase): void;
}

/** No more digits than a hand can place: links stay short. */
const DIGITS = 3;
const inDigits = (value: number) => Number(value.toPrecision(DIGITS));

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

/** Value that a key asks for, or null for keys that are not ours (PageUp and PageDown never are). */
export function keyValue(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  { bounds, step }: Pick<SliderHandleProps, 'bounds' | 'step'>,
): number | null {
  if (key === 'Home') return bounds[0];
  if (key === 'End') return bounds[1];
  return key in STEPS ? step(STEPS[key] * (shiftKey ? 10 : 1)) : null;
}

/**
 * A draggable mark, worked by pointer and by keyboard (Shift = ten steps). It keeps the distance
 * between the pointer and the mark at the grab, reports every move and one commit at the end.
 */
export function SliderHandle(props: SliderHandleProps) {
  const { label, value, bounds, valueText, vertical = false, boxes, children } = props;
  const { pixel, valueAt, onChange } = props;
  const along = (event: PointerEvent<SVGGElement>) => placeOf(event)[vertical ? 'y' : 'x'];
  const handle = useHandle<number, number>({
    value,
    grabbed: (event) => along(event) - pixel,
    valueUnder: (event, grab) => inDigits(valueAt(along(event) - grab)),
    valueOfKey(event) {
      const next = keyValue(event, props);
      return next === null ? null : inDigits(next);
    },
    onChange,
  });

  return (
    <g
      className="handle"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation={vertical ? 'vertical' : 'horizontal'}
      aria-valuemin={bounds[0]}
      aria-valuemax={bounds[1]}
      aria-valuenow={value}
      aria-valuetext={valueText}
      {...handle}
    >
      {children}
      {boxes.map((box, i) => (
        <rect key={i} className="handle-hit" {...box} rx={4} />
      ))}
    </g>
  );
}
