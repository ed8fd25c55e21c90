import { describe, expect, it } from 'vitest';
import { epsilonParam, sigmaParam } from './params';
import { namedPins, pinRuns, pinsOf, pinWithin, putPin, withoutRun } from './pins';

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
    const within = (pin: { sigma: number; epsilon: number }) => pinWithin({ sigma, epsilon }, pin);
    expect(within({ sigma: -7, epsilon: 0 })).toEqual({ sigma: 0.01, epsilon: -0.01 });
    expect(within({ sigma: 1e3, epsilon: 50 })).toEqual({ sigma: 100, epsilon: 10 });
    expect(within({ sigma: 3, epsilon: -50 })).toEqual({ sigma: 3, epsilon: -10 });
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
