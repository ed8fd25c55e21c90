/**
 * EMNIST in its published form: images lie turned by a quarter and mirrored, rows and columns exchanged; letters
 * are labelled from 1, and the classes have their signs in a separate file (Cohen et al. 2017).
 */
import type { Images } from '../images';

const DIGITS = '0123456789';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** In these splits small letters that look like their capitals are of one class with them. */
const MERGED = `${DIGITS}${CAPITALS}abdefghnqrt`;
const SPLITS = {
  letters: ` ${CAPITALS}`,
  balanced: MERGED,
  bymerge: MERGED,
  byclass: `${DIGITS}${CAPITALS}${CAPITALS.toLowerCase()}`,
} as const;

export const isEmnist = (path: string) => /(?<![a-z])emnist/i.test(path);

/** The signs of its classes in the order of their labels, told by the name; digits where it names no split. */
export function emnistSigns(path: string): string {
  const split = /(?<![a-z])emnist[-_ ]?(letters|balanced|bymerge|byclass)/i.exec(path)?.[1];
  return split ? SPLITS[split.toLowerCase() as keyof typeof SPLITS] : DIGITS;
}

/** Letters of EMNIST by another name: nothing else has 26 labels that begin at 1, in images of its size. */
export function looksLikeLetters(height: number, width: number, { labels }: Images): boolean {
  if (height !== 28 || width !== 28) return false;
  return labels.reduce((a, b) => Math.max(a, b)) === 26 && !labels.includes(0);
}

/** Images [count, side, side] with rows and columns exchanged. */
export function upright(pixels: Uint8Array, side: number): Uint8Array {
  const out = new Uint8Array(pixels.length);
  const size = side * side;
  for (let image = 0; image < pixels.length; image += size) {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) out[image + y * side + x] = pixels[image + x * side + y];
    }
  }
  return out;
}
