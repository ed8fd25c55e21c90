import { describe, expect, it } from 'vitest';
import { compareSlopes, secantSentence, secantTitle } from '../../../charts/secant/describe';
import { envelopeTitle } from '../../../charts/envelope/describe';
import { simulatePairs } from '../../../core/check/simulate';
import { expectedLoss } from '../../../core/laws/expectations';
import { expectedMaximum } from '../../../core/laws/expected-maximum';
import { inclusionProbabilities } from '../../../core/laws/inclusion';
import { sectionsOf } from '../../../core/laws/sections';
import { lawNames } from '../../../core/noise/laws';
import { createNoise } from '../../../core/noise/noise';
import type { ArgmaxProblem } from '../../../core/problem';
import { createRng } from '../../../core/rng/rng';
import { defaultsOf } from '../../../state/params';
import { problemOf } from '../model';
import { argmaxTable, LETTERS, normalise, watchedClass, type ArgmaxValues } from '../params';
import { presets } from '../presets';
import { envelopeData } from './EnvelopeFigure';
import { secantData } from './SecantFigure';

const valuesWith = (patch: Partial<ArgmaxValues>): ArgmaxValues =>
  normalise({ ...defaultsOf(argmaxTable), ...patch });

/** Settings of all kinds: ties, one target or losses at random, all laws, subsets, both signs. */
function settingsAtRandom(count: number): ArgmaxValues[] {
  const rng = createRng(11, 'settings');
  const number = (row: number, column: number) => rng.word(row, column) / 2 ** 32;
  return Array.from({ length: count }, (_, row) => {
    const u = (column: number) => number(row, column);
    const n = 2 + Math.floor(5 * u(0));
    const list = (from: number, entry: (x: number) => number) =>
      Array.from({ length: n }, (_, i) => entry(u(from + i)));
    const target = Math.floor(n * u(1));
    return valuesWith({
      scores: list(10, (x) => Math.round(10 * (4 * x - 2)) / 10),
      loss:
        u(2) < 0.5
          ? list(20, () => 1).map((one, i) => (i === target ? 0 : one))
          : list(30, (x) => Math.round(4 * x) / 2 - 0.5),
      k: 1 + Math.floor(2 * u(3)),
      sigma: 10 ** (3 * u(4) - 2),
      epsilon: (u(5) < 0.5 ? -1 : 1) * 10 ** (3 * u(6) - 2),
      noise: lawNames[Math.floor(4 * u(7))],
      watched: u(8) < 0.5 ? 'target' : LETTERS[Math.floor(n * u(9))],
    });
  });
}

const everything = [...presets.map(({ values }) => valuesWith(values)), ...settingsAtRandom(200)];

const shown = (values: ArgmaxValues) => sectionsOf(problemOf(values), watchedClass(values));

/** What the two figures show of everything. */
const figures = everything.map((values) => {
  const sections = shown(values);
  const [secant, envelope] = [secantData(sections, null, null), envelopeData(sections, null)];
  return { values, problem: problemOf(values), secant, envelope };
});

/** E <loss, y*> with one score moved, and the share of that class. */
function movedBy(d: number, i: number, { scores, sigma, noise, k, loss }: ArgmaxProblem) {
  const moved = scores.map((score, j) => (j === i ? score + d : score));
  return expectedLoss(moved, sigma, createNoise(noise), k, loss);
}

/** The mean of the estimate from its definition. */
function meanEstimate(problem: ArgmaxProblem, i: number): number {
  const { scores, sigma, noise, k, loss, epsilon } = problem;
  const share = (shift: number) =>
    inclusionProbabilities(
      scores.map((score, j) => score + shift * loss[j]),
      sigma,
      createNoise(noise),
      k,
    )[i];
  return (share(epsilon) - share(0)) / epsilon;
}

describe('the secant', () => {
  it('claims nothing that finite differences contradict, over presets and 200 settings', () => {
    const seen = new Set<string>();
    for (const { values, problem, secant } of figures) {
      const i = watchedClass(values);
      const title = secantTitle(secant);
      const h = 1e-4 * values.sigma;
      const slope = (movedBy(h, i, problem) - movedBy(-h, i, problem)) / (2 * h);
      const mean = meanEstimate(problem, i);
      const others = values.loss.filter((_, j) => j !== i);
      const alone = others.every((entry) => entry === others[0]) && others[0] !== values.loss[i];
      if (values.loss.every((entry) => entry === values.loss[0])) {
        expect(title).toContain('cost the same');
        continue;
      }
      // where the comparison is not on the edge between two words
      const words = new Set([-1, 0, 1].map((side) => compareSlopes(mean, slope + side * 1e-6)));
      if (words.size > 1) continue;
      seen.add([...words][0]);
      const wrong = slope * mean < 0 && Math.min(Math.abs(slope), Math.abs(mean)) > 5e-4;
      expect(title.includes('wrong way')).toBe(wrong);
      if (wrong) continue;
      expect(title.includes('is a secant')).toBe(alone);
      if (title.includes('flatter')) expect(Math.abs(mean)).toBeLessThan(Math.abs(slope));
      else if (title.includes('steeper')) expect(Math.abs(mean)).toBeGreaterThan(Math.abs(slope));
      else expect(Math.abs(mean - slope)).toBeLessThan(0.021 * Math.abs(slope) + 1e-3);
    }
    expect(seen.size).toBeGreaterThan(3);
  });

  it('has both feet on the curve where it says that it has any', () => {
    for (const { values, problem, secant: data } of figures) {
      const i = watchedClass(values);
      expect(data.value).toBeCloseTo(movedBy(0, i, problem), 9);
      if (data.footPerEpsilon === null) {
        expect(secantSentence(data)).not.toContain('foot, its sign');
        continue;
      }
      for (const [epsilon, slope] of [
        [values.epsilon, data.slope],
        [-values.epsilon, data.otherSlope],
      ]) {
        const foot = data.footPerEpsilon * epsilon;
        expect(data.value + slope * foot).toBeCloseTo(movedBy(foot, i, problem), 7);
      }
    }
  });

  it('is what the sampler measures', () => {
    const values = valuesWith({
      ...{ scores: [1, 0.9, -1], loss: [1, 0, 1], sigma: 0.3, epsilon: -0.6 },
    });
    const problem = problemOf(values);
    const sums = simulatePairs(problem, 20_000);
    const estimate = {
      problem,
      sums,
      backend: 'cpu',
      adapter: '',
      milliseconds: 1,
      final: true,
    } as const;
    const data = secantData(shown(values), estimate, null);
    expect(data.name).toBe('B');
    expect(data.isTarget).toBe(true);
    expect(secantTitle(data)).toBe('Direct loss is a secant, here flatter than the tangent');
    const { value, standardError } = data.estimate!;
    expect(Math.abs(value - data.slope)).toBeLessThan(4 * standardError);
  });
});

