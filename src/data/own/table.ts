/** A reader's images as tables: a row per image, its class in one column, a grey in each of the others. */
import { isWebPage } from '../bytes';
import { DataError } from '../images';
import { emnistSigns, isEmnist, upright } from './emnist';
import { MAX_CLASSES, setOfParts, type LabelledImages, type OwnSet } from './labelled';
import type { OpenedFile } from './opened';
import { collator, partOfPath, plainName, withoutCommon } from './names';
import { scaled } from './scaled';
import { readRows, startOf, type TableStart } from './table-rows';

/** Fewer pixels are no image: the smallest that is in use has 8 by 8. */
const LEAST_PIXELS = 16;
/** What programs call the numbers of rows. */
const NUMBERS = /^(|id|index|row|unnamed: 0|image_?id)$/i;
const LABEL = /^(labels?|class(es)?|targets?|y|digit|character)$/i;

/** Whether a file is a table by its name, or by a first line that is long enough for an image. */
export function isTable({ path, kind, bytes }: OpenedFile): boolean {
  if (kind !== 'text' || isWebPage(bytes) || JSON_START.test(startOf(bytes).first)) return false;
  return /\.(csv|tsv)$/.test(plainName(path)) || startOf(bytes).cells > LEAST_PIXELS;
}

const JSON_START = /^\s*[[{]/;

interface Read {
  readonly name: string;
  readonly side: number;
  readonly labels: readonly string[];
  readonly values: Uint8Array | Float32Array;
}

/**
 * Tables such as "label,pixel0,pixel1, ...", with a header or without; the label may be a word, in the first or in
 * the last column.
 * @throws DataError naming the file, the row and what is wrong there
 */
export function ownTableSet(files: readonly OpenedFile[]): OwnSet {
  const problems: string[] = [];
  const read = files.flatMap(({ path, bytes }) => {
    const start = startOf(bytes);
    const beside = columnsBeside(start);
    const fault = faultOf(path, start, beside);
    if (fault === null) return [readTable(path, bytes, start, beside)];
    problems.push(fault);
    return [];
  });
  if (read.length === 0) throw new DataError(problems[0]);
  const classes = [...new Set(read.flatMap(({ labels }) => labels))].sort(collator.compare);
  if (classes.length > MAX_CLASSES) {
    throw new DataError(
      `${read[0].name} holds ${classes.length} classes, from ${classes[0]} to ${classes.at(-1)}; at most ${MAX_CLASSES} are read.`,
    );
  }
  const told = withoutCommon(read.map(({ name }) => name)).map(partOfPath);
  const { pixels, note } = scaled(read);
  const notes = note ? [note] : [];
  const turned = isEmnist(read[0].name);
  if (turned) {
    notes.push(
      `${read[0].name} is of EMNIST, whose images are turned and mirrored; here they are upright.`,
    );
  }
  const parts = read.map(({ name, side, labels }, i): LabelledImages => ({
    ...{ name, part: told[i], height: side, width: side, channels: 1, count: labels.length },
    pixels: turned ? upright(pixels[i], side) : pixels[i],
    labels: Uint8Array.from(labels, (label) => classes.indexOf(label)),
  }));
  const signs = turned ? emnistSigns(read[0].name) : '';
  const own = setOfParts(parts, {
    title: 'Your own table',
    className: (label) => signs.charAt(Number(classes[label])) || classes[label],
    notes,
  });
  return { ...own, problems };
}

const sideOf = (pixels: number) => {
  const side = Math.sqrt(pixels);
  return pixels >= LEAST_PIXELS && Number.isInteger(side) ? side : null;
};

/** Why a table is no set of images; null where it may be one. */
function faultOf(
  name: string,
  { cells, header, rows }: TableStart,
  beside: readonly number[],
): string | null {
  if (rows.length === 0) return `${name} has no row below its header.`;
  if (sideOf(cells - beside.length - 1)) {
    return header && orderFault(name, header, beside);
  }
  if (sideOf(cells)) {
    return `${name} has ${cells} pixels in each row and no label; drop the table with a label column.`;
  }
  if (Number.isInteger(Math.sqrt((cells - 1) / 3)) && cells > 3 * LEAST_PIXELS) {
    return `${name} has ${cells - 1} pixels in each row, which are of coloured images; drop them as IDX, CIFAR or NPZ.`;
  }
  const what = header
    ? `the columns ${header.slice(0, 3).map(shorten).join(', ')}${cells > 3 ? ', …' : ''}`
    : 'no header';
  return (
    `${name} is a table of ${cells} column${cells === 1 ? '' : 's'} with ${what}; ` +
    'a row of images needs a label and a square number of pixels, such as 785 columns.'
  );
}

const shorten = (name: string) => (name.length <= 24 ? name : `${name.slice(0, 23)}…`);

/** Columns such as "pixel0", "pixel1" in another order would be another image; null where nothing is wrong. */
function orderFault(
  name: string,
  header: readonly string[],
  beside: readonly number[],
): string | null {
  const numbered = header.map((text) => /^(.*?\D)(\d+)$/.exec(text));
  const stems = numbered.map((match) => match?.[1] ?? '');
  const stem = stems[Math.floor(stems.length / 2)];
  if (stems.filter((other) => other === stem && stem !== '').length * 2 < header.length)
    return null;
  let before = -1;
  for (const [i, match] of numbered.entries()) {
    const isPixel = match?.[1] === stem;
    // a label is at one of the ends
    const isEnd = i === 0 || i === header.length - 1;
    if (!isPixel && (isEnd || beside.some((column) => Math.abs(column - i) <= 1))) continue;
    const number = isPixel ? Number(match[2]) : -1;
    if (number <= before) {
      return (
        `${name}: column ${i + 1}, "${header[i]}", stands behind "${header[i - 1]}"; ` +
        'the pixels must be in the order of their numbers.'
      );
    }
    before = number;
  }
  return null;
}

/** Columns beside label and pixels that programs add: the numbers of the rows, and an empty one behind them. */
function columnsBeside({ cells, header, rows }: TableStart): readonly number[] {
  const holds = (column: number, wanted: (i: number) => string) =>
    rows.every((row, i) => row[column] === wanted(i));
  const isCount = [0, 1].some((first) => holds(0, (i) => String(first + i)));
  const beside = [
    ...(header && NUMBERS.test(header[0]) && isCount ? [0] : []),
    ...(holds(cells - 1, () => '') ? [cells - 1] : []),
  ];
  return sideOf(cells - 1) ? [] : beside;
}

function readTable(
  name: string,
  bytes: Uint8Array,
  start: TableStart,
  beside: readonly number[],
): Read {
  const { labels, values } = readRows(name, bytes, start, labelColumn(start, beside), beside);
  const plain = labels.map((label) => label.replace(/^(\d+)\.0*$/, '$1'));
  return { name, side: sideOf(start.cells - beside.length - 1)!, labels: plain, values };
}

/**
 * By its name; without one, the first or the last column: the one that holds words, or is not called as pixels are,
 * or holds few whole numbers.
 */
function labelColumn({ cells, header, rows }: TableStart, beside: readonly number[]): number {
  const named = header?.findIndex((text) => LABEL.test(text)) ?? -1;
  if (named >= 0) return named;
  const first = beside.includes(0) ? 1 : 0;
  const last = beside.includes(cells - 1) ? cells - 2 : cells - 1;
  const isPixel = (column: number) => header !== null && /\d$/.test(header[column]);
  if (isPixel(first) !== isPixel(last)) return isPixel(first) ? last : first;
  return few(rows, last) < few(rows, first) ? last : first;
}

/** How many values a column has, Infinity where they can be no labels: pixels in the corners are mostly the same. */
function few(rows: TableStart['rows'], column: number): number {
  const found = new Set(rows.map((row) => row[column]));
  const words = [...found];
  if (words.every((word) => !/^[-+]?[\d.,]+$/.test(word))) return 0;
  const isSome = found.size > 1 && found.size <= MAX_CLASSES;
  return isSome && words.every((word) => !/[.,]\d*[1-9]/.test(word)) ? found.size : Infinity;
}
