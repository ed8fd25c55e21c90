/** What a file is, told by its bytes: names are whatever a browser, a system or a reader made of them. */
import { textOf } from '../../core/text-of';
import { isWebPage } from '../bytes';
import { isGzip } from '../gunzip';
import { idxKind } from '../idx';
import { isNpy } from '../npy';
import { isTar } from '../archives/tar';
import { isZip } from '../archives/zip';
import { lastOf } from './names';

export type Kind =
  'empty' | 'gzip' | 'zip' | 'tar' | 'images' | 'labels' | 'array' | 'picture' | 'text' | 'other';

/** Signs that begin a file, how far from its start they stand, what it is, and what helps. */
interface Format {
  readonly signs: string;
  readonly at?: number;
  readonly words: string;
  readonly instead?: string;
}

const NPZ = 'save its arrays by numpy.savez';
const LEADS = 'get the file that it leads to';
const STANDS_FOR = 'get the file that it stands for';
const UNPACK = 'unpack it and drop what is in it, or pack it as a .zip';
const PICTURES: readonly Format[] = [
  { signs: '\x89PNG', words: 'a PNG' },
  { signs: '\xff\xd8\xff', words: 'a JPEG' },
  { signs: 'GIF8', words: 'a GIF' },
  { signs: 'WEBP', at: 8, words: 'a WebP' },
  { signs: 'BM', words: 'a bitmap' },
  { signs: 'ftypavif', at: 4, words: 'an AVIF' },
];
const FOREIGN: readonly Format[] = [
  { signs: '\x1f\x8b', words: 'a file packed by gzip', instead: UNPACK },
  { signs: 'PK\x03\x04', words: 'a zip archive, such as a workbook', instead: UNPACK },
  { signs: '7z\xbc\xaf', words: 'a 7-Zip archive', instead: UNPACK },
  { signs: 'Rar!', words: 'a RAR archive', instead: UNPACK },
  { signs: '\xfd7zXZ', words: 'a file packed by xz', instead: UNPACK },
  { signs: 'BZh', words: 'a file packed by bzip2', instead: UNPACK },
  { signs: '\x28\xb5\x2f\xfd', words: 'a file packed by Zstandard', instead: UNPACK },
  { signs: '\x89HDF', words: 'an HDF5 file', instead: NPZ },
  { signs: 'MATLAB', words: 'a file of MATLAB', instead: NPZ },
  { signs: 'PAR1', words: 'a Parquet file', instead: 'save its columns as CSV' },
  { signs: 'ARROW1', words: 'an Arrow file', instead: 'save its columns as CSV' },
  { signs: 'SQLite', words: 'a database of SQLite' },
  { signs: '\xd0\xcf\x11\xe0', words: 'an Office document', instead: 'save the table as CSV' },
  { signs: '%PDF', words: 'a PDF' },
  { signs: '\x04\x22\x4d\x18', words: 'a file packed by LZ4', instead: UNPACK },
  { signs: '\x1f\x9d', words: 'a file packed by compress', instead: UNPACK },
  { signs: 'LZIP', words: 'a file packed by lzip', instead: UNPACK },
  { signs: 'MZ\x90\0', words: 'a program of Windows' },
  { signs: 'L\0\0\0\x01\x14\x02', words: 'a shortcut of Windows', instead: LEADS },
  { signs: '{"', at: 8, words: 'a file of safetensors', instead: NPZ },
  { signs: 'II*\0', words: 'a TIFF image', instead: 'save it as PNG' },
  { signs: 'MM\0*', words: 'a TIFF image', instead: 'save it as PNG' },
  { signs: 'ftyphei', at: 4, words: 'a HEIC photo', instead: 'save it as JPEG' },
  { signs: 'ftypmif1', at: 4, words: 'a HEIC photo', instead: 'save it as JPEG' },
  { signs: 'ftyp', at: 4, words: 'a film' },
];

const has =
  (bytes: Uint8Array) =>
  ({ signs, at = 0 }: Format) =>
    bytes.length >= at + signs.length &&
    Array.from(signs).every((sign, i) => bytes[at + i] === sign.charCodeAt(0));

export function kindOf(bytes: Uint8Array): Kind {
  if (bytes.length === 0) return 'empty';
  if (isGzip(bytes)) return 'gzip';
  if (isZip(bytes)) return 'zip';
  const idx = idxKind(bytes);
  if (idx) return idx;
  if (isNpy(bytes)) return 'array';
  if (PICTURES.some(has(bytes))) return 'picture';
  if (isTar(bytes)) return 'tar';
  return FOREIGN.some(has(bytes)) || !isText(bytes) ? 'other' : 'text';
}

