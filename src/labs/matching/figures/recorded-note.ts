import { groupDigits } from '../../../ui/figure/source';
import type { ShownRow } from '../experiment/table';

/** What of Table 1 is pale, and of how many repetitions each row of it is; '' where nothing is. */
export function recordedNote(
  rows: readonly Pick<ShownRow, 'recorded' | 'repetitions' | 'd'>[],
): string {
  const recorded = rows.filter((row) => row.recorded);
  const counts = [...new Set(recorded.map(({ repetitions }) => repetitions))];
  const told = counts.map((count, i) => {
    const ds = new Set(recorded.filter((row) => row.repetitions === count).map(({ d }) => d));
    return `${groupDigits(count)}${i === 0 ? ' repetitions' : ''} at d = ${[...ds].join(', ')}`;
  });
  return told.length > 0 ? ` Pale: recorded, ${told.join('; ')}. Yours take their place.` : '';
}
