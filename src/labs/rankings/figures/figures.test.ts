import { beforeAll, describe, expect, it } from 'vitest';
import { describePushes } from '../../../charts/pushes/describe';
import { describeRankingLines } from '../../../charts/ranking-lines/describe';
import { crossingsOf, placeIn, rankingAt } from '../../../charts/ranking-lines/data';
import { rankingProbabilities } from '../../../core/check/structure-laws';
import { expectation } from '../../../core/check/enumeration';
import { ranking } from '../../../core/oracles/ranking/ranking';
import { defaultsOf } from '../../../state/params';
import type { Work } from '../connect';
import { evaluate } from '../experiment/evaluation';
import { isHeldOut } from '../experiment/lines';
import { trainedPath } from '../experiment/path';
import { rankingMethods, rankingVariants, STEPS, type RankingMethod } from '../experiment/spec';
import type { OwnSet } from '../experiment/own-set';
import { knobsOf, materialOf, noiseOf } from '../model';
import { normalise, rankingsTable, type RankingsValues } from '../params';
import { presets } from '../presets';
import {
  learningData,
  placesData,
  placesOf,
  pushesData,
  rankingLinesData,
  scoresAt,
  shownOf,
  stageOf,
  truthOf,
} from './data';
import { learningSentence, learningTable, learningTitle } from './LearningFigure';
import { linesTable, sentenceOf } from './LinesFigure';
import { pairsSentence, pairsTitle } from './PairsFigure';
import { placesTitle } from './PlacesFigure';

const still = () => Promise.resolve();

async function told(
  values: RankingsValues,
  set: OwnSet | null = null,
  methods = rankingMethods,
): Promise<Work> {
  const [material, knobs] = [materialOf(values, set), knobsOf(values)];
  const paths = [];
  for (const method of methods) {
    paths.push(await trainedPath(method, material.data, knobs, material.seed, still));
  }
  return { material, trained: { material, knobs, paths } };
}

/** Nothing has been told yet. */
const untold = (values: RankingsValues): Work => ({
  material: materialOf(values, null),
  trained: null,
});

const valuesWith = (patch: Partial<RankingsValues>): RankingsValues =>
  normalise({ ...defaultsOf(rankingsTable), ...patch });

const values = valuesWith({ example: 7 });
let reply: Work;
beforeAll(async () => {
  reply = await told(values);
});
const shownWith = (patch: Partial<RankingsValues>) =>
  shownOf(stageOf(values, reply), { ...values, ...patch });

