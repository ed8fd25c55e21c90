import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../../../../core/check/finite-differences';
import { createPlainNetwork } from '../../../../core/networks/plain';
import { createObjective } from './objective';
import { runClassifier, type ClassJob, type ClassTools } from './repetition';
import { defaultKnobs, lossNames, type ClassKnobs, type ClassLoss } from './spec';
import { classJobs, classRows } from './table';

const classes = 4;
const scores = Float64Array.of(0.3, -0.5, 1.1, 0.4);
const label = 3;

function differentiate(loss: ClassLoss, knobs: Partial<ClassKnobs>, mu = scores.slice(), step = 0) {
  const setup = { loss, network: 'compact', input: [28, 28, 1], classes, seed: 2 } as const;
  const all = { ...defaultKnobs, sigma: 1, samples: 1, law: 'normal' as const, ...knobs };
  const slopes = new Float64Array(classes);
  const value = createObjective(setup, all)({ row: 0, step, scores: mu, label }, slopes);
  return { value, slopes };
}

describe('the losses of a classifier', () => {
  it.each(['cross-entropy', 'exact', 'squared'] as const)('%s: slopes are its own', (loss) => {
    for (const law of ['gumbel', 'normal'] as const) {
      const knobs = { sigma: 0.7, law };
      const wanted = finiteDifferenceGradient(
        (mu) => differentiate(loss, knobs, Float64Array.from(mu)).value,
        scores,
      );
      const { slopes } = differentiate(loss, knobs);
      wanted.forEach((slope, i) => expect(slopes[i]).toBeCloseTo(slope, 8));
    }
  });

  it('Fenchel-Young with Gumbel noise is sigma times the cross-entropy over sigma', () => {
    for (const sigma of [0.1, 1, 5]) {
      const exact = differentiate('exact', { sigma, law: 'gumbel' });
      const over = scores.map((mu) => mu / sigma);
      const cross = differentiate('cross-entropy', {}, over);
      expect(exact.value).toBeCloseTo(sigma * cross.value, 13);
      cross.slopes.forEach((slope, i) => expect(exact.slopes[i]).toBeCloseTo(slope, 14));
    }
  });

  it('the sampled loss has the exact one as its mean', () => {
    for (const law of ['gumbel', 'normal'] as const) {
      const exact = differentiate('exact', { sigma: 0.8, law });
      const samples = 20_000;
      const { value, slopes } = differentiate('fenchel-young', { sigma: 0.8, law, samples });
      slopes.forEach((slope, i) => {
        const p = exact.slopes[i] + Number(i === label);
        const error = Math.sqrt((p * (1 - p)) / samples);
        expect(Math.abs(slope - exact.slopes[i])).toBeLessThan(4 * error);
      });
      expect(Math.abs(value - exact.value)).toBeLessThan(0.05);
    }
  });

  it('without noise is that of the perceptron', () => {
    const { value, slopes } = differentiate('fenchel-young', { sigma: 0 });
    expect([...slopes]).toEqual([0, 0, 1, -1]);
    expect(value).toBeCloseTo(1.1 - 0.4, 15);
    const close = differentiate('fenchel-young', { sigma: 1e-6 });
    expect(close.slopes).toEqual(slopes);
  });

  it('the sampled one has other noise in every step, also with many samples', () => {
    const of = (step: number) =>
      differentiate('fenchel-young', { samples: 100 }, scores.slice(), step).value;
    expect(new Set([0, 1, 2, 3].map(of)).size).toBe(4);
    expect(of(2)).toBe(of(2));
  });
});

it('a table has cross-entropy once, the others with every noise', () => {
  const request = {
    ...({ dataset: 'drawn', network: 'compact', law: 'normal', steps: 10, seed: 1 } as const),
    ...{ losses: lossNames, sigmas: [0.1, 1], samples: [1, 10] },
  };
  const jobs = classJobs(request);
  expect(jobs.map(({ loss, sigma, samples }) => `${loss} ${sigma} ${samples}`)).toEqual([
    'cross-entropy 1 0',
    ...['fenchel-young 0.1 1', 'fenchel-young 0.1 10', 'fenchel-young 1 1', 'fenchel-young 1 10'],
    ...['exact 0.1 0', 'exact 1 0', 'squared 0.1 0', 'squared 1 0'],
  ]);
  // without noise all draws are one, and only the sampled loss has a gradient
  expect(classJobs({ ...request, sigmas: [0] }).map(({ loss }) => loss)).toEqual([
    'cross-entropy',
    'fenchel-young',
  ]);
  const result = {
    ...{ trainImages: 20, trainRight: 19, trainSquared: 0.1, milliseconds: 1 },
    ...{ testImages: 10, testRight: 9, testSquared: 0.2 },
  };
  const rows = classRows([...jobs].reverse().map((job) => ({ ...job, ...result })));
  expect(rows.map(({ loss }) => loss)).toEqual(jobs.map(({ loss }) => loss));
  expect(rows[0]).toMatchObject({ train: { percent: 95 }, test: { percent: 90 } });
});

describe('a training', () => {
  /** Bars: upright ones are class 0, level ones class 1. */
  const images = (count: number, seed: number) => {
    const side = 16;
    const pixels = new Uint8Array(count * side * side);
    const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
    for (let image = 0; image < count; image++) {
      const at = 2 + ((image * 7 + seed) % 12);
      for (let i = 0; i < side; i++) {
        const [row, column] = labels[image] === 0 ? [i, at] : [at, i];
        pixels[(image * side + row) * side + column] = 255;
      }
    }
    return { count, pixels, labels };
  };
  const data = {
    input: [16, 16, 1],
    classes: 2,
    train: images(24, 0),
    test: images(24, 2),
  } as const;
  const tools: ClassTools = {
    // the last layer alone: enough for bars, and soon done
    createNetwork: ({ input, layers }) => createPlainNetwork({ input, layers: layers.slice(-1) }),
    now: () => 0,
  };
  const job: Omit<ClassJob, 'loss'> = {
    ...{ dataset: 'bars', network: 'compact', law: 'normal', sigma: 1, samples: 1 },
    ...{ steps: 60, seed: 1 },
  };

  it.each(['cross-entropy', 'fenchel-young', 'exact', 'squared'] as const)(
    'by %s tells bars apart, the same each time',
    async (loss) => {
      const first = await runClassifier({ ...job, loss }, data, tools);
      expect(first.testImages).toBe(24);
      expect(first.testRight / 24).toBeGreaterThan(0.8);
      if (loss !== 'fenchel-young') return;
      expect(await runClassifier({ ...job, loss }, data, tools)).toEqual(first);
    },
  );
});
