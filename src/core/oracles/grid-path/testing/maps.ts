import fc from 'fast-check';

const any = fc.double({ min: -9, max: 3, noNaN: true });

/** Scores of a node, from those whose paths hardly ever tie to those whose paths nearly always do. */
export const scoresThatTie: Readonly<Record<string, fc.Arbitrary<number>>> = {
  'costs that differ': fc.double({ min: -9, max: -1e-9, noNaN: true }),
  'many of them cut at 0': any,
  'most of them cut at 0': fc.oneof({ arbitrary: fc.constantFrom(0, 1, -0), weight: 9 }, any),
  'small whole numbers': fc.integer({ min: -3, max: 0 }),
  'no cost at all': fc.constantFrom(0, -0),
  'costs that rounding swallows': fc.constantFrom(-1e16, -1, -1e-300, -0.1, -0.2, -0.3, 0),
  'costs that overflow': fc.constantFrom(-Number.MAX_VALUE, -1, 0),
};

/** A map of so many nodes. */
export const mapOf = (nodes: number, score: fc.Arbitrary<number>): fc.Arbitrary<Float64Array> =>
  fc.array(score, { minLength: nodes, maxLength: nodes }).map((list) => Float64Array.from(list));
