import fc from 'fast-check';
import { createOracle, partByPart, type Oracle } from '../../../oracles/oracle';
import { sequence } from '../../../oracles/sequence/sequence';
import { dot } from '../../../vector';

/** The structures of a list, each a vector: the best is found by looking at all, the first of equals. */
export function listed(name: string, structures: readonly Float64Array[]): Oracle<Float64Array> {
  const dim = structures[0].length;
  return createOracle<Float64Array>({
    ...partByPart(dim),
    ...{ name, dim, count: () => structures.length },
    solve(scores, out) {
      let best = -Infinity;
      for (const y of structures) {
        const score = dot(scores, y);
        if (score <= best) continue;
        best = score;
        out.set(y);
      }
    },
    *enumerate() {
      for (const y of structures) yield y.slice();
    },
  });
}

/** All vectors of n bits. */
export const bits = (n: number) =>
  listed(
    'bits',
    Array.from({ length: 2 ** n }, (_, code) =>
      Float64Array.from({ length: n }, (_part, i) => (code >> i) & 1),
    ),
  );

/** Sequences whose labels are penalised, not the transitions between them. */
export function sequences(length: number, labels: number) {
  const oracle = sequence(length, labels);
  const unary = length * labels;
  const penalised = Array.from({ length: oracle.dim }, (_, p) => (p < unary ? 1 : 0));
  return { oracle, penalised, unary };
}

export interface Problem {
  readonly theta: readonly number[];
  readonly t: number;
}

/** Random, tied, equal, shifted, tiny and huge scores, with temperatures that fit them and others. */
export function problems(dim: number): fc.Arbitrary<Problem> {
  const list = (number: fc.Arbitrary<number>) =>
    fc.array(number, { minLength: dim, maxLength: dim });
  const real = fc.double({ min: -4, max: 4, noNaN: true });
  const whole = fc.integer({ min: -3, max: 3 });
  const temperature = fc.constantFrom(0.01, 0.3, 1, 2.5, 10, 100);
  const scaled = (number: fc.Arbitrary<number>, scale: number) =>
    fc.record({ theta: list(number.map((x) => x * scale)), t: temperature.map((t) => t * scale) });
  const of = (number: fc.Arbitrary<number>) => fc.record({ theta: list(number), t: temperature });
  return fc.oneof(
    of(real),
    of(whole),
    of(whole.map((x) => x / 2)),
    of(fc.constantFrom(0, 1)),
    of(real.map((x) => x * 1e6)),
    of(whole.map((x) => x * 1e6)),
    of(whole.map((x) => 1e6 + x)),
    of(real.map((x) => x - 1e6)),
    of(whole.map((x) => x * 1e-300)),
    ...[1e6, 1e-6, 1e-300, 1e300].flatMap((scale) => [scaled(real, scale), scaled(whole, scale)]),
    fc.record({ theta: real.map((x) => new Array<number>(dim).fill(x)), t: temperature }),
  );
}
