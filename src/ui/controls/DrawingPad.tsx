import { useRef, useState, type PointerEvent } from 'react';

export type Stroke = readonly (readonly [x: number, y: number])[];

export interface DrawingPadProps {
  label: string;
  strokes: readonly Stroke[];
  /** Called with all strokes when one has ended. */
  onChange(strokes: readonly Stroke[]): void;
}

const SIDE = 140;
/** Points nearer than this, in parts of the pad, say nothing new. */
const LEAST = 0.01;

/** A square to draw in with pointer or finger; strokes are in the unit square, y downwards. */
export function DrawingPad({ label, strokes, onChange }: DrawingPadProps) {
  const [open, setOpen] = useState<Stroke | null>(null);
  const drawn = useRef<Stroke | null>(null);
  const at = ({ clientX, clientY, currentTarget }: PointerEvent<SVGElement>) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    const inside = (value: number) => Math.min(1, Math.max(0, value));
    return [inside((clientX - left) / width), inside((clientY - top) / height)] as const;
  };
  const extend = (next: Stroke | null) => {
    drawn.current = next;
    setOpen(next);
  };
  const end = () => {
    const { current } = drawn;
    if (!current) return;
    extend(null);
    onChange([...strokes, current]);
  };
  return (
    <svg
      className="drawing-pad"
      width={SIDE}
      height={SIDE}
      viewBox="0 0 1 1"
      role="img"
      aria-label={`${label}: ${strokes.length} stroke${strokes.length === 1 ? '' : 's'}`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        extend([at(event)]);
      }}
      onPointerMove={(event) => {
        const { current } = drawn;
        if (!current) return;
        const point = at(event);
        const [x, y] = current[current.length - 1];
        if (Math.hypot(point[0] - x, point[1] - y) >= LEAST) extend([...current, point]);
      }}
      onPointerUp={end}
      onPointerCancel={end}
    >
      {[...strokes, ...(open ? [open] : [])].map((stroke, i) => (
        <polyline key={i} points={[...stroke, stroke[stroke.length - 1]].join(' ')} />
      ))}
    </svg>
  );
}
