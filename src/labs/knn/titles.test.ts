import { describe, expect, it } from 'vitest';
import { createRng, unitUniform } from '../../core/rng/rng';
import { titles, type TitledRun } from './titles';

/** A run of random length whose columns go some way up or down. */
function runOf(seed: number): TitledRun {
  const rng = createRng(seed, 'test/titles');
  const at = (i: number) => unitUniform(rng.word(0, i));
  const length = 1 + Math.floor(60 * at(0));
  const column = (from: number, to: number) =>
    Array.from({ length }, (_, i) => from + ((to - from) * i) / Math.max(1, length - 1));
  const still = at(1) < 0.3;
  const [low, high] = [0.2 + 0.6 * at(2), 0.2 + 0.6 * at(3)];
  return {
    ...{ name: 'a run', hidden: false },
    steps: {
      right: column(low, high),
      rightAugmented: column(low, still ? high : high + 0.15 * at(4)),
      active: column(0.1, at(5)),
      scaleMean: column(0.5, still ? 0.5 : at(6)),
      gradientNorm: column(1, still ? 1 : 10 ** (2 * at(7) - 1)),
      growths: column(0, still ? 0 : Math.ceil(3 * at(8))).map(Math.round),
    },
    tests: {
      test: column(low, high),
      train: column(high, low),
      test1: column(0.5, at(9)),
      test9: column(0.5, at(10)),
    },
  };
}

const numbers = (text: string) => [...text.matchAll(/[\d.]+(?=%|-fold)/g)].map(Number);

describe('the titles of what is measured', () => {
  it('are true of 200 random runs', () => {
    const told = new Set<string>();
    for (let seed = 1; seed <= 200; seed++) {
      const run = runOf(seed);
      const { steps, tests } = run;
      const wrong = (values: readonly number[]) => 100 * (1 - values.at(-1)!);
      const say = (name: keyof typeof titles) => titles[name]([run])!;
      const near = (text: string, values: readonly number[]) =>
        numbers(text).forEach((found, i) => {
          expect(Math.abs(found - values[i])).toBeLessThan(0.06 * values[i] + 0.06);
        });
      near(say('accuracy'), [wrong(tests.test)]);
      near(say('memory'), [wrong(tests.test), wrong(tests.train)]);
      const gradient = say('gradient').replace(/[\d.]+/g, 'n');
      const tenth = Math.max(1, Math.floor(steps.gradientNorm.length / 10));
      const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
      const factor =
        sum(steps.gradientNorm.slice(-tenth)) / sum(steps.gradientNorm.slice(0, tenth));
      if (gradient.includes('grown')) near(say('gradient'), [factor]);
      else if (gradient.includes('shrunk')) near(say('gradient'), [1 / factor]);
      else expect(Math.abs(Math.log(factor))).toBeLessThanOrEqual(Math.log(1.25));
      const scale = say('sigma');
      if (scale.includes('as it was')) {
        expect(steps.scaleMean.at(-1)).toBeCloseTo(steps.scaleMean[0], 2);
      } else expect(steps.scaleMean.at(-1)).not.toBe(steps.scaleMean[0]);
      const epsilon = say('epsilon');
      const grown = steps.growths.at(-1)!;
      expect(epsilon.includes('not grown')).toBe(grown === 0);
      if (grown > 1) expect(epsilon).toContain(` ${grown} times`);
      [gradient, scale, epsilon].forEach((text) => told.add(text.replace(/[\d.]+/g, 'n')));
    }
    expect(told.size).toBeGreaterThan(6);
  });

  it('claim nothing where nothing is measured, and name the run where there are several', () => {
    const empty = runOf(1);
    const none: TitledRun = {
      ...empty,
      steps: {
        ...{ right: [], rightAugmented: [], active: [] },
        ...{ scaleMean: [], gradientNorm: [], growths: [] },
      },
      tests: { test: [], train: [], test1: [], test9: [] },
    };
    for (const title of Object.values(titles)) {
      expect(title([none])).toBeNull();
      expect(title([none, runOf(2)])).toMatch(/^a run: /);
      expect(title([runOf(2), { ...runOf(3), hidden: true }])).not.toMatch(/^a run: /);
    }
  });
});
