import { describe, expect, it } from 'vitest';
import { methods } from '../../core/atlas/methods';
import {
  addPinned,
  followSpecs,
  pinCopy,
  restartTrained,
  resumeStored,
  takeState,
  unpinRun,
  withRun,
  type RunList,
} from './list';
import { extendRun, startRun } from './run';
import { answer, toyKind, toySpec, type ToyRunTypes } from './testing';

const METHODS = Object.keys(methods).length;

type List = RunList<ToyRunTypes>;

const started = (id: string) => startRun(toyKind, toySpec({ id }));

/** A run that has made some steps. */
function trained(id: string, steps: number) {
  const run = started(id);
  const { version, step, setup, knobs, stop } = run;
  const asked = { id, version, step, setup, knobs, stop, state: null, before: false, after: true };
  return extendRun(toyKind, run, answer(asked, steps));
}

/** A copy of a run with a colour of its own. */
const pinned = (id: string, category = 0) => ({ ...trained(id, 2), category, pinned: true });

const ids = (runs: List) => runs.map(({ id }) => id);
const steps = (runs: List) => runs.map(({ id, step }) => `${id} ${step}`);

describe('runs that follow their settings', () => {
  const runs: List = [trained('a', 3), trained('b', 3), pinned('pin-1')];
  const [a, b] = [toySpec({ id: 'a' }), toySpec({ id: 'b' })];
  const knobs = { sigma: 2, epsilon: -1 };

  it.each([
    ['of the same setup go on', [b, a], ['b 3', 'a 3', 'pin-1 2']],
    ['go on with new knobs', [{ ...a, knobs }, b], ['a 3', 'b 3', 'pin-1 2']],
    [
      'of another setup start anew, and are kept as they were',
      [{ ...a, setup: { seed: 2 } }, b],
      ['a 0', 'b 3', 'pin-1 2', 'pin-2 3'],
    ],
    ['start beside the others', [a, b, toySpec({ id: 'c' })], ['a 3', 'b 3', 'c 0', 'pin-1 2']],
    ['are dropped with their settings', [a], ['a 3', 'pin-1 2']],
    ['are kept where their method is another now', [b], ['b 3', 'pin-1 2', 'pin-2 3']],
    [
      'are never taken from the pinned ones',
      [a, toySpec({ id: 'pin-1' })],
      ['a 3', 'pin-1 0', 'pin-1 2'],
    ],
  ])('%s', (_, specs, expected) => {
    expect(steps(followSpecs(toyKind, runs, specs))).toEqual(expected);
  });

  it('say in their names what they were', () => {
    const [, , kept] = followSpecs(toyKind, runs.slice(0, 2), [{ ...a, setup: { seed: 2 } }, b]);
    expect(kept.name).toBe('A run, seed 1, 3 steps');
  });

  it('are the same list where nothing has changed', () => {
    expect(followSpecs(toyKind, runs, [a, b])).toBe(runs);
    expect(followSpecs(toyKind, [], [])).toEqual([]);
  });
});

describe('a copy of a run', () => {
  it('is pinned behind the others under an id and in a colour that are free', () => {
    const runs: List = [trained('a', 3), pinned('pin-1', 1), pinned('pin-3', 2)];
    const next = pinCopy(toyKind, runs, 'a');
    expect(ids(next)).toEqual(['a', 'pin-1', 'pin-3', 'pin-2']);
    expect(next[0]).toBe(runs[0]);
    expect(next[3]).toMatchObject({ name: 'A run, 3 steps', category: METHODS, pinned: true });
  });

  it('looks like no method, and like another copy where all looks are taken', () => {
    const looks = [1, 2, 3, 4, 5, 6].map((n) => METHODS - 1 + n);
    const pins = looks.map((category) => pinned(`pin-${category}`, category));
    expect(pinCopy(toyKind, [trained('a', 1), ...pins], 'a').at(-1)!.category).toBe(METHODS + 1);
    const last = pinCopy(toyKind, [trained('a', 1), ...pins.slice(0, 5)], 'a').at(-1)!;
    expect(last.category).toBe(METHODS + 5);
  });

  it('takes the place of the oldest one when there are six', () => {
    const pins = Array.from({ length: 6 }, (_, i) => pinned(`pin-${i + 1}`));
    const next = pinCopy(toyKind, [...pins.slice(0, 3), trained('a', 1), ...pins.slice(3)], 'a');
    const kept = ['pin-2', 'pin-3', 'pin-4', 'pin-5', 'pin-6'];
    expect(ids(next)).toEqual(['a', ...kept, 'pin-7']);
  });

  it.each([
    ['a run that has made no step', 'new'],
    ['a copy', 'pin-1'],
    ['no run', 'nothing'],
  ])('is none of %s', (_, id) => {
    const runs: List = [started('new'), pinned('pin-1')];
    expect(pinCopy(toyKind, runs, id)).toBe(runs);
  });
});

