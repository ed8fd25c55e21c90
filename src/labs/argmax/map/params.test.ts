import { describe, expect, it } from 'vitest';
import { createLabStore } from '../../../state/lab-store';
import { defaultsOf } from '../../../state/params';
import { decode, encode } from '../../../state/url';
import { describeTable } from '../../kit/testing';
import { argmaxTable, initial, normalise as normaliseLab, pinsOf } from '../params';
import { choosePin, removePin } from '../pins';
import { labHash, mapHash } from './links';
import { apartAs, besideOf, mapTable, normalise } from './params';
import { presets } from './presets';

describeTable({ table: mapTable, normalise, presets });

const open = () => createLabStore(mapTable, { normalise, initial });

describe('the pins', () => {
  it('begin with the point, and follow it', () => {
    const store = open();
    expect(pinsOf(store.getState().values)).toEqual([{ sigma: 0.1, epsilon: -1 }]);
    store.set({ sigma: 2, epsilon: 3 });
    expect(pinsOf(store.getState().values)).toEqual([{ sigma: 2, epsilon: 3 }]);
  });

  it('are set, chosen, moved and taken away', () => {
    const store = open();
    const values = () => store.getState().values;
    const place = { sigma: 1, epsilon: 0.5 };
    store.set(choosePin(values(), 'B', place));
    expect(values()).toMatchObject({ pin: 'B', ...place });
    // C before B was never set: the next free one
    store.set({ sigma: 4 });
    store.set(choosePin(values(), 'C'));
    expect(pinsOf(values())).toEqual([
      { sigma: 0.1, epsilon: -1 },
      { sigma: 4, epsilon: 0.5 },
      { sigma: 4, epsilon: 0.5 },
    ]);
    store.set(choosePin(values(), 'A'));
    expect(values()).toMatchObject({ pin: 'A', sigma: 0.1, epsilon: -1 });
    store.set(removePin(values(), 'A'));
    expect(values()).toMatchObject({ pin: 'A', sigma: 4, epsilon: 0.5 });
    expect(pinsOf(values())).toHaveLength(2);
    store.set(choosePin(values(), 'B'));
    store.set(removePin(values(), 'A'));
    expect(values()).toMatchObject({ pin: 'A', sigma: 4 });
    expect(removePin(values(), 'A')).toEqual({});
    expect(removePin(values(), 'C')).toEqual({});
  });

  it('are not skipped: where A alone is set, C is B', () => {
    const store = open();
    store.set(choosePin(store.getState().values, 'C', { sigma: 1, epsilon: 1 }));
    expect(store.getState().values.pin).toBe('B');
  });

  it('come back from a link, all of them', () => {
    const store = open();
    store.set(choosePin(store.getState().values, 'B', { sigma: 0.3, epsilon: -12 }));
    store.set(choosePin(store.getState().values, 'C', { sigma: 30, epsilon: 0.001 }));
    store.set({ beside: 'law', otherLaw: 'uniform' });
    const query = encode(mapTable, store.getState().values, normalise);
    const read = decode(mapTable, query, { normalise });
    expect(read.values).toEqual(store.getState().values);
    expect(read.notices).toEqual([]);
  });

  it('are within the map, whatever a link says', () => {
    const { values } = decode(mapTable, 'pins=1,-1,-7,0,50', { normalise });
    expect(pinsOf(values)).toEqual([
      { sigma: 1, epsilon: -1 },
      { sigma: 0.01, epsilon: -0.001 },
    ]);
  });
});

describe('the second map', () => {
  const values = { ...open().getState().values, k: 1 };

  it('differs in one setting', () => {
    expect(besideOf(values)).toBeNull();
    const law = besideOf({ ...values, beside: 'law' })!;
    expect(law).toEqual({ ...values, beside: 'law', noise: 'normal' });
    expect(besideOf({ ...values, beside: 'batch' })!.batch).toBe(1);
    const classes = besideOf({ ...values, beside: 'classes', otherClasses: 5 })!;
    expect(classes.scores).toHaveLength(5);
    expect(classes.loss).toEqual([1, 0, 1, 1, 1]);
    // as large a subset as three classes allow
    expect(besideOf({ ...values, beside: 'subset', otherK: 7 })!.k).toBe(2);
  });

  it('is told apart in words', () => {
    const words = (beside: typeof values.beside) => {
      const first = { ...values, beside };
      return [apartAs(first), apartAs(besideOf(first) ?? first)];
    };
    expect(words('none')).toEqual(['', '']);
    expect(words('law')).toEqual(['Gumbel noise', 'Normal noise']);
    expect(words('batch')).toEqual(['M = 100', 'M = 1']);
    expect(words('classes')).toEqual(['3 classes', '8 classes']);
    expect(words('subset')).toEqual(['k = 1', 'k = 2']);
  });
});

describe('the links between lab and map', () => {
  it('keep the problem, and lead to the point and back', () => {
    const lab = { ...defaultsOf(argmaxTable), ...initial, epsilon: -12, map: 'bias' as const };
    const [page, query] = mapHash(lab).split('?');
    expect(page).toBe('#/map');
    const { values, notices } = decode(mapTable, query, { normalise });
    expect(notices).toEqual([]);
    expect(values).toMatchObject({ ...initial, epsilon: -12, map: 'bias' });
    expect(pinsOf(values)).toEqual([{ sigma: 0.1, epsilon: -12 }]);
    const pinned = { ...values, ...choosePin(values, 'B', { sigma: 3, epsilon: 0.5 }) };
    const [back, settings] = labHash(pinned, 'B').split('?');
    expect(back).toBe('#/argmax');
    const again = decode(argmaxTable, settings, { normalise: normaliseLab });
    expect(again.notices).toEqual([]);
    const point = { sigma: 3, epsilon: 0.5, pin: 'B' };
    expect(again.values).toEqual({ ...lab, ...point, pins: [0.1, -12, 3, 0.5] });
    // and the map again, with the other pin as its point
    expect(mapHash(again.values)).toBe(`#/map?${encode(mapTable, pinned, normalise)}`);
    const [, first] = labHash(pinned, 'A').split('?');
    const atA = decode(argmaxTable, first, { normalise: normaliseLab }).values;
    expect(atA).toMatchObject({ sigma: 0.1, epsilon: -12, pin: 'A', pins: [0.1, -12, 3, 0.5] });
  });

  it('say something where all is at its default', () => {
    expect(mapHash(defaultsOf(argmaxTable))).toBe('#/map?scores=2,0.5,-1');
  });
});
