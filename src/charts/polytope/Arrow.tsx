import type { Line, Point } from '../shared/labels';

/** Half of the angle of a head, and its length in pixels. */
const HEAD = { angle: 0.45, length: 9 };

interface ArrowProps {
  readonly line: Line;
  /** Its kind, as of a class of the style sheet. */
  readonly name: string;
  readonly term?: string;
}

/** A line with a head at its end. */
export function Arrow({ line, name, term = 'gradient' }: ArrowProps) {
  const { x1, y1, x2, y2 } = line;
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const side = (turn: number): Point => ({
    x: x2 - HEAD.length * Math.cos(angle + turn),
    y: y2 - HEAD.length * Math.sin(angle + turn),
  });
  const [a, b] = [side(HEAD.angle), side(-HEAD.angle)];
  return (
    <path
      d={`M${x1},${y1}L${x2},${y2}M${a.x},${a.y}L${x2},${y2}L${b.x},${b.y}`}
      className={`polytope-arrow polytope-${name}`}
      data-term={term}
    />
  );
}
