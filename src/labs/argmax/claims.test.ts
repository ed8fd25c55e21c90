import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { gradientTitle, lossText, wrongWay } from '../../charts/gradient/claims';
import { FrequencyChart } from '../../charts/frequency/FrequencyChart';
import { oneHotForms } from '../../core/atlas/perturbed/one-hot';
import { simulatePairs } from '../../core/check/simulate';
import { gammaOfDraw, topK, winsOfDraws } from '../../core/draws';
import { defaultsOf } from '../../state/params';
import { flipsData, flipsTitle } from './figures/FlipsFigure';
import { frequencyData, litShowsAugmented } from './figures/FrequencyFigure';
import { gradientData } from './figures/GradientFigure';
import { faintText, leaderText, temperatureText } from './Intro';
import { estimatorMean, exactGradient } from './gradients';
import { exactAugmentedShares, exactShares, noiselessSlope, problemOf } from './model';
import { argmaxTable, normalise, type ArgmaxValues } from './params';
import { presets } from './presets';

/* What titles, captions and stories claim, computed in another way. */

const valuesWith = (patch: Partial<ArgmaxValues>): ArgmaxValues =>
  normalise({ ...defaultsOf(argmaxTable), ...patch });

const preset = (id: string) => valuesWith(presets.find((known) => known.id === id)!.values);

/** Scores in steps of a half, so that ties are frequent. */
const settings = fc.integer({ min: 2, max: 5 }).chain((n) =>
  fc.record({
    scores: fc.array(
      fc.integer({ min: -4, max: 4 }).map((step) => step / 2),
      { minLength: n, maxLength: n },
    ),
    loss: fc.array(fc.constantFrom(0, 1), { minLength: n, maxLength: n }),
    k: fc.integer({ min: 1, max: n - 1 }),
    sigma: fc.constantFrom(0.05, 0.1, 0.3, 1, 3, 20),
    epsilon: fc.constantFrom(-10, -1, -0.1, 0.1, 1, 10),
    noise: fc.constantFrom('gumbel', 'gumbel', 'normal', 'logistic', 'uniform'),
    variance: fc.constantFrom('natural', 'natural', '1'),
    draw: fc.nat(1000),
  }),
) as fc.Arbitrary<Partial<ArgmaxValues>>;

const all = [
  ...presets.map(({ values }) => valuesWith(values)),
  ...fc.sample(settings, { numRuns: 200, seed: 11 }).map(valuesWith),
];
const closedForm = all.filter(
  ({ noise, k, variance }) => noise === 'gumbel' && k === 1 && variance === 'natural',
);

it('two Gumbel numbers differ by a logistic one, whose law is that of two classes', () => {
  const draws = 20_000;
  const values = valuesWith({ scores: [0, 0], loss: [0, 1], seed: 12 });
  const differences = Float64Array.from({ length: draws }, (_, draw) => {
    const [first, second] = gammaOfDraw(problemOf(values), draw);
    return first - second;
  }).sort();
  // the statistic of Kolmogorov and Smirnov, with a chance of 1 in 1000 to be larger
  let apart = 0;
  differences.forEach((x, i) => {
    const law = 1 / (1 + Math.exp(-x));
    apart = Math.max(apart, Math.abs(law - i / draws), Math.abs(law - (i + 1) / draws));
  });
  expect(apart).toBeLessThan(1.95 / Math.sqrt(draws));
  for (const [scores, sigma] of [
    [[1, 0.3], 0.5],
    [[-2, 4], 2],
  ] as const) {
    const [share] = exactShares(problemOf(valuesWith({ scores, loss: [0, 1], sigma })));
    expect(share).toBeCloseTo(1 / (1 + Math.exp((scores[1] - scores[0]) / sigma)), 12);
  }
});

