import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { testMachine, unwatched } from '../../../compute/testing/machine';
import { methods } from '../../../core/atlas/methods';
import { parseResults } from '../../../core/training/results';
import { defaultsOf } from '../../../state/params';
import { module } from '../compute/module';
import { classResults } from '../experiment/classification/table';
import { extend, formNames } from '../experiment/jacobians';
import { priceAt, priceSigmas } from '../experiment/price';
import { structureNames } from '../experiment/structures';
import { picksOf, pointOf, problemOf, shapeOf } from '../model';
import { perturbedTable, SLOW_STEPS, type PerturbedValues } from '../params';
import {
  landscapeOf,
  lossData,
  pathOf,
  polytopeData,
  polytopeTable,
  stageOf,
  surfaceOf,
} from './data';
import { disguiseData } from './DisguiseFigure';
import { jacobiansData } from './JacobiansFigure';
import { plateauData, plateauSentence, plateauTable } from './plateau';
import { priceData } from './PriceFigure';
import { slowMotion } from './slow-motion';
import { areOne, pathsOf, regulariserData, regularisersOf } from './regulariser';

const values: PerturbedValues = { ...defaultsOf(perturbedTable), truth: 1 };

describe.each(structureNames)('the polytope of %s', (structure) => {
  const shown = { ...values, structure };
  const stage = stageOf(shown);
  const path = pathOf(stage, pointOf(shown));
  const data = polytopeData(shown, stage, path);

  it('has a mean of its draws beside the exact one, on its path', () => {
    const [xx, , yy] = data.covariance;
    const error = 4 * Math.sqrt(xx + yy);
    // of paths there is no law
    expect(data.exactMean === null).toBe(structure === 'paths');
    const exact = data.exactMean ?? data.mean;
    const off = data.mean.map((x, i) => x - exact[i]);
    expect(Math.hypot(...off)).toBeLessThan(error);
    const apart = path.map(([x, y]) => Math.hypot(x - exact[0], y - exact[1]));
    const extent = Math.max(...data.places.map((place) => Math.hypot(...place)));
    expect(Math.min(...apart)).toBeLessThan(0.2 * extent);
    expect(Math.hypot(path[0][0] - data.places[data.best][0])).toBeLessThan(0.05 * extent);
  });

  it('has a table of all structures, whose shares sum to 1', () => {
    const { rows } = polytopeTable(data);
    expect(rows).toHaveLength(data.labels.length);
    expect(rows.reduce((sum, [, , , share]) => sum + Number(share), 0)).toBeCloseTo(1, 12);
  });

  it('has a loss with the value and a trail that begin at the scores', () => {
    for (const loss of ['fenchel-young', 'squared', 'blackbox'] as const) {
      const landscape = landscapeOf({ ...shown, loss }, stage);
      const found = lossData(landscape, surfaceOf(landscape), pointOf(shown));
      expect(found.trail[0]).toEqual(pointOf(shown));
      expect(found.here).toBeGreaterThanOrEqual(0);
      expect(Array.from(found.values).every(Number.isFinite)).toBe(true);
    }
  });
});

describe('what the worker tells', () => {
  const problem = problemOf(values);

  it('is shown of these values only, with how far each estimate is off', () => {
    const reply = { problem, ...extend(problem, null, 500) };
    const { panels } = jacobiansData(values, reply);
    expect(panels.map(({ id }) => id)).toEqual(['exact', ...formNames]);
    for (const { note } of panels.slice(1)) expect(note).toMatch(/^off by \d/);
    const moved = jacobiansData({ ...values, sigma: 2 }, reply);
    expect(moved.panels[1]).toMatchObject({ values: null, note: 'on its way' });
    const unknown = { ...values, structure: 'polygon', noise: 'gumbel' } as const;
    expect(jacobiansData(unknown, null).panels[0].note).toBe('not known');
  });

  it('is a price that stays while sigma moves', () => {
    const prices = priceSigmas.map((sigma) => priceAt(problem, sigma, 60));
    const reply = { problem, samples: 60, prices };
    const data = priceData({ ...values, sigma: 3 }, reply)!;
    expect(data.sigma).toBe(3);
    expect(data.loud).toBeGreaterThan(1);
    expect(priceData({ ...values, seed: 2 }, reply)).toBeNull();
    expect(priceData(values, null)).toBeNull();
  });
});

