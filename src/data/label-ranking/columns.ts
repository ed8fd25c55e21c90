import { DataError } from '../images';

/** A column of a file: its place, from 0, and its name. */
export interface Column {
  readonly at: number;
  readonly name: string;
}

/** A column with the places of one label. */
export interface PlaceColumn extends Column {
  readonly label: string;
}

/** What the columns of a file of rankings are. */
export interface Columns {
  readonly features: readonly Column[];
  /** Holds the labels, the best first, such as "b>a>c". */
  readonly ranking: Column | null;
  readonly places: readonly PlaceColumn[];
}

const RANKING = 'ranking';
const PLACE = /^place:\s*/i;
const HOW =
  'rankings are in a column "ranking" (such as b>a>c) or in a column "place:LABEL" for every label';

/**
 * A column named "ranking" holds orders; columns behind it, and those named "place:LABEL", hold places; all
 * others are features.
 * @throws DataError naming the file and the column that is not as it must be
 */
export function columnsOf(name: string, header: readonly string[]): Columns {
  const named = header.map((text, at) => ({ at, name: text }));
  const at = header.findIndex((text) => text.toLowerCase() === RANKING);
  const isPlace = (column: Column) => (at >= 0 && column.at > at) || PLACE.test(column.name);
  const places = named.filter(isPlace).map((column) => ({
    ...column,
    label: column.name.replace(PLACE, ''),
  }));
  const features = named.filter((column) => column.at !== at && !isPlace(column));
  checkNames(name, features, 'name', ({ name: text }) => text);
  checkNames(name, places, 'label', ({ label }) => label);
  if (at < 0 && places.length === 0) throw new DataError(`${name} holds no rankings; ${HOW}.`);
  if (features.length === 0) {
    throw new DataError(`${name} holds no features; they are the columns before the rankings.`);
  }
  if (at < 0 && places.length === 1) {
    throw new DataError(
      `${name} has places of the label "${places[0].label}" alone; two are ranked.`,
    );
  }
  return { features, ranking: at < 0 ? null : named[at], places };
}

function checkNames<C extends Column>(
  file: string,
  columns: readonly C[],
  word: string,
  nameOf: (column: C) => string,
): void {
  const seen = new Set<string>();
  for (const column of columns) {
    const name = nameOf(column);
    const where = `${file}, row 1, column ${column.at + 1}`;
    if (name === '') throw new DataError(`${where}: the ${word} is empty.`);
    if (seen.has(name)) throw new DataError(`${where}: another column has the ${word} "${name}".`);
    seen.add(name);
  }
}