/** The law of one-hot Gumbel noise, written out. */
function gumbel({ scores, sigma, epsilon, loss }: ArgmaxValues) {
  const law = (list: readonly number[], s: number) => {
    const top = Math.max(...list);
    const weights = list.map((score) => Math.exp((score - top) / s));
    const total = weights.reduce((a, b) => a + b);
    return { p: weights.map((w) => w / total), logZ: top / s + Math.log(total) };
  };
  const entropy = (p: readonly number[]) =>
    -p.reduce((sum, v) => sum + (v > 0 ? v * Math.log(v) : 0), 0);
  const expected = (s: number) => law(scores, s).p.reduce((sum, v, i) => sum + v * loss[i], 0);
  const { p, logZ } = law(scores, sigma);
  const { p: q } = law(
    scores.map((score, i) => score + epsilon * loss[i]),
    sigma,
  );
  const h = 1e-4 * sigma;
  return {
    maximum: sigma * logZ,
    rows: [
      ...p.map((v, i) => ({
        exact: (v * (loss[i] - expected(sigma))) / sigma,
        estimate: (q[i] - v) / epsilon,
      })),
      {
        exact: (expected(sigma + h) - expected(sigma - h)) / (2 * h),
        estimate: (entropy(q) - entropy(p)) / epsilon,
      },
    ],
  };
}

describe('the gradient figure', () => {
  it('tags the components whose estimate has the wrong sign, and says so in its title', () => {
    let tagged = 0;
    for (const values of closedForm) {
      const data = gradientData(values, null);
      const { rows } = gumbel(values);
      const wrong = rows.map(({ exact, estimate }) => exact * estimate < 0);
      const clear = rows.map(({ exact, estimate }) =>
        Math.min(Math.abs(exact), Math.abs(estimate)),
      );
      data.rows.forEach((row, i) => {
        if (clear[i] > 1e-5) expect(wrongWay(row), JSON.stringify(values)).toBe(wrong[i]);
      });
      const count = data.rows.filter(wrongWay).length;
      tagged += count;
      expect(gradientTitle(data).includes('wrong way')).toBe(count > 0);
      if (gradientTitle(data).includes('every component')) {
        expect(rows.every(({ exact, estimate }) => exact * estimate > 0)).toBe(true);
      }
    }
    expect(tagged).toBeGreaterThan(1);
  });

  it('finds the near tie where the estimate of sigma is +0.58 and the truth −1.97', () => {
    const { rows } = gradientData({ ...preset('near-tie'), epsilon: -1 }, null);
    const sigma = rows.at(-1)!;
    expect(sigma.expected).toBeCloseTo(0.581, 3);
    expect(sigma.exact).toBeCloseTo(-1.966, 2);
    expect(rows.filter(wrongWay)).toEqual([sigma]);
    expect(gradientTitle({ rows })).toBe('The estimate points the wrong way for σ');
    expect(rows.map(lossText)).toEqual(['rises 1.97', 'falls 1.97', 'stays', 'falls 1.97']);
  });

  it('has the slope without noise where the loss of the best classes has one', () => {
    for (const values of all) {
      const { scores, loss, k } = values;
      const lossAt = (list: readonly number[]) =>
        topK(list, k).reduce((sum, member, i) => sum + (member ? loss[i] : 0), 0);
      const still = scores.every((score, i) =>
        [-1e-7, 1e-7].every((by) => lossAt(scores.with(i, score + by)) === lossAt(scores)),
      );
      expect(noiselessSlope(problemOf(values)), JSON.stringify(values)).toBe(still ? 0 : null);
    }
  });
});