/** Corners of the upper envelope between -reach and reach, walking from line to line over all subsets. */
function cornersBetween({ scores, loss, k }: ArgmaxProblem, reach: number): number {
  const lines: { value: number; slope: number }[] = [];
  for (let bits = 0; bits < 2 ** scores.length; bits++) {
    const members = scores.map((_, i) => i).filter((i) => bits & (1 << i));
    if (members.length !== k) continue;
    const sum = (list: readonly number[]) => members.reduce((total, i) => total + list[i], 0);
    lines.push({ value: sum(scores), slope: sum(loss) });
  }
  const height = (line: { value: number; slope: number }, at: number) =>
    line.value + at * line.slope;
  let [count, at] = [0, -reach];
  let top = lines.reduce((best, line) =>
    height(line, at) > height(best, at) + 1e-12 ? line : best,
  );
  for (;;) {
    const meetings = lines
      .filter(({ slope }) => slope > top.slope + 1e-9)
      .map((line) => ({ line, at: (top.value - line.value) / (line.slope - top.slope) }));
    if (meetings.length === 0) return count;
    const first = Math.min(...meetings.map((meeting) => meeting.at));
    if (first >= reach) return count;
    if (first > -reach) count++;
    at = first;
    top = meetings
      .filter((meeting) => meeting.at < at + 1e-9)
      .reduce((best, next) => (next.line.slope > best.line.slope ? next : best)).line;
  }
}

describe('the envelope', () => {
  it('says how many corners there are, over presets and 200 settings', () => {
    for (const { values, problem, envelope } of figures) {
      const title = envelopeTitle(envelope);
      if (values.loss.every((entry) => entry === values.loss[0])) {
        expect(title).toContain('a straight line');
        continue;
      }
      const { corners, reach } = envelope;
      // whether a corner on the very edge is in sight is a matter of rounding
      if (corners.some(({ epsilon }) => Math.abs(Math.abs(epsilon) - reach) < 1e-6)) continue;
      const count = cornersBetween(problem, reach);
      expect(title.includes('corner ')).toBe(count === 1);
      expect(title.includes('corners ')).toBe(count > 1);
      expect(title.includes('G is smooth')).toBe(count === 0);
    }
  });

  it('touches G with the expected loss as its slope, at epsilon and at 0', () => {
    for (const { values, problem, envelope: data } of figures.slice(0, 60)) {
      const { scores, loss, sigma, k, noise } = problem;
      const maximum = (epsilon: number) =>
        expectedMaximum(
          scores.map((score, i) => score + epsilon * loss[i]),
          sigma,
          createNoise(noise),
          k,
        );
      const h = 1e-3 * sigma;
      for (const [epsilon, touch] of [
        [values.epsilon, data.now],
        [0, data.zero],
      ] as const) {
        expect(touch.value).toBeCloseTo(maximum(epsilon), 9);
        const rise = (maximum(epsilon + h) - maximum(epsilon - h)) / (2 * h);
        expect(rise).toBeCloseTo(touch.slope, 4);
      }
    }
  });

  it('ends in the same number both ways round the square', () => {
    for (const { values, envelope: data } of figures) {
      const scale = Math.max(1, 1 / values.sigma);
      expect(Math.abs(data.slopeByScore - data.shareByEpsilon)).toBeLessThan(1e-8 * scale);
    }
  });

  it('draws no line over the upper envelope but those that make it', () => {
    for (const { envelope } of figures) {
      const { corners, lines } = envelope;
      for (const { epsilon, value } of corners) {
        const heights = lines.map((line) => line.value + epsilon * line.slope);
        expect(Math.max(...heights)).toBeCloseTo(value, 9);
      }
    }
  });

  it('has slope 0.67 at 0 for three equal scores', () => {
    const data = envelopeData(shown(valuesWith({ scores: [0, 0, 0], sigma: 0.3 })), null);
    expect(data.zero.slope).toBeCloseTo(2 / 3, 12);
    expect(data.lines.map(({ name }) => name)).toEqual(['A', 'B, C']);
    expect(envelopeTitle(data)).toBe(
      'Noise rounds the corner of G, and its slope at 0 is the expected loss',
    );
  });
});
