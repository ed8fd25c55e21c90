import { describe, expect, it } from 'vitest';
import { createRng, unitUniform } from '../../core/rng/rng';
import type { ShownQuery } from './model';
import { SLOW } from './neighbourhood';
import { queryView, valuesOf } from './testing/query';
import { showQuery } from './model';
import type { EvaluatedRun } from './results';
import {
  absentQuery,
  hardestTitle,
  machineSentence,
  querySentence,
  queryTitle,
  testTitle,
} from './words';

const shownOf = (seed: number): ShownQuery => {
  const at = (i: number) => unitUniform(createRng(seed, 'test/words').word(0, i));
  const values = valuesOf({
    k: 1 + Math.floor(6 * at(0)),
    sigma: 10 ** (2 * at(1) - 1.5),
    epsilon: (at(2) < 0.5 ? -1 : 1) * 10 ** (2 * at(3) - 1.5),
    lossForm: at(4) < 0.5 ? 'count' : 'distance',
  });
  return showQuery(values, queryView(seed, at(5) < 0.8 ? 'direct' : 'neural-sort'));
};

/** What a title may say, from the scores alone: every set is sorted out anew. */
function truthOf({ predictions, right, view, k }: ShownQuery) {
  const top = (scores: Float64Array) =>
    new Set([...scores.keys()].sort((a, b) => scores[b] - scores[a] || a - b).slice(0, k));
  const [before, after] = [top(predictions.perturbed), top(predictions.pulled!)];
  const only = (one: Set<number>, other: Set<number>) => [...one].filter((i) => !other.has(i));
  const [out, into] = [only(before, after), only(after, before)];
  const good = [...before].filter((i) => right![i]).length;
  return { good, out, into, distance: (i: number) => view.distances[i] };
}

describe('the title of a query', () => {
  it('is true of 200 random settings', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 200; seed++) {
      const shown = shownOf(seed);
      const title = queryTitle(shown, (i) => `#${i}`);
      const { good, out, into, distance } = truthOf(shown);
      const count =
        shown.k === 1
          ? { 'The nearest is right': 1, 'The nearest is wrong': 0 }[title.split(';')[0]]
          : title.startsWith('All')
            ? shown.k
            : title.startsWith('None')
              ? 0
              : Number(/^(\d+) of the \d+ (is|are) right/.exec(title)![1]);
      expect(count).toBe(good);
      const swap = /; the loss would (.*)$/.exec(title)![1];
      seen.add(swap.replace(/[#\d]+/g, 'n'));
      if (swap === 'change nothing') expect(into).toEqual([]);
      else if (swap.startsWith('swap one')) {
        expect(into).toHaveLength(1);
        const [, word, who] = /(farther|nearer|another).* ?#(\d+)/.exec(swap)!;
        expect(Number(who)).toBe(into[0]);
        const further = Math.sign(distance(into[0]) - distance(out[0]));
        expect(further).toBe({ farther: 1, nearer: -1, another: 0 }[word]);
      } else {
        expect(Number(/swap (\d+)/.exec(swap)![1])).toBe(into.length);
        if (swap.endsWith('right ones')) expect(into.every((i) => shown.right![i])).toBe(true);
        if (swap.endsWith('away')) expect(out.every((i) => shown.right![i])).toBe(true);
      }
    }
    expect(seen.size).toBeGreaterThan(4);
  });

  it('claims nothing of a drawing', () => {
    const drawn = showQuery(valuesOf({}), { ...queryView(1), label: -1 });
    expect(queryTitle(drawn, String)).toBe('Who is nearest to your drawing?');
  });
});

it('has a sentence for every stage, and one for all draws', () => {
  const stages = [null, ...Object.values(SLOW)];
  const told = stages.map((stage) => querySentence(shownOf(3), stage, 1000));
  expect(new Set(told).size).toBe(7);
  for (const sentence of told) expect(sentence.length).toBeLessThan(125);
  const inMachine = stages.map((stage) => machineSentence(shownOf(3), stage));
  expect(new Set(inMachine).size).toBe(7);
  for (const sentence of inMachine) expect(sentence).not.toContain('ies at its distance');
  const quiet = { ...shownOf(3), scale: 0 };
  expect(querySentence(quiet, SLOW.noise, 1)).toContain('no noise');
});

it('names a test image that the set does not have', () => {
  expect(absentQuery(1999, 2000)).toBe('');
  expect(absentQuery(2000, 2000)).toBe(' The set has no test image 2,001.');
});

it('says of a test how many are right and how many wrong', () => {
  const accuracy = { images: 2000, ks: [1, 5], right: [3, 1938] };
  const result = { accuracy, k: 5, confusion: new Float64Array(0), hardest: [] };
  const evaluated: EvaluatedRun = {
    ...{ id: 'a', name: 'A run', category: 0, dataset: 'drawn', step: 9, row: null },
    result: { ...result, candidates: 9, milliseconds: 1, backend: 'cpu' },
  };
  const right = '96.90% of 2,000 test images are right with k = 5';
  expect(testTitle(evaluated)).toBe(`A run at step 9: ${right}`);
  expect(hardestTitle(evaluated)).toBe(
    'A run at step 9: 62 of 2,000 test images are wrong with k = 5',
  );
  // nothing trains on
  expect(testTitle({ ...evaluated, id: '', name: 'raw pixels' })).toBe(`Raw pixels: ${right}`);
  expect(testTitle({ ...evaluated, recorded: { version: '1', made: '' } })).toBe(`A run: ${right}`);
  expect(hardestTitle(null)).not.toMatch(/\d/);
});
