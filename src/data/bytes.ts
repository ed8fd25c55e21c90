import { messageOf } from '../core/message-of';
import { DataError } from './images';

const WHITE = new Set([0x09, 0x0a, 0x0d, 0x20]);
/** Pages start with a byte-order mark and blanks at most. */
const SEARCHED = 64;

/**
 * Whether the bytes are a web page: what a server sends, with status 200, where a file has moved.
 */
export function isWebPage(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, SEARCHED);
  const bom = start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf;
  const first = start.findIndex((byte, i) => i >= (bom ? 3 : 0) && !WHITE.has(byte));
  if (first < 0 || start[first] !== 0x3c) return false;
  return /^<(!doctype|html|head|\?xml|!--)/i.test(String.fromCharCode(...start.subarray(first)));
}

/** @throws DataError where a file is empty or a web page, whatever it should have been */
export function checkIsData(name: string, bytes: Uint8Array, wanted: string): void {
  if (bytes.length === 0) throw new DataError(`${name} is empty; it must be ${wanted}.`);
  if (isWebPage(bytes)) throw new DataError(`${name} is a web page; it must be ${wanted}.`);
}

/**
 * Whether a line above a table is no row of it: a comment, as exports of this page begin with, in a spreadsheet's
 * quotes or not, or what tells a spreadsheet the separator.
 */
export const isNote = (line: string): boolean => /^"?# |^sep=.\s*$/.test(line);

/** All the bytes, one array after the other. */
export function concatenated(arrays: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

/** Whether two files are the same to the byte. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/** What an error says, to be put into a sentence: without its full stop. */
export function reasonOf(error: unknown): string {
  return messageOf(error).replace(/\.$/, '');
}
