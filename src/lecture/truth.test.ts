import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { directLossExpectation, directLossVariance } from '../core/laws/direct-loss';
import { expectedLossGradient } from '../core/laws/expectations';
import { logSumExp } from '../core/laws/gibbs';
import { sigmaDescent } from '../core/laws/sigma-descent';
import { createNoise } from '../core/noise/noise';
import type { ArgmaxProblem } from '../core/problem';
import { countRight } from '../charts/matching/layout';
import { drawOf } from '../labs/argmax/figures/FrequencyFigure';
import { PLANE_DRAWS, noiseDifferences, planeData } from '../labs/argmax/figures/PlaneFigure';
import { argmaxTable, normalise, toProblem, type ArgmaxValues } from '../labs/argmax/params';
import { createSets } from '../labs/knn/compute/sets';
import { openKnn } from '../labs/knn/compute/testing/knn';
import { printedAccuracy } from '../labs/knn/experiment/printed';
import { MICROSCOPE } from '../labs/knn/looks';
import { pretrainedRun, showQuery } from '../labs/knn/model';
import { parseNetwork } from '../labs/knn/network-file';
import { knnTable, normalise as normaliseKnn } from '../labs/knn/params';
import { matchingKind } from '../labs/matching/kind';
import { instanceOf } from '../labs/matching/model';
import { runSpecs } from '../labs/matching/specs';
import { matchingTable, normalise as normaliseMatching } from '../labs/matching/params';
import { startRun } from '../state/runs/run';
import { parseRecorded } from '../state/runs/recorded';
import { decode } from '../state/url';
import { revealedQuery, sceneOf } from './scenes';
import { sceneTexts } from './texts';

/*
 * The numbers that the lecture says, read from its words and held against laws that are written here once more,
 * or against the experiment itself.
 */

/** The numbers of a text in their order, as they are written. */
const numbersIn = (text: string) => text.match(/[−+]?\d[\d,]*(?:\.\d+)?/g) ?? [];

const none = () => Promise.reject<never>(new Error('not in tests'));
const noCache = { read: none, write: none, remove: none };

/** Every number of the text is the one that was computed, to its last digit. */
function expectSaid(text: string, computed: readonly number[]): void {
  const said = numbersIn(text);
  expect(said.length, text).toBe(computed.length);
  said.forEach((written, i) => {
    const value = Number(written.replace('−', '-').replace(',', ''));
    const digits = written.split('.').at(1)?.length ?? 0;
    const error = Math.abs(value - computed[i]);
    expect(error, `${written} in "${text}" for ${computed[i]}`).toBeLessThanOrEqual(
      0.5 * 10 ** -digits + 1e-9,
    );
  });
}

/** Settings of the argmax lab while the question of a scene is open, and after its reveal. */
function settingsOf(id: number): { asked: ArgmaxValues; told: ArgmaxValues } {
  const scene = sceneOf(id)!;
  const read = (query: string) => decode(argmaxTable, query, { normalise }).values;
  return { asked: read(scene.query), told: read(revealedQuery(scene)) };
}