const SEARCHED = 2048;

const startOf = (bytes: Uint8Array) => textOf(bytes.subarray(0, SEARCHED), true);
const isText = (bytes: Uint8Array) => startOf(bytes) !== null;

/** A text as all others are written; spreadsheets also save them in other encodings. */
export function inUtf8(bytes: Uint8Array): Uint8Array {
  const isPlain = bytes[0] !== 0xff && bytes[0] !== 0xfe && bytes.every((byte) => byte < 0x80);
  const text = isPlain ? null : textOf(bytes);
  return text === null ? bytes : new TextEncoder().encode(text);
}

/** A pickle of protocol 2 to 5, as Python writes it. */
const isPickle = (bytes: Uint8Array) => bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5;

export const INSTEAD =
  'drop IDX or CIFAR files, an NPZ, a CSV with a label column, or a zip with a folder of images for each class';

/** What a file is that is no images and no labels, and what to drop instead: a sentence that names it. */
export function whyForeign(path: string, bytes: Uint8Array): string {
  const { words, instead = INSTEAD } = formatOf(path, bytes);
  return `${path} is ${words}; ${instead}.`;
}

/** What a file is, in words, and what helps, where that does not depend on what it is wanted for. */
function formatOf(path: string, bytes: Uint8Array): Pick<Format, 'words' | 'instead'> {
  if (bytes.length === 0) return { words: 'empty', instead: 'get it again' };
  if (isWebPage(bytes)) return { words: 'a web page', instead: LEADS };
  if (isPickle(bytes)) {
    const cifar = /_batch|^(train|test|meta)$/.test(lastOf(path));
    return cifar
      ? { words: 'of the Python version of CIFAR', instead: 'drop cifar-10-binary.tar.gz' }
      : { words: 'a pickle of Python', instead: 'save its arrays by numpy.savez' };
  }
  const known = [...PICTURES, ...FOREIGN].find(has(bytes));
  if (known) return known;
  const idx = otherIdx(bytes);
  if (idx)
    return { words: idx, instead: 'images and labels must be bytes, in 3 and in 1 dimension' };
  const text = startOf(bytes);
  if (text === null) return { words: `of no known kind (it begins with ${start(bytes)})` };
  return textFormat(text) ?? { words: 'a text' };
}

/** What a text is that is no table and no list of rows; null of all else. */
export const textFormat = (text: string) => TEXTS.find(([form]) => form.test(text))?.[1] ?? null;

/** What texts are, by how they begin. */
const TEXTS: readonly (readonly [RegExp, Pick<Format, 'words' | 'instead'>])[] = [
  [/^version https:\/\/git-lfs/, { words: 'a pointer of Git LFS', instead: STANDS_FOR }],
  [/^(\.\.\/)*(\.git)?\/annex\/objects/, { words: 'a pointer of git-annex', instead: STANDS_FOR }],
  [/^\[InternetShortcut\]/, { words: 'a shortcut to a web page', instead: LEADS }],
  [/^d\d+:announce/, { words: 'a torrent', instead: LEADS }],
  [
    /^\s*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)?<svg/i,
    { words: 'an SVG drawing', instead: 'save it as PNG' },
  ],
  [/^(%[^\n]*\n|\s)*@relation/i, { words: 'an ARFF file', instead: 'save its data as CSV' }],
  [
    /^[-+.\w]+([ \t]+\d+:[-+.\de]+){3}/,
    { words: 'a table of LIBSVM', instead: 'save it as CSV with all its zeros' },
  ],
  [/^\s*[[{]/, { words: 'JSON' }],
];

/** What a file is, in words; null of what is of no known kind. */
export function whatIs(path: string, bytes: Uint8Array): string | null {
  const { words } = formatOf(path, bytes);
  return words.startsWith('of no known') ? null : words;
}

const start = (bytes: Uint8Array) =>
  `the bytes ${[...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;

const IDX_TYPES: Readonly<Record<number, string>> = {
  8: 'bytes',
  9: 'signed bytes',
  11: '16-bit numbers',
  12: '32-bit numbers',
  13: 'floats',
  14: 'doubles',
};

/** An IDX file of other numbers or dimensions than images and labels have. */
function otherIdx([a, b, type, dimensions]: Uint8Array): string | null {
  if (a !== 0 || b !== 0 || !(type in IDX_TYPES)) return null;
  if (!(dimensions >= 1 && dimensions <= 4)) return null;
  return `an IDX file of ${IDX_TYPES[type]} in ${dimensions} dimension${dimensions > 1 ? 's' : ''}`;
}
