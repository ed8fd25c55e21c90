import { encode } from 'uqr';

/** A QR code as one path: modules are squares of length 1, the quiet zone is included. */
export interface QrPath {
  /** Side of the whole, quiet zone included, in modules. */
  readonly side: number;
  readonly path: string;
}

/** Light modules around the code, as ISO/IEC 18004 asks for. */
const QUIET = 4;

/** The code of a text with 15% of error correction; runs of dark modules are one rectangle each. */
export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const path = data.flatMap((row, y) =>
    runsOf(row).map(([x, length]) => `M${x + QUIET} ${y + QUIET}h${length}v1h-${length}z`),
  );
  return { side: size + 2 * QUIET, path: path.join('') };
}

/** Start and length of each run of dark modules. */
function runsOf(row: readonly boolean[]): readonly (readonly [number, number])[] {
  const starts = row.flatMap((dark, x) => (dark && !row[x - 1] ? [x] : []));
  return starts.map((x) => {
    const end = row.indexOf(false, x);
    return [x, (end < 0 ? row.length : end) - x];
  });
}
