import { MAX_ROWS, OWN, type OwnSet } from './experiment/own-set';

/** Labels that are named one by one. */
const MOST = 16;

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** What was read of a set, and how much of it is learned. */
export function setNote({ file, rows, features, labels }: OwnSet): string {
  const used = Math.min(rows, MAX_ROWS);
  const part = used < rows ? `${used} of them, drawn by the seed, are used, half` : 'half of them';
  return `${file}: ${counted(rows, 'row')}, ${part} to learn from; ${counted(features.length, 'feature')}; labels ${labels.slice(0, MOST).join(', ')}.`;
}

/** What helps where a set is not here. */
export const missingNote = (id: string): string =>
  id === OWN
    ? 'Your own table is not in this browser: open it again. Generated examples stand in for it.'
    : `${id} is not in this browser: open ${id}.txt. Generated examples stand in for it.`;
