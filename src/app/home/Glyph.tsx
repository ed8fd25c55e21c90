/** A stroke of a small picture: its class says which concept's colour it has. */
type Stroke = readonly [
  path: string,
  of?: 'signal' | 'noise' | 'loss' | 'truth' | 'error' | 'muted',
];

const bars = (...heights: readonly number[]): Stroke => [
  heights.map((h, i) => `M${16 + 16 * i},40v${-h}h10v${h}z`).join(''),
  'signal',
];

const triangle: Stroke = ['M36,6L62,42H10z', 'muted'];

/** What the scenes show, in boxes of 72 x 48, by their number. */
const pictures: Readonly<Record<number, readonly Stroke[]>> = {
  1: [bars(30, 12, 6)],
  2: [bars(22, 8, 5), ['M26,18v12h8v-12z', 'noise'], ['M42,10v22h8v-22z', 'noise']],
  3: [['M14,40v-28h12v28M32,40v-10h12v10M50,40v-4h12v4'], ['M10,40h54', 'muted']],
  4: [triangle, ['M36,8C26,22 32,28 36,30']],
  5: [['M10,12h26v26h26']],
  6: [
    ['M36,26L14,12M36,26L58,12M36,26V42', 'muted'],
    ['M36,26v.01M26,34v.01M48,30v.01M34,14v.01', 'noise'],
  ],
  7: [['M10,38L36,28L62,8', 'muted'], ['M10,36C30,32 44,24 62,8'], ['M20,38L56,18', 'loss']],
  8: [['M10,12C30,12 34,38 62,38'], ['M22,14L50,36', 'loss']],
  9: [['M10,10L34,36L62,16'], ['M10,34L62,8', 'muted']],
  10: [
    ['M33,24H12M18,18L12,24L18,30', 'error'],
    ['M39,24H60M54,18L60,24L54,30', 'truth'],
  ],
  11: [
    ['M10,10C20,44 36,40 62,14', 'loss'],
    ['M28,33a3,3 0 1 0 .01,0', 'noise'],
  ],
  12: [['M14,10L58,24M14,24L58,10M14,38H58']],
  13: [['M36,25L18,12M36,25L56,16M36,25L50,40M36,25L16,36', 'muted'], ['M36,22a3,3 0 1 0 .01,0']],
  14: [
    ['M14,12H60M14,24H52', 'muted'],
    ['M14,36H26', 'error'],
  ],
};

/** A small picture of a scene: decoration, its name stands beside it. */
export function Glyph({ scene }: { scene: number }) {
  return (
    <svg className="glyph" viewBox="0 0 72 48" aria-hidden="true" focusable="false">
      {pictures[scene]?.map(([path, of]) => (
        <path key={path} d={path} {...(of && { className: `of-${of}` })} />
      ))}
    </svg>
  );
}
