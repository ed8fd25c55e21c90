import type { LoudnessData } from '../../../charts/loudness/layout';
import { formatNumber } from '../../../charts/shared/format';
import { createNetwork } from '../../../core/networks/scores';
import type { FigureTable } from '../../../ui/figure/types';
import { trainingData } from '../experiment/gradients';
import { scaleOf } from '../experiment/objective';
import type { MatchingRun } from '../kind';

/** The training sequences by their noise scale, the calmest first. */
export function loudSequences({ setup, state, knobs }: MatchingRun): LoudnessData {
  const network = createNetwork(setup.d, setup.hidden);
  const scores = new Float64Array(setup.d ** 2);
  const sequences = trainingData(setup).map(({ numbers, sorted }, row) => ({
    name: String(row + 1),
    scale: scaleOf(knobs, network.forward(state.params, numbers, scores)),
    numbers: sorted,
    rows: [
      ['mean of its numbers', formatNumber(sorted.reduce((a, b) => a + b) / setup.d)],
      ['its closest two are apart', formatNumber(leastGap(sorted))],
    ] as const,
  }));
  return { sequences: sequences.sort((a, b) => a.scale - b.scale) };
}

const leastGap = (sorted: Float64Array) =>
  Math.min(...Array.from(sorted.subarray(1), (x, i) => x - sorted[i]));

/** How far the noise scales of the sequences are apart. */
export function loudTitle({ sequences }: LoudnessData): string {
  const [least, most] = [sequences[0].scale, sequences[sequences.length - 1].scale];
  if (least === most) return `Every sequence has the same noise, of scale ${formatNumber(least)}`;
  return `Every sequence has noise of its own, of scale ${formatNumber(least)} to ${formatNumber(most)}`;
}

export const loudTable = ({ sequences }: LoudnessData): FigureTable => ({
  columns: ['sequence', 'noise scale', 'numbers in ascending order'],
  rows: sequences.map(({ name, scale, numbers }) => [
    Number(name),
    scale,
    Array.from(numbers, (x) => x.toFixed(3)).join(' '),
  ]),
});
