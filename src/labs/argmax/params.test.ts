import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { checkProblem } from '../../core/problem';
import { createLabStore } from '../../state/lab-store';
import { decode, encode } from '../../state/url';
import { describeTable } from '../kit/testing';
import { argmaxTable, normalise, resizeScores, toProblem, watchedClass } from './params';
import { presets } from './presets';

const fresh = () => createLabStore(argmaxTable, { normalise });

describe('the argmax table', () => {
  it('gives a valid problem for any link', () => {
    const anyQuery = fc.array(
      fc.tuple(
        fc.constantFrom(...Object.keys(argmaxTable)),
        fc.oneof(fc.string(), fc.double().map(String), fc.array(fc.integer()).map(String)),
      ),
    );
    fc.assert(
      fc.property(anyQuery, (pairs) => {
        const query = new URLSearchParams(pairs).toString();
        checkProblem(toProblem(decode(argmaxTable, query, { normalise }).values));
      }),
    );
  });

  describeTable({ table: argmaxTable, normalise, presets });

  it('extends the loss with ones when classes are added', () => {
    const store = fresh();
    store.set({ scores: resizeScores(store.getState().values.scores, 5) });
    expect(store.getState().values).toMatchObject({
      scores: [2, 0.5, -1, -1.5, -2],
      loss: [0, 1, 1, 1, 1],
    });
  });

  it('finds a new target when the class of the old one goes', () => {
    const store = fresh();
    store.set({ loss: [1, 1, 0] });
    store.set({ scores: [2, 0.5] });
    expect(store.getState().values.loss).toEqual([0, 1]);
  });

  it('keeps the subset smaller than the set', () => {
    const store = fresh();
    store.set({ k: 9 });
    expect(store.getState().values.k).toBe(2);
    store.set({ scores: [1, 0] });
    expect(store.getState().values.k).toBe(1);
  });

  it('watches the target, or a class that there is', () => {
    const store = fresh();
    store.set({ loss: [1, 0, 1] });
    expect(watchedClass(store.getState().values)).toBe(1);
    store.set({ watched: 'C' });
    expect(watchedClass(store.getState().values)).toBe(2);
    store.set({ scores: [2, 0.5] });
    expect(store.getState().values.watched).toBe('target');
  });

  it('leaves out of the link what the number of classes implies', () => {
    const { values } = decode(argmaxTable, 'scores=0,0,0,0', { normalise });
    expect(encode(argmaxTable, values, normalise)).toBe('scores=0,0,0,0');
  });

  it('tells when the subset size does not fit the number of classes', () => {
    const { values, notices } = decode(argmaxTable, 'scores=1,2&k=4', { normalise });
    expect(values.k).toBe(1);
    expect(notices.map((notice) => notice.message)).toEqual([
      'k must fit the other settings; the link gives "4", so 1 is used.',
    ]);
  });

  it('asks for zero-mean noise of the variance that is set', () => {
    const { values } = decode(argmaxTable, 'variance=3&noise=normal', { normalise });
    expect(toProblem(values).noise).toEqual({ law: 'normal', location: 0, scale: Math.sqrt(3) });
  });
});
