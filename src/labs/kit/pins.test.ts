import { describe, expect, it } from 'vitest';
import { createLabStore } from '../../state/lab-store';
import { epsilonParam, sigmaParam } from './params';
import {
  namedPins,
  pinMoves,
  pinRuns,
  pinSpecs,
  pinsOf,
  pinsParam,
  pinsWithin,
  putPin,
  withoutRun,
} from './pins';

const pins = [0.1, -1, 0.3, 0.5];

describe('the pins of a training', () => {
  it('come in pairs, and half a pin is none', () => {
    expect(pinsOf({ pins: [...pins, 7] })).toEqual([
      { sigma: 0.1, epsilon: -1 },
      { sigma: 0.3, epsilon: 0.5 },
    ]);
    expect(namedPins({ pins }).map(({ name }) => name)).toEqual(['A', 'B']);
    expect(pinsOf({ pins: [] })).toEqual([]);
  });

  it('are put where they are, or as the next one, and of three the last one moves', () => {
    const place = { sigma: 2, epsilon: -3 };
    expect(putPin({ pins }, 0, place)).toEqual([2, -3, 0.3, 0.5]);
    expect(putPin({ pins }, 2, place)).toEqual([...pins, 2, -3]);
    expect(putPin({ pins: [] }, 2, place)).toEqual([2, -3]);
    expect(putPin({ pins: [...pins, 1, 1] }, 3, place)).toEqual([...pins, 2, -3]);
  });

  it('are within the bounds of both settings', () => {
    const sigma = sigmaParam({ default: 1, help: '' });
    const epsilon = epsilonParam({ default: -1, min: 0.01, max: 10, help: '' });
    const within = (...asked: number[]) => pinsWithin({ sigma, epsilon }, { pins: asked });
    expect(within(-7, 0)).toEqual([0.01, -0.01]);
    expect(within(1e3, 50, 3, -50)).toEqual([100, 10, 3, -10]);
  });

  it('are put, chosen and left alone as the point is moved, at the settings of their places', () => {
    const table = {
      sigma: sigmaParam({ default: 1, help: '' }),
      epsilon: epsilonParam({ default: -1, min: 0.01, max: 10, help: '' }),
      pins: pinsParam({ max: 100 }),
    };
    const store = createLabStore(table);
    const moves = pinMoves(store, ({ sigma, epsilon }) => ({ sigma: 2 * sigma, epsilon }));
    const values = () => store.getState().values;
    moves.onPick!({ sigma: 0.5, epsilon: -2 }, 1);
    moves.onPick!({ sigma: 3, epsilon: 4 }, 3);
    expect(values()).toEqual({ sigma: 1, epsilon: -1, pins: [1, -2, 6, 4] });
    moves.onPoint({ sigma: 5, epsilon: 5 }, 'move');
    expect(values()).toEqual({ sigma: 10, epsilon: 5, pins: [1, -2, 6, 4] });
    moves.onPick!({ sigma: 1, epsilon: -8 }, null);
    expect(values()).toMatchObject({ sigma: 2, epsilon: -8 });
    // a pin has settings of the lab, not of the map
    moves.onChoose!('B');
    expect(values()).toMatchObject({ sigma: 6, epsilon: 4 });
    moves.onChoose!('C');
    expect(values()).toMatchObject({ sigma: 6, epsilon: 4 });
  });

  it('ask for the training of the lab at their own noise scale and loss weight', () => {
    const values = { pins, sigma: 7, epsilon: 8, seed: 9 };
    const specs = pinSpecs(values, ({ sigma, epsilon, seed }) => ({
      knobs: [sigma, epsilon, seed],
    }));
    expect(specs.map(({ knobs }) => knobs)).toEqual([
      [0.1, -1, 9],
      [0.3, 0.5, 9],
    ]);
    expect(specs.map(({ id }) => id)).toEqual(pinRuns(values).map(({ id }) => id));
  });

  it('are runs with names and looks of their own, which go one by one', () => {
    const [a, b] = pinRuns({ pins });
    expect([a.name, b.name]).toEqual(['A (σ 0.1, ε −1)', 'B (σ 0.3, ε 0.5)']);
    expect(a.category).not.toBe(b.category);
    expect(withoutRun({ pins }, a.id)).toEqual([0.3, 0.5]);
    expect(withoutRun({ pins }, b.id)).toEqual([0.1, -1]);
    expect(withoutRun({ pins }, 'gumbel-sinkhorn')).toBe(pins);
    // one that is moved begins anew
    expect(pinRuns({ pins: [0.1, -2] })[0].id).not.toBe(a.id);
  });
});
