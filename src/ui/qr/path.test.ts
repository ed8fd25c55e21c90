import { encode } from 'uqr';
import { expect, it } from 'vitest';
import { qrPath } from './path';

/** The modules that rectangles of a path cover, as "x,y". */
function covered(path: string): string[] {
  return [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].flatMap(([, x, y, there, back]) => {
    expect(there).toBe(back);
    return Array.from({ length: Number(there) }, (_, i) => `${Number(x) + i},${y}`);
  });
}

it.each(['#', 'https://example.org/noisy-argmax/#/vote?scene=8', 'ä'.repeat(300)])(
  'the path covers the dark modules once, four modules from the edge: %s',
  (text) => {
    const { data, size } = encode(text, { ecc: 'M', border: 0 });
    const dark = data.flatMap((row, y) =>
      row.flatMap((is, x) => (is ? [`${x + 4},${y + 4}`] : [])),
    );
    const { side, path } = qrPath(text);
    expect(side).toBe(size + 8);
    expect(covered(path)).toEqual(dark);
    expect(path.replaceAll(/M\d+ \d+h\d+v1h-\d+z/g, '')).toBe('');
  },
);