describe('pinned runs', () => {
  const runs: List = [trained('a', 3), pinned('pin-1')];

  it('are added last, under another version, in place of one of the same id', () => {
    const next = addPinned(runs, trained('pin-1', 5));
    expect(steps(next)).toEqual(['a 3', 'pin-1 5']);
    expect(next[1].pinned).toBe(true);
    const other = trained('file', 1);
    const more = addPinned(next, other);
    expect(ids(more)).toEqual(['a', 'pin-1', 'file']);
    expect(more[2].version).not.toBe(other.version);
  });

  it('alone can be removed', () => {
    expect(ids(unpinRun(runs, 'pin-1'))).toEqual(['a']);
    expect(ids(unpinRun(runs, 'a'))).toEqual(['a', 'pin-1']);
  });

  it('stay as they are when the others start anew', () => {
    const next = restartTrained(toyKind, runs);
    expect(steps(next)).toEqual(['a 0', 'pin-1 2']);
    expect(next[1]).toBe(runs[1]);
  });
});

describe('stored runs', () => {
  const stored: List = [trained('a', 4), pinned('pin-1'), { ...trained('b', 4), pinned: true }];

  // with a copy of the one that can't go on
  const all = ['pin-1 2', 'b 4', 'pin-2 4'];

  it.each<[string, List, string[]]>([
    ['are taken up where nothing was done yet', [started('a')], ['a 4', 'pin-1 2', 'b 4']],
    ['are kept beside a run that has begun', [trained('a', 1)], ['a 1', ...all]],
    ['are no trained ones where they were pinned', [started('b')], ['b 0', ...all]],
    ['take the place of the pinned ones', [pinned('pin-9')], all],
    [
      'are kept beside a run of another setup',
      [startRun(toyKind, toySpec({ id: 'a', setup: { seed: 2 } }))],
      ['a 0', ...all],
    ],
  ])('%s', (_, runs, expected) => {
    expect(steps(resumeStored(toyKind, runs, stored))).toEqual(expected);
  });

  it('go on with the knobs of now, under versions of this page', () => {
    const knobs = { sigma: 3, epsilon: 2 };
    const now = startRun(toyKind, toySpec({ id: 'a', knobs }));
    const next = resumeStored(toyKind, [now], stored);
    expect(next[0].knobs).toEqual(knobs);
    const versions = [...stored, now].map(({ version }) => version);
    for (const { version } of next) expect(versions).not.toContain(version);
  });
});

describe('one run of a list', () => {
  it('changes alone', () => {
    const runs: List = [trained('a', 1), trained('b', 1)];
    const next = withRun(runs, 'b', (run) => ({ ...run, hidden: true }));
    expect(next[0]).toBe(runs[0]);
    expect(next[1]).toEqual({ ...runs[1], hidden: true });
  });

  it('takes the state of its version and step', () => {
    const runs: List = [trained('a', 1), trained('b', 1)];
    const state = { step: 1, weights: Float64Array.of(7) };
    const next = takeState(toyKind, runs, runs[1].version, state);
    expect(next[0]).toBe(runs[0]);
    expect(next[1].state).toBe(state);
  });
});