describe('regularisers', () => {
  const shown = { ...values, structure: 'simplex', noise: 'gumbel' } as const;
  const made = async (of: PerturbedValues) => {
    const stage = stageOf(of);
    const reply = await module.open(testMachine()).handlers.regularisers(shapeOf(of), unwatched);
    const regularisers = regularisersOf(of, stage, reply)!;
    return { stage, reply, regularisers };
  };

  it('are one for one of three under Gumbel noise, and two else', async () => {
    const { stage, regularisers, reply } = await made(shown);
    expect(areOne(regularisers)).toBe(true);
    const [noise, entropy] = regulariserData(shown, stage, regularisers, [[], []]).sides;
    expect(noise.cost).toBeCloseTo(entropy.cost, 8);
    expect(noise.prediction[0]).toBeCloseTo(entropy.prediction[0], 12);
    expect(areOne((await made({ ...shown, structure: 'ranking' })).regularisers)).toBe(false);
    expect(regularisersOf({ ...shown, noise: 'normal' }, stage, reply)).toBeNull();
  });

  it('have their level at the prediction, and the path goes through it', async () => {
    const { stage, regularisers } = await made(values);
    const paths = pathsOf(regularisers, pointOf(values));
    const { sides } = regulariserData(values, stage, regularisers, paths);
    for (const { level, prediction, path } of sides) {
      const apart = (points: readonly (readonly [number, number])[]) =>
        Math.min(...points.map(([x, y]) => Math.hypot(x - prediction[0], y - prediction[1])));
      expect(apart(level.flat())).toBeLessThan(0.06);
      expect(apart(path)).toBeLessThan(0.1);
    }
  });
});

describe('slow motion', () => {
  const stage = stageOf(values);
  const data = polytopeData(values, stage, pathOf(stage, pointOf(values)));
  const at = (step: number) => slowMotion(step, data, { draw: 3 }, stage);

  it('begins with the scores, and a draw comes that is counted', () => {
    expect([1, 2].map((step) => at(step).data.draws.places)).toEqual([[], []]);
    expect(at(2).data.slow!.gamma).toEqual(data.draws.places[3]);
    expect(at(3).data.draws.places).toEqual([data.draws.places[3]]);
    const picked = data.draws.winners[3];
    expect(at(4).data.slow!.lit).toBe(picked);
    expect(at(4).sentence).toContain(`cone of ${data.labels[picked]}`);
    const { shares, mean, slow } = at(5).data;
    expect(shares[picked]).toBe(1);
    expect(mean).toEqual(data.places[picked].map((x) => expect.closeTo(x, 12) as number));
    expect(slow!.counted).toBe(true);
  });

  it('ends with the mean of all, which moves', () => {
    expect(at(6).data.draws.places).toHaveLength(35);
    const { data: last, sentence } = at(SLOW_STEPS);
    expect(last.mean).toBe(data.mean);
    expect(last.slow!.moved!.scores).toEqual([values.scores[0] + 0.5, values.scores[1]]);
    expect(sentence.match(/\(/g)).toHaveLength(3);
    const far = { ...data, scores: [2.8, 0] } as const;
    expect(slowMotion(7, far, { draw: 3 }, stage).data.slow!.moved!.scores[0]).toBeCloseTo(2.3);
  });
});

describe('cross-entropy in disguise', () => {
  it('is shown with the picks of these values, of three classes whatever the structure', () => {
    const problem = picksOf(values);
    const reply = { problem, samples: 100, counts: Float64Array.of(60, 10, 30) };
    const { rows } = disguiseData({ ...values, structure: 'subset', truth: 5 }, reply);
    expect(rows.map(({ label }) => label)).toEqual(['A', 'B', 'C']);
    expect(rows.map(({ estimate }) => estimate)).toEqual([0.6, 0.1, 0.3 - 1]);
    expect(rows.reduce((sum, { exact }) => sum + exact!, 0)).toBeCloseTo(0, 14);
    expect(disguiseData({ ...values, sigma: 3 }, reply).rows[0].estimate).toBeNull();
  });
});

describe('the plateau of sigma', () => {
  const text = readFileSync('public/recorded/classify-table.json', 'utf8');
  const parsed = parseResults(classResults, text);
  const results = parsed.ok ? parsed.file.results : [];

  it('has a curve per number of draws, and the ends of sigma', () => {
    const { series } = plateauData(results, 'accuracy');
    expect(series.map(({ label }) => label)).toEqual([
      ...['M = 1', 'M = 1000', methods['cross-entropy'].short, 'perceptron', 'uniform'],
    ]);
    expect(series[0].steps).toEqual([0.001, 0.01, 0.1, 0.3, 1, 3, 10, 100, 1000]);
    const squared = plateauData(results, 'squared').series;
    expect(squared.at(-1)!.values).toEqual([0.9, 0.9]);
    // without noise the squared error counts what is wrong, twice
    const wrong = 1 - series[3].values[0] / 100;
    expect(squared[3].values[0]).toBeCloseTo(2 * wrong, 4);
  });

  it('is told as it is recorded', () => {
    expect(plateauSentence(results)).toMatch(/^A single draw is level .* from σ = 0.01 to 1;/);
    expect(plateauSentence([])).toBe('No results are here.');
    expect(plateauTable(results).rows).toHaveLength(results.length);
  });
});
