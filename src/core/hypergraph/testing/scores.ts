import fc from 'fast-check';

/** Scores are multiples of this, so that sums of them are exact as long as they stay below 2^29. */
const GRAIN = 2 ** -24;

const grains = (size: number) =>
  fc
    .integer({ min: -Math.round(size / GRAIN), max: Math.round(size / GRAIN) })
    .map((n) => n * GRAIN);

/** Scores of parts whose sums are exact: random, tied, equal, near 1e6, of 1e6, tiny, of both at once. */
export const exactScores = (dim: number) => {
  const list = (entry: fc.Arbitrary<number>) => fc.array(entry, { minLength: dim, maxLength: dim });
  const random = list(grains(3));
  return fc.oneof(
    random,
    list(grains(20)),
    list(fc.integer({ min: -1, max: 1 })),
    fc.integer({ min: -5, max: 5 }).map((value) => new Array<number>(dim).fill(value)),
    random.map((scores) => scores.map((score) => 1e6 + score)),
    random.map((scores) => scores.map((score) => score - 1e6)),
    list(fc.integer({ min: -3, max: 3 })).map((scores) => scores.map((score) => score * 1e6)),
    random.map((scores) => scores.map((score) => score * 2 ** -1000)),
    random.map((scores) => scores.map((score, i) => (i % 2) * 1e6 + score)),
  );
};

export const temperatures = fc.constantFrom(0.1, 0.5, 1, 2, 100);