/** Shares under Gumbel noise: p_i ~ exp(score_i/sigma). */
function shares({ scores, sigma, noise }: ArgmaxValues): number[] {
  expect(noise).toBe('gumbel');
  const weights = scores.map((score) => Math.exp((score - Math.max(...scores)) / sigma));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

const lossOf = (values: ArgmaxValues) =>
  shares(values).reduce((sum, share, i) => sum + share * values.loss[i], 0);

/** The expected loss with another score of B. */
const lossAt = (values: ArgmaxValues, score: number) =>
  lossOf({ ...values, scores: values.scores.with(1, score) });

/** Slope of the expected loss along B's score, by central differences. */
function slopeOf(values: ArgmaxValues): number {
  const [at, h] = [values.scores[1], 1e-5];
  return (lossAt(values, at + h) - lossAt(values, at - h)) / (2 * h);
}

const percent = (share: number) => 100 * share;

describe('the numbers of the scenes', () => {
  it('1: whoever has the best score wins, whatever its lead', () => {
    const { asked, told } = settingsOf(1);
    expect(asked.scores[0]).toBe(2);
    const level = { ...told, scores: told.scores.with(0, told.scores[1]) };
    expect(shares(level)[0]).toBeCloseTo(0.5, 10);
    const all = [asked, told].map((values) => percent(shares(values)[0]));
    expect(all[0]).toBeCloseTo(all[1], 6);
    const { question, reveal } = sceneTexts[1];
    expectSaid(question, [asked.scores[0], told.scores[0]]);
    expectSaid(reveal, [all[0], asked.scores[0], told.scores[0], told.scores[1]]);
    const last = Number(numbersIn(sceneTexts[1].next)[0]);
    expect(shares({ ...told, scores: told.scores.with(0, last) })[0]).toBeLessThan(0.01);
  });

  it('2: B wins the draw that is shown', () => {
    const { asked } = settingsOf(2);
    const { perturbation, winners } = drawOf(asked);
    expect(winners).toEqual([false, true, false]);
    expect(sceneTexts[2].answers[sceneOf(2)!.right - 1]).toBe('B');
    const sums = asked.scores.map((score, i) => score + perturbation[i]);
    expectSaid(sceneTexts[2].reveal, [sums[1], sums[0]]);
  });

  it('3: shares of the draws', () => {
    const { reveal, answers } = sceneTexts[3];
    const all = shares(settingsOf(3).asked).map(percent);
    expectSaid(reveal, all);
    expectSaid(answers[sceneOf(3)!.right - 1], [all[0]]);
  });

  it('4: hot noise makes all alike', () => {
    const { told } = settingsOf(4);
    expectSaid(sceneTexts[4].reveal, [told.sigma, ...shares(told).map(percent)]);
    expectSaid(sceneTexts[4].question, [told.sigma]);
  });

  it('5: the step is flat, the hill is not', () => {
    const { asked, told } = settingsOf(5);
    expectSaid(sceneTexts[5].question, [asked.scores[1]]);
    expectSaid(sceneTexts[5].reveal, [slopeOf(asked), told.sigma, slopeOf(told)]);
  });

  it('6: no draw ties', () => {
    const { asked } = settingsOf(6);
    const draws = noiseDifferences(toProblem(asked), [0, 1, 2]);
    expectSaid(sceneTexts[6].question, [PLANE_DRAWS]);
    const ties = [...draws.u].filter(
      (u, n) => u === draws.v[n] || Math.max(u, draws.v[n]) === 0,
    ).length;
    expect([ties, planeData(asked, [0, 1, 2], draws).tally.ties]).toEqual([0, 0]);
    expect(sceneTexts[6].reveal).toMatch(/^None/);
    expect(asked.scores).toEqual([0, 0, 0]);
  });

  it('7: the slope of the expected maximum at epsilon 0', () => {
    const { scores, loss, sigma } = settingsOf(7).asked;
    // for Gumbel noise of mean 0: G(eps) = sigma log sum_i exp((mu_i + eps*l_i)/sigma)
    const maximum = (epsilon: number) =>
      sigma * logSumExp(scores.map((score, i) => (score + epsilon * loss[i]) / sigma));
    const slope = (maximum(1e-5) - maximum(-1e-5)) / 2e-5;
    expect(loss.filter((entry) => entry === 1)).toHaveLength(2);
    expect(loss).toHaveLength(3);
    expectSaid(sceneTexts[7].reveal, [slope]);
    expectSaid(sceneTexts[7].answers[sceneOf(7)!.right - 1], [slope]);
  });

  it('8: two secants and the tangent', () => {
    const { asked, told } = settingsOf(8);
    // losses 1, 0, 1: adding eps to those of A and C is taking it off B
    expect(asked.loss).toEqual([1, 0, 1]);
    const at = asked.scores[1];
    const secant = ({ epsilon }: ArgmaxValues) =>
      (lossAt(asked, at - epsilon) - lossAt(asked, at)) / -epsilon;
    const [exact, before, after] = [slopeOf(asked), secant(asked), secant(told)];
    expectSaid(sceneTexts[8].setting, [before, asked.epsilon, exact]);
    expectSaid(sceneTexts[8].question, [told.epsilon]);
    expectSaid(sceneTexts[8].reveal, [after, told.epsilon, before, asked.epsilon, exact]);
    expect(Math.abs(after)).toBeLessThan(Math.abs(before));
    const ghosts = sceneOf(8)!.ghosts!.map((ghost) => (ghost.kind === 'slope' ? ghost.value : NaN));
    expect(ghosts[0]).toBeCloseTo(after, 2);
    expect(ghosts[2]).toBeCloseTo(before, 2);
  });

  it('9: errors of a gradient from 100 draws', () => {
    const { asked, told } = settingsOf(9);
    const problem = toProblem(asked);
    const { scores, sigma, loss, k } = problem;
    const exact = expectedLossGradient(scores, sigma, createNoise(problem.noise), k, loss).scores;
    expect(exact[1]).toBeCloseTo(slopeOf(asked), 6);
    const squared = (list: ArrayLike<number>) =>
      Array.from(list).reduce((sum, entry) => sum + entry * entry, 0);
    const errorsAt = (epsilon: number) => {
      const bias = squared(
        directLossExpectation(problem, epsilon).scores.map((mean, i) => mean - exact[i]),
      );
      const variance = directLossVariance(problem, epsilon).scores;
      const spread = variance.reduce((sum, entry) => sum + entry) / asked.batch;
      const length = squared(exact);
      return { all: Math.sqrt((bias + spread) / length), bias: bias / (bias + spread) };
    };
    const [near, modest, far] = [-0.01, -0.1, -10].map(errorsAt);
    const { setting, question, reveal, next } = sceneTexts[9];
    expectSaid(setting, [asked.batch]);
    expectSaid(question, [-0.01, -0.1, -10]);
    const pairs = [
      [told.epsilon, percent(modest.all)],
      [-0.01, percent(near.all)],
      [-10, percent(far.all)],
    ];
    expectSaid(reveal, pairs.flat());
    expect(modest.all).toBeLessThan(Math.min(near.all, far.all));
    // what they consist of
    expect([near.bias, modest.bias].every((share) => share < 0.05)).toBe(true);
    expect(far.bias).toBeGreaterThan(0.99);
    const strong = errorsAt(-1);
    expectSaid(next, [-1, -0.1]);
    expect(Math.abs(strong.all - modest.all)).toBeLessThan(0.05);
    expect(strong.bias).toBeGreaterThan(0.5);
  });

  it('10: the recorded runs of both signs', () => {
    const text = readFileSync(new URL('../../public/recorded/sign.json', import.meta.url), 'utf8');
    const parsed = parseRecorded(matchingKind, text);
    if (!parsed.ok) throw new Error(parsed.fault);
    const runs = parsed.file.runs.filter(({ setup }) => setup.d === 100);
    const [below, above] = [-1, 1].map((sign) =>
      runs.find(({ knobs }) => Math.sign(knobs.epsilon) === sign)!,
    );
    const last = (run: typeof below, name: 'right' | 'rightAugmented' | 'loss') =>
      run.steps[name].at(-1)!;
    const { reveal, setting } = sceneTexts[10];
    expectSaid(setting.replaceAll(' 0', ''), [100]);
    expectSaid(reveal.replaceAll(/ε [<>] 0/g, ''), [
      below.step,
      percent(last(below, 'right')),
      100,
      percent(last(below, 'rightAugmented')),
      percent(last(above, 'right')),
      percent(last(above, 'rightAugmented')),
    ]);
    const ratio = last(above, 'loss') / last(below, 'loss');
    expect(ratio).toBeGreaterThan(500);
    expect(ratio).toBeLessThan(2000);
    // of numbers that were not trained with, too
    expect(below.tests['wrong'].at(-1)).toBeLessThan(above.tests['wrong'].at(-1)!);
  });

  it('11: the noise of least loss, and who finds it', () => {
    const { asked, told } = settingsOf(11);
    const sigmas = Array.from({ length: 4001 }, (_, i) => 0.01 * 10 ** (i / 1000));
    const losses = sigmas.map((sigma) => lossOf({ ...asked, sigma }));
    const least = losses.indexOf(Math.min(...losses));
    expectSaid(sceneTexts[11].setting, [asked.sigma]);
    expectSaid(sceneTexts[11].reveal, [sigmas[least]]);
    expect(told.sigma).toBeCloseTo(sigmas[least], 2);
    // better up to there, and worse from there on
    losses.forEach((loss, i) => {
      if (i > 0) expect(i <= least ? loss <= losses[i - 1] : loss >= losses[i - 1]).toBe(true);
    });
    expectSaid(sceneTexts[11].next, [-0.1, -1]);
    const { min, max } = argmaxTable.sigma;
    const walk = (epsilon: number) =>
      sigmaDescent({ ...toProblem(asked), epsilon } satisfies ArgmaxProblem, [min, max]);
    const found = walk(-0.1).losses.at(-1)!;
    expect(found - losses[least]).toBeLessThan(0.1 * (losses[0] - losses[least]));
    expect(walk(-1).sigmas.at(-1)).toBeLessThan(asked.sigma);
    expect(walk(-1).losses.at(-1)).toBeGreaterThan(walk(-1).losses[0]);
  });

  it('12: matchings of a network that has learned nothing', () => {
    const { values } = decode(matchingTable, sceneOf(12)!.query, { normalise: normaliseMatching });
    const run = startRun(matchingKind, runSpecs(values)[0]);
    const { sequence, prediction, augmentedPrediction } = instanceOf(values, run);
    const data = {
      ...{ numbers: sequence.numbers, truth: sequence.places, prediction },
      ...{ augmented: augmentedPrediction, showTruth: false, arrange: 'value' as const },
      ...{ view: 'difference' as const, epsilon: values.epsilon },
    };
    const right = [prediction, augmentedPrediction].map((places) => countRight(data, places));
    const { reveal, answers, question } = sceneTexts[12];
    expectSaid(question, [values.d]);
    expectSaid(reveal, right);
    expectSaid(answers[sceneOf(12)!.right - 1], right);
    // "a hundred numbers, 10^158 answers"
    const answersOf = Array.from({ length: 100 }, (_, i) => Math.log10(i + 1));
    expect(Math.round(answersOf.reduce((sum, log) => sum + log, 0))).toBe(158);
  });

  it('13: neighbours in one draw of the noise', async () => {
    const text = readFileSync(
      new URL('../../public/networks/drawn-compact.json', import.meta.url),
      'utf8',
    );
    const parsed = parseNetwork(text);
    if (!parsed.ok) throw new Error(parsed.fault);
    const run = pretrainedRun(parsed.network);
    const knn = openKnn({ sets: createSets({ base: '', fetch: none, cache: noCache }) });
    const scene = sceneOf(13)!;
    const read = (query: string) => decode(knnTable, query, { normalise: normaliseKnn }).values;
    const asked = { kind: 'test', number: read(scene.query).query } as const;
    const view = (await knn.call('query', {
      ...{ setup: run.setup, place: { version: 0, step: run.step }, params: run.state!.params },
      ...{ key: run.id, query: asked, candidates: MICROSCOPE },
    }))!;
    const rightOf = (query: string) => {
      const { predictions, right } = showQuery(read(query), { ...view, run, asked });
      return [...predictions.prediction].filter((i) => right![i]).length;
    };
    const { setting, question, reveal, answers } = sceneTexts[13];
    expectSaid(setting, [view.label, rightOf(scene.query)]);
    expect(rightOf(scene.query)).toBe(5);
    const told = revealedQuery(scene);
    expectSaid(question, [read(told).sigma, 5]);
    expectSaid(reveal, [rightOf(told), 5]);
    expectSaid(answers[scene.right - 1], [rightOf(told)]);
  });

  it('14: what the paper prints', () => {
    const printed = (
      set: string,
      variant: 'direct-fixed-sigma' | 'direct-learned-sigma',
      k: number,
    ) => printedAccuracy(set, variant, k)!;
    expectSaid(sceneTexts[14].reveal.replace('CIFAR-10', 'CIFAR'), [
      1,
      printed('mnist', 'direct-fixed-sigma', 5),
      5,
      1,
      printed('cifar10', 'direct-learned-sigma', 1),
      printedAccuracy('cifar10', 'neuralsort-deterministic', 1)!,
    ]);
  });
});
