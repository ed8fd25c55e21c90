import { formatNumber } from '../shared/format';
import type { LoudnessData } from './layout';

/** Which sequences are the calmest and the loudest, and how far they are apart. */
export function describeLoudness({ sequences }: LoudnessData): string {
  const [first, last] = [sequences[0], sequences.at(-1)];
  if (!first || !last) return 'There are no sequences to look at yet.';
  return `${sequences.length} training sequences, ordered by their noise scale, from ${formatNumber(first.scale)} of sequence ${first.name} to ${formatNumber(last.scale)} of sequence ${last.name}.`;
}
