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
];

/** Reads the text of a table: UTF-8, or UTF-16 as spreadsheets save it. */
export function textOfFile(name: string, bytes: Uint8Array): FileText {
  if (bytes.length === 0) return { fault: `${name} is empty; save it again.` };
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  const wide = /^(?:\xff\xfe|\xfe\xff)/.test(start);
  const encoding = !wide ? 'utf-8' : start.startsWith('\xff') ? 'utf-16le' : 'utf-16be';
  const text = new TextDecoder(encoding).decode(bytes);
  const [, what = 'no text'] = OTHERS.find(([signs]) => start.startsWith(signs)) ?? [];
  if (what === 'no text' && !/[\x00-\x08\ufffd]/.test(text)) return { text };
  return { fault: `${name} is ${what}; paste its numbers, or save them as CSV.` };
}
