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
const LABEL = /^(labels?|class(es)?|targets?|y|digit|character)$/i;

/** Whether a file is a table by its name, or by a first line that is long enough for an image. */
export function isTable({ path, kind, bytes }: OpenedFile): boolean {
  if (kind !== 'text' || isWebPage(bytes)) return false;
  return /\.(csv|tsv)$/.test(plainName(path)) || startOf(bytes).cells > LEAST_PIXELS;
}

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
    const fault = faultOf(path, start);
    if (fault === null) return [readTable(path, bytes, start)];
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
function faultOf(name: string, { cells, header, rows }: TableStart): string | null {
  if (rows.length === 0) return `${name} has no row below its header.`;
  if (sideOf(cells - 1)) return header && orderFault(name, header);
  if (sideOf(cells)) {
    return `${name} has ${cells} pixels in each row and no label; drop the table with a label column.`;
  }
  if (Number.isInteger(Math.sqrt((cells - 1) / 3)) && cells > 3 * LEAST_PIXELS) {
    return `${name} has ${cells - 1} pixels in each row, which are of coloured images; drop them as IDX, CIFAR or NPZ.`;
  }
  const what = header
    ? `the columns ${header.slice(0, 3).join(', ')}${cells > 3 ? ', …' : ''}`
    : 'no header';
  return (
    `${name} is a table of ${cells} column${cells === 1 ? '' : 's'} with ${what}; ` +
    'a row of images needs a label and a square number of pixels, such as 785 columns.'
  );
}

/** Columns such as "pixel0", "pixel1" in another order would be another image; null where nothing is wrong. */
function orderFault(name: string, header: readonly string[]): string | null {
  const numbered = header.map((text) => /^(.*?\D)(\d+)$/.exec(text));
  const stems = numbered.map((match) => match?.[1] ?? '');
  const stem = stems[Math.floor(stems.length / 2)];
  if (stems.filter((other) => other === stem && stem !== '').length * 2 < header.length)
    return null;
  let before = -1;
  for (const [i, match] of numbered.entries()) {
    const isPixel = match?.[1] === stem;
    // a label is at one of the ends
    if (!isPixel && (i === 0 || i === header.length - 1)) continue;
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

function readTable(name: string, bytes: Uint8Array, start: TableStart): Read {
  const { labels, values } = readRows(name, bytes, start, labelColumn(start));
  return { name, side: sideOf(start.cells - 1)!, labels, values };
}

/** By its name; without one, the first or the last column, whichever holds words or few whole numbers. */
function labelColumn({ cells, header, rows }: TableStart): number {
  const named = header?.findIndex((text) => LABEL.test(text)) ?? -1;
  if (named >= 0) return named;
  return varies(rows, 0) || !varies(rows, cells - 1) ? 0 : cells - 1;
}

/** Pixels in the corners are mostly the same in all images. */
function varies(rows: TableStart['rows'], column: number): boolean {
  const found = new Set(rows.map((row) => row[column]));
  const words = [...found];
  return found.size > 1 && found.size <= MAX_CLASSES && words.every((word) => !/[.,]\d/.test(word));
}
