import { textOf } from '../../../core/text-of';

/** The text of a file, or one sentence that names the file and what is wrong with it. */
export type FileText = { readonly text: string } | { readonly fault: string };

/** Signs that begin the files in which people keep tables. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['PK', 'a workbook or an archive'],
  ['\xd0\xcf\x11\xe0', 'a workbook'],
  ['%PDF', 'a PDF'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['MATLAB', 'a file of MATLAB'],
  ['\x89HDF', 'an HDF5 file'],
  ['\x93NUMPY', 'an array of numpy'],
  ['\x1f\x8b', 'a file packed by gzip'],
  ['\x80', 'a pickle of Python'],
  ['PAR1', 'a Parquet file'],
];

/** Reads the text of a table, in any encoding that programs save. */
export function textOfFile(name: string, bytes: Uint8Array): FileText {
  if (bytes.length === 0) return { fault: `${name} is empty; save it again.` };
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  const other = OTHERS.find(([signs]) => start.startsWith(signs))?.[1];
  const text = other === undefined ? textOf(bytes) : null;
  if (text !== null) return { text };
  return { fault: `${name} is ${other ?? 'no text'}; paste its numbers, or save them as CSV.` };
}
