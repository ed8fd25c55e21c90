import { ghostMark, type Ghost, type GhostMark } from '../shared/ghost';
import type { Box } from '../shared/labels';
import type { ChartSize } from '../shared/size';
import type { FrequencyLayout } from './layout';

/** Pixels by which the outline of a bar is wider than the bar. */
const OUTSET = 4;

/** An answer as the outline of a bar, or around the class that it lets win the draw. */
export function frequencyGhost(
  ghost: Ghost,
  { columns, scores, y, labels, type }: FrequencyLayout,
  size: ChartSize,
): GhostMark | null {
  if (ghost.kind !== 'share' && ghost.kind !== 'winner') return null;
  const column = columns[ghost.of];
  if (!column) return null;
  const [bottom, top] = ghost.kind === 'winner' ? scores.range : [y.range[0], y(ghost.value)];
  const { x, width } = ghost.kind === 'winner' ? column.hit : column.pile;
  const [left, right] = [x - OUTSET, x + width + OUTSET];
  const anchors = [1, 0, 0.5].map((share) => ({ x: left + share * (right - left), y: top }));
  const taken: Box[] = ghost.kind === 'winner' ? [column.score, column.noise] : [];
  return ghostMark(
    `M${left},${bottom}V${top}H${right}V${bottom}Z`,
    [...anchors, { x: right, y: bottom }],
    [...labels, ...taken],
    size,
    type,
  );
}
