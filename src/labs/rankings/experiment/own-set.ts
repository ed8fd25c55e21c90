import { covariance } from '../../../core/projection/covariance';
import { symmetricEigen } from '../../../core/projection/symmetric';
import { shuffled, standardised, taken, type Examples, type Scales } from './examples';
import { isHeldOut, type LinesData } from './lines';

/** The sets of the paper by their names in files, with few rows first; and one set of the reader's own. */
export const knownSets = [
  ...['iris', 'wine', 'wisconsin', 'glass', 'bodyfat', 'housing', 'vowel', 'authorship'],
  ...['vehicle', 'stock', 'segment', 'cold', 'diau', 'dtt', 'heat', 'spo', 'cpu-small'],
  ...['pendigits', 'elevators', 'calhousing', 'fried'],
] as const;
export const OWN = 'own';

/** What a lab can learn and draw. */
export const MAX_ROWS = 2000;
const MIN_ROWS = 4;
export const MAX_SET_LABELS = 16;
export const MAX_FEATURES = 100;

/** A table of rankings that was read from a file. */
export interface OwnSet {
  /** One of `knownSets`, or OWN. */
  readonly id: string;
  /** Name of the file, and a checksum of its numbers. */
  readonly file: string;
  readonly sum: string;
  readonly rows: number;
  readonly features: readonly string[];
  readonly labels: readonly string[];
  /** [rows, features] */
  readonly x: Float64Array;
  /** [rows, labels]: permutations of 0 .. labels - 1, the best label with the largest. */
  readonly ranks: Float64Array;
}

/** What results call a set: no two tables of the reader's have one name. */
export const datasetOf = ({ id, file, sum }: Pick<OwnSet, 'id' | 'file' | 'sum'>): string =>
  id === OWN ? `${file} ${sum}` : id;

/** A few hexadecimal digits that tell numbers from others. */
export function sumOf(numbers: Float64Array): string {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** Why the lab can't use a set, in a sentence; null where it can. */
export function faultOf({ file, rows, features, labels }: Omit<OwnSet, 'sum'>): string | null {
  if (rows < MIN_ROWS) {
    return `${file} has ${rows} rows; ${MIN_ROWS} are needed, half of them to learn from.`;
  }
  if (labels.length > MAX_SET_LABELS) {
    return `${file} ranks ${labels.length} labels; the page draws at most ${MAX_SET_LABELS}.`;
  }
  if (features.length > MAX_FEATURES) {
    return `${file} has ${features.length} features; the page takes at most ${MAX_FEATURES}.`;
  }
  return null;
}

export const examplesOf = ({ rows, features, labels, x, ranks }: OwnSet): Examples => ({
  ...{ rows, features: features.length, labels: labels.length, x, ranks },
});

/** A set as it is learned: standardised by the rows that are trained on, every other one held out. */
export interface SetLines {
  readonly data: LinesData;
  readonly scales: Scales;
  /** Unit vector along which the standardised features vary most [features]; its largest entry is above 0. */
  readonly principal: Float64Array;
}

/** All rows in their order, or MAX_ROWS of them drawn by the seed. */
export function setLines(set: OwnSet, seed: number): SetLines {
  const order = shuffled(set.rows, seed, 'rankings/shown', 0).slice(0, MAX_ROWS);
  const chosen = taken(
    examplesOf(set),
    order.sort((a, b) => a - b),
  );
  const rows = Array.from({ length: chosen.rows }, (_, row) => row);
  const [train, all, scales] = standardised(
    taken(
      chosen,
      rows.filter((row) => !isHeldOut(row)),
    ),
    chosen,
  );
  const test = taken(all, rows.filter(isHeldOut));
  return { data: { all, train, test }, scales, principal: principalOf(train) };
}

function principalOf({ rows, features, x }: Examples): Float64Array {
  const identity = new Float64Array(features * features);
  for (let i = 0; i < features; i++) identity[i * (features + 1)] = 1;
  const matrix = new Float64Array(features * features);
  covariance(Float32Array.from(x), rows, features).apply(identity, features, matrix);
  const first = symmetricEigen(matrix, features).vectors.slice(0, features);
  const largest = first.reduce((most, v) => (Math.abs(v) > Math.abs(most) ? v : most), 0);
  return largest < 0 ? first.map((v) => 0 - v) : first;
}