describe('the introduction', () => {
  it('names whoever leads, all of them in a tie', () => {
    for (const values of all) {
      const text = leaderText(values, null);
      const samples = 4000;
      const { hits } = simulatePairs(problemOf(values), samples);
      const most = Math.max(...hits) / samples;
      const within = 5 * Math.sqrt(0.25 / samples);
      const said = Number(/([\d.]+)% of the draws/.exec(text)![1]) / 100;
      expect(Math.abs(said - most), text).toBeLessThan(within);
      expect(text.includes('picked')).toBe(values.k > 1);
      const named = /^Now ([A-E](?:(?:, | and )[A-E])*) /.exec(text)?.[1].match(/[A-E]/g) ?? [];
      for (const name of named) {
        expect(hits[name.charCodeAt(0) - 65] / samples).toBeGreaterThan(most - within);
      }
      // classes of one score share alike
      const top = values.scores.filter((score) => score === Math.max(...values.scores)).length;
      const count = Number(/Now (\d+) classes/.exec(text)?.[1] ?? named.length);
      if (values.k === 1) expect(count, text).toBe(top);
    }
  });

  it('says who wins with hardly any noise', () => {
    for (const values of all.filter(({ scores }) => !scores.includes(0.9))) {
      const { scores, k } = values;
      const last = scores.toSorted((a, b) => b - a)[k - 1];
      const tied = scores.flatMap((score, i) => (score === last ? 'ABCDEFGH'[i] : []));
      const sure = scores.filter((score) => score > last).length;
      const text = faintText(values);
      if (sure + tied.length === k) {
        expect(text).toBe(k > 1 ? `the same ${k} win every draw` : `${tied[0]} takes all`);
      } else {
        const named = tied.length > 3 ? [`${tied.length} classes`] : tied;
        for (const name of named) expect(text).toContain(name);
        const places = k - sure > 1 ? `${k - sure} places` : 'a place';
        expect(text).toContain(`share ${k === 1 ? 'the wins' : places}`);
      }
    }
  });

  it('states the temperature where it holds, with sigma times the log-partition function', () => {
    for (const values of all) {
      const text = temperatureText(values);
      expect(text !== '').toBe(closedForm.includes(values));
      if (text) expect(text).toContain(gumbel(values).maximum.toFixed(2).replace(/^-/, '−'));
    }
    const alike = valuesWith({ scores: [0, 0], sigma: 2 });
    expect(temperatureText(alike)).toContain(`σ times the log-partition function, 1.39`);
  });
});

describe('the stories of the presets', () => {
  const lossAt = (values: ArgmaxValues, sigma: number) =>
    exactGradient(problemOf({ ...values, sigma })).value;
  const sharesAt = (values: ArgmaxValues, sigma: number) =>
    Array.from(exactShares(problemOf({ ...values, sigma })));

  it('near tie: up to a point, more noise lowers the loss', () => {
    const values = preset('near-tie');
    const losses = [0.01, 0.03, 0.1, 0.3, 0.65].map((sigma) => lossAt(values, sigma));
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    expect(lossAt(values, 0.65)).toBeLessThan(lossAt(values, 0.8));
    expect(lossAt(values, 0.8)).toBeLessThan(lossAt(values, 2));
    expect(values.loss).toEqual([1, 0, 1]);
  });

  it('strong epsilon: sigma is told less noise, though more would lower the loss', () => {
    const problem = problemOf(preset('strong-epsilon'));
    expect(estimatorMean(problem).sigma).toBeGreaterThan(0);
    expect(exactGradient(problem).sigma).toBeLessThan(0);
    // y*(eps) no longer depends on the draw
    expect(exactAugmentedShares(problem)[1]).toBeGreaterThan(0.999);
  });

  it('clear winner: noise near the gap lets others win, and only raises the loss', () => {
    const values = preset('clear-winner');
    expect(sharesAt(values, 0.15)[0]).toBeGreaterThan(0.999);
    expect(sharesAt(values, 1.5)[0]).toBeLessThan(0.8);
    const losses = [0.01, 0.1, 0.5, 1, 2, 10, 100].map((sigma) => lossAt(values, sigma));
    expect(losses).toEqual(losses.toSorted((a, b) => a - b));
  });

  it('all equal: no gradient without noise, one with it', () => {
    const problem = problemOf(preset('all-equal'));
    expect(noiselessSlope(problem)).toBeNull();
    for (const slope of exactGradient(problem).scores)
      expect(Math.abs(slope)).toBeGreaterThan(0.05);
  });

  it('long tail: each low score wins rarely, all together more and more', () => {
    const values = preset('long-tail');
    for (const share of sharesAt(values, values.sigma).slice(2)) expect(share).toBeLessThan(0.15);
    const tails = [0.2, 0.5, 1, 2, 5, 20].map(
      (sigma) =>
        1 -
        sharesAt(values, sigma)
          .slice(0, 2)
          .reduce((a, b) => a + b),
    );
    expect(tails).toEqual(tails.toSorted((a, b) => a - b));
    expect(tails.at(-1)).toBeGreaterThan(0.6);
  });

  it('two groups: all is well until the noise bridges the gap', () => {
    const values = preset('two-groups');
    expect(lossAt(values, values.sigma)).toBeLessThan(0.1);
    expect(lossAt(values, 3.2)).toBeGreaterThan(0.5);
  });
});