describe('rankings from lines', () => {
  it('are those of the scores, with the expected place by enumeration of all orders', () => {
    const shown = shownWith({ x: -0.35, watch: 2, step: 120 });
    const data = rankingLinesData(shown);
    const scores = scoresAt(shown, -0.35);
    expect(rankingAt(data, -0.35)).toEqual([0, 1, 2, 3, 4].sort((a, b) => scores[b] - scores[a]));
    const unit = shown.knobs.sigma * noiseOf(shown.knobs).scale;
    const law = rankingProbabilities(scores.map((mu) => mu / unit));
    const rank = expectation(
      ranking(5),
      (_, index) => law[index],
      (y) => y[2],
    );
    expect(data.places[data.watched]).toBeCloseTo(5 - rank, 9);
    const first = data.examples[4];
    expect(first.ranking.map((label) => truthOf(shown, 4)[label])).toEqual([4, 3, 2, 1, 0]);
  });

  it('change the place of the watched label at its crossings alone', () => {
    const data = rankingLinesData(shownWith({ watch: 0 }));
    const turns = crossingsOf(data).map(({ x }) => x);
    expect(turns.length).toBeGreaterThan(1);
    const placeAt = (x: number) => placeIn(data, rankingAt(data, x));
    for (let i = 0; i < 200; i++) {
      const [from, to] = [i / 100 - 1, (i + 1) / 100 - 1];
      const crossed = turns.some((x) => x > from && x < to);
      if (!crossed) expect(placeAt(from + 1e-9)).toBe(placeAt(to - 1e-9));
    }
  });

  it('say how well the method ranks what is held out', () => {
    const shown = shownWith({ step: 50 });
    const data = rankingLinesData(shown);
    const { spearman } = evaluate(shown.weights, shown.material.data.test);
    expect(sentenceOf(shown, data)).toContain(
      `After 50 steps of ${rankingVariants[values.method].short} ρ is ${spearman.toFixed(2)} on examples held out.`,
    );
    const { rows } = linesTable(data);
    expect(rows).toHaveLength(60);
    expect(rows.filter(([, heldOut]) => heldOut === 'yes')).toHaveLength(30);
    expect(rows[7][1]).toBe(isHeldOut(7) ? 'yes' : 'no');
    expect(describeRankingLines(data)).toContain('examples have it in the place');
  });

  it('begin with all labels tied, before any training was told', () => {
    const shown = shownOf(stageOf(values, untold(values)), values);
    expect([shown.step, ...shown.weights]).toEqual(Array(11).fill(0));
    const data = rankingLinesData(shown);
    expect(data.places[data.watched]).toBeCloseTo(3, 9);
    expect(sentenceOf(shown, data)).toContain('The training is on its way.');
    expect(describeRankingLines(data)).toContain('crosses no other');
  });

  it('stay those of the training that was told, while other values wait for theirs', () => {
    const next = valuesWith({ labels: 3, examples: 20, sigma: 9, watch: 2 });
    const shown = shownOf(stageOf(next, reply), { ...next, watch: 2 });
    expect(rankingLinesData(shown)).toMatchObject({ sigma: 0.5, watched: 2 });
    expect(rankingLinesData(shown).examples).toHaveLength(60);
  });
});

describe('learning', () => {
  it('has a line of every method, by its place among all', () => {
    const { series } = learningData(stageOf(values, reply), values);
    expect(series.map(({ category }) => category)).toEqual(
      rankingMethods.map((method) => rankingVariants[method].place),
    );
    expect(series[1].values[30]).toBe(reply.trained!.paths[1].spearman[30]);
    const { columns, rows } = learningTable(learningData(stageOf(values, reply), values));
    expect(columns).toHaveLength(6);
    expect(rows).toHaveLength(STEPS + 1);
  });

  it('says who ranks best, and who is level', () => {
    const stage = (rhos: readonly number[]) => ({
      ...stageOf(values, reply),
      trained: {
        ...reply.trained!,
        paths: reply.trained!.paths.map((path, i) => ({
          ...path,
          spearman: path.spearman.map(() => rhos[i]),
        })),
      },
    });
    const [one, , three] = rankingMethods.map((method) => rankingVariants[method].short);
    const title = (...rhos: number[]) => learningTitle(stage(rhos), values);
    expect(title(0.9, 0, 0, 0, 0)).toBe(`After 200 steps ${one} ranks best, ρ = 0.90`);
    expect(title(0.9, 0, 0.895, 0, 0)).toBe(`After 200 steps ${one} and ${three} are level`);
    expect(title(0.9, 0, 0.9, 0.9, 0.9)).toBe('After 200 steps four of five are level');
    expect(title(0.9, 0.9, 0.9, 0.9, 0.9)).toBe('After 200 steps all five are level');
    const none = stageOf(values, untold(values));
    expect(learningTitle(none, values)).toContain('step by step');
    expect(learningTable(learningData(none, values)).rows).toEqual([]);
    expect(learningSentence(none, values)).toContain('The others follow');
    expect(learningSentence(stageOf(values, reply), values)).not.toContain('The others follow');
    expect(learningTitle(none, { ...values, curve: 'loss' })).toContain('units of its own');
  });
});

