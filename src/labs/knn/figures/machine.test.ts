import { describe, expect, it } from 'vitest';
import { MOST, type Miniature } from '../../../charts/machine/miniatures';
import type { Picture } from '../../../charts/thumbnails/picture';
import { createRng, unitUniform } from '../../../core/rng/rng';
import { machineTitle } from '../../kit/machine';
import { knnMethods } from '../experiment/spec';
import { showQuery, type ShownQuery } from '../model';
import { queryView, valuesOf } from '../testing/query';
import { swapOf } from '../neighbourhood';
import { machineData, machineOf } from './machine';

const picture = (): Picture => ({ pixels: new Uint8Array(1), width: 1, height: 1, channels: 1 });
const images = {
  query: picture(),
  candidates: Array.from({ length: 30 }, picture),
  name: 'test image 1',
};

const shownOf = (seed: number): ShownQuery => {
  const at = (i: number) => unitUniform(createRng(seed, 'test/machine').word(0, i));
  const values = valuesOf({
    k: 1 + Math.floor(8 * at(0)),
    sigma: 10 ** (2 * at(1) - 1.5),
    epsilon: (at(2) < 0.5 ? -1 : 1) * 10 ** (2 * at(3) - 1.5),
  });
  const view = queryView(seed, knnMethods[seed % knnMethods.length]);
  const scale = (['zero', 'fixed', 'learned'] as const)[Math.floor(3 * at(4))];
  const setup = { ...view.run.setup, scale };
  return showQuery(values, { ...view, run: { ...view.run, setup }, sigma: 0.5 });
};

/** Candidates of images, by the images themselves. */
const numbersOf = (miniature: Miniature) => {
  if (miniature.kind !== 'pictures') throw new Error('no pictures');
  return miniature.items.map((item) => images.candidates.indexOf(item.picture));
};

/** The best by a score, and those that only one of two sets has. */
const top = (scores: Float64Array, k: number) =>
  [...scores.keys()].sort((a, b) => scores[b] - scores[a]).slice(0, k);
const only = (one: readonly number[], other: readonly number[]) =>
  one.filter((i) => !other.includes(i)).sort();

describe('the machine of the neighbours', () => {
  it('holds both predictions and what differs, under 200 random settings', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const shown = shownOf(seed);
      const { predictions, right, k } = shown;
      const { parts } = machineData(shown, images, null);
      const [before, after] = [top(predictions.perturbed, k), top(predictions.pulled!, k)];
      expect(numbersOf(parts.prediction.miniature)).toEqual(before);
      expect(numbersOf(parts.augmented.miniature)).toEqual(after);
      const [out, into] = [only(before, after), only(after, before)];
      expect(numbersOf(parts.difference.miniature).sort()).toEqual([...out, ...into].sort());
      expect(parts.difference.miniature).toMatchObject({ text: `${out.length} of ${k}` });
      const good = before.filter((i) => right![i]).length;
      expect(parts.prediction.rows).toEqual([['right', `${good} of ${k}`]]);
    }
  });

  it('draws the scores and the noise of the same candidates, nearest first', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const shown = shownOf(seed);
      const { score, noise } = machineData(shown, images, null).parts;
      if (score.miniature.kind !== 'bars' || noise.miniature.kind !== 'bars') throw new Error();
      const columns = score.miniature.pictures.map((one) => images.candidates.indexOf(one));
      expect(columns).toHaveLength(MOST);
      expect(noise.miniature.pictures).toEqual(score.miniature.pictures);
      const distances = columns.map((i) => shown.view.distances[i]);
      expect(distances).toEqual([...distances].sort((a, b) => a - b));
      columns.forEach((i, c) => {
        if (score.miniature.kind !== 'bars' || noise.miniature.kind !== 'bars') return;
        const sum = score.miniature.values[c] + noise.miniature.values[c];
        expect(sum).toBeCloseTo(shown.predictions.perturbed[i], 10);
      });
      for (const i of shown.predictions.prediction) expect(columns).toContain(i);
    }
  });

  it('compares the predictions from their stage on', () => {
    const shown = [...Array(50).keys()]
      .map((seed) => shownOf(4 * seed))
      .find(({ predictions }) => swapOf(predictions).taken.length > 0)!;
    const framed = (stage: number | null) => {
      const { miniature } = machineData(shown, images, stage).parts.prediction;
      return miniature.kind === 'pictures' && miniature.items.some(({ change }) => change);
    };
    expect([framed(2), framed(3), framed(null)]).toEqual([false, true, true]);
  });

  it('knows no loss of a drawing', () => {
    const drawn = showQuery(valuesOf({}), { ...queryView(1), label: -1 });
    const { parts } = machineData(drawn, images, null);
    expect(parts.augmented.miniature).toEqual({ kind: 'text', text: '?' });
    expect(parts.prediction.rows).toEqual([['nearest', '5']]);
  });

  it('says truly how many networks there are, whether there is noise, and what goes back', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const shown = shownOf(seed);
      const { method, scale } = shown.view.run.setup;
      const title = machineTitle(machineOf(shown), 'the nearest');
      const { predictions, view } = shown;
      const moved = predictions.perturbed.some((score, i) => score !== -view.distances[i]);
      const squared = method === 'neural-sort' || method === 'relax-subsample';
      if (!squared) expect(title.includes('no noise')).toBe(!moved);
      expect(title.includes('two networks')).toBe(!squared && scale === 'learned');
      const { back, parts } = machineData(shown, images, null);
      expect(back.endsWith('instead')).toBe(method !== 'direct');
      expect(parts.scale.title === 'network σ').toBe(title.includes('two networks'));
    }
  });
});