describe('the figures of a draw', () => {
  it('count the values of sigma at which a prediction changes', () => {
    for (const values of all) {
      const { scores, gamma, k, sigmaBounds } = flipsData(values);
      const [lo, hi] = sigmaBounds.map(Math.log);
      let changes = 0;
      let before = '';
      for (let step = 0; step <= 2000; step++) {
        const sigma = Math.exp(lo + ((hi - lo) * step) / 2000);
        const now = topK(
          Array.from(scores, (score, i) => score + sigma * gamma[i]),
          k,
        ).join();
        if (before && now !== before) changes++;
        before = now;
      }
      const title = flipsTitle(flipsData(values));
      const said = /no σ/.test(title) ? 0 : /one value/.test(title) ? 1 : Number(/\d+/.exec(title));
      // two changes between two looks are not seen
      expect(said).toBeGreaterThanOrEqual(changes);
      expect(said - changes).toBeLessThanOrEqual(changes > 0 ? 1 : 2);
    }
  });

  it('pile up the very draws that the sampler counts', () => {
    const values = valuesWith({ scores: [1, 0.5, 0, -0.5], k: 2, noise: 'normal' });
    const wins = winsOfDraws(problemOf(values), 100);
    expect(wins.map((draws) => draws.length)).toEqual([
      ...simulatePairs(problemOf(values), 100).hits,
    ]);
    const sums = gammaOfDraw(problemOf(values), 7).map((gamma, i) => values.scores[i] + gamma);
    expect(wins.map((draws) => draws.includes(7))).toEqual(topK(sums, 2));
  });
});

describe('every term of the formulas', () => {
  const tex = oneHotForms.prediction.tex + oneHotForms.augmented.tex;
  const terms = [...new Set([...tex.matchAll(/\\term\{(\w+)\}/g)].map(([, term]) => term))];
  const sheet = readFileSync(new URL('../../charts/charts.css', import.meta.url), 'utf8');

  it.each(terms)('lights marks of the main figure: %s', (term) => {
    expect(sheet).toContain(
      `[data-highlight='${term}'] .chart [data-term]:not([data-term~='${term}'])`,
    );
    const data = frequencyData(preset('near-tie'), null, litShowsAugmented(term));
    const markup = renderToStaticMarkup(
      createElement(FrequencyChart, { ...data, width: 900, height: 400, onScore: () => undefined }),
    );
    const lit = new RegExp(
      `<(rect|path|circle|line|g)[^>]*data-term="([^"]* )?${term}( [^"]*)?"`,
      'g',
    );
    expect([...markup.matchAll(lit)].length).toBeGreaterThan(2);
  });

  it('are those of scores, noise, loss and prediction', () => {
    expect(terms.sort()).toEqual(['epsilon', 'noise', 'prediction', 'signal']);
  });
});