describe('places and pairs', () => {
  it('are those of all orders, with dots where the labels are without noise', () => {
    const shown = shownWith({ x: 0.6 });
    const places = placesOf(shown);
    const unit = shown.knobs.sigma * noiseOf(shown.knobs).scale;
    const law = rankingProbabilities(scoresAt(shown, 0.6).map((mu) => mu / unit));
    const second = expectation(
      ranking(5),
      (_, index) => law[index],
      (y) => Number(y[3] === 3),
    );
    expect(places[3 * 5 + 1]).toBeCloseTo(second, 9);
    const { dots } = placesData(shown, places).panels[0];
    const data = rankingLinesData(shown);
    expect(Array.from(dots!)).toEqual([0, 1, 2, 3, 4].map((l) => rankingAt(data, 0.6).indexOf(l)));
    expect(placesTitle(shown, places)).toMatch(/^[A-E] comes first/);
    expect(
      placesTitle(
        shown,
        Float64Array.from(places, (_, i) => Number(i === 0)),
      ),
    ).toBe('A comes first all but always');
  });

  it('push by as much as the exact loss has slopes, and say how many are wrong', () => {
    const shown = shownWith({ step: 0 });
    const data = pushesData(shown);
    expect(data.pairs).toHaveLength(10);
    // tied scores: every pair is a coin, so that the middle of the ranking is pushed nowhere
    for (const { push } of data.pairs) expect(push).toBe(0.5);
    const exact = data.rows.find(({ paired }) => paired)!;
    expect(data.truth.map((label) => exact.pushes[label])).toEqual([2, 1, 0, -1, -2]);
    expect(pairsTitle(data)).toContain('pushes most, by 0.50 of 1');
    expect(pairsSentence(shown, data)).toContain('None of its 10 pairs is in the wrong order');
    const later = shownWith({ step: 3 });
    const wrong = pushesData(later).pairs.filter(({ push }) => push > 0.5).length;
    expect(wrong).toBeGreaterThan(0);
    expect(pairsSentence(later, pushesData(later))).toContain(`${wrong} of its 10 pairs`);
    expect(describePushes(data)).toContain('The true ranking is');
    const quiet = data.pairs.map((pair) => ({ ...pair, push: 1e-4 }));
    expect(pairsTitle({ ...data, pairs: quiet })).toContain('none pushes any more');
  });
});

describe('what the examples claim', () => {
  const of = async (id: string) => {
    const shown = valuesWith(presets.find((preset) => preset.id === id)!.values);
    const trained = await told(shown);
    return { ...trained, data: rankingLinesData(shownOf(stageOf(shown, trained), shown)) };
  };

  it('one swap: the line of C crosses one other, once', async () => {
    const { data } = await of('one-swap');
    expect(crossingsOf(data)).toHaveLength(1);
  });

  it('noisy data: far below 1, and all but one about level', async () => {
    const { trained } = await of('noisy-data');
    const rhos = trained!.paths.map(({ spearman }) => spearman[STEPS]).sort((a, b) => b - a);
    expect(rhos[0]).toBeLessThan(0.7);
    expect(rhos[0] - rhos[3]).toBeLessThan(0.05);
    expect(rhos[3] - rhos[4]).toBeGreaterThan(0.1);
  });

  it('many labels: A climbs from the last place to the third', async () => {
    const { data } = await of('many-labels');
    const places = [-1, 1].map((x) => placeIn(data, rankingAt(data, x)));
    expect(places).toEqual([8, 3]);
  });

  it('lost scale: up and down, with scores that are all but 0', async () => {
    const { trained } = await of('lost-scale');
    const lateOf = (method: RankingMethod) => {
      const { spearman, weights } = trained!.paths.find((path) => path.method === method)!;
      const late = spearman.subarray(50);
      return {
        range: Math.max(...late) - Math.min(...late),
        size: Math.max(...weights.subarray(10 * STEPS).map(Math.abs)),
      };
    };
    const [lost, kept] = [lateOf('blackbox'), lateOf('fenchel-young-exact')];
    expect(lost.range).toBeGreaterThan(0.3);
    expect(kept.range).toBeLessThan(0.05);
    expect(lost.size).toBeLessThan(0.05 * kept.size);
  });
});
