import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integer, number } from '../../state/params';
import { axisChoice, axisText, narrowed } from './axis-choice';
import { epsilonParam, sigmaParam } from './params';
import { readAxis } from './sweep';

const help = 'It is swept.';
const table = {
  sigma: sigmaParam({ default: 1, help }),
  epsilon: epsilonParam({ default: -1, min: 0.001, max: 100, help }),
  d: integer({ label: 'Numbers', default: 5, min: 3, max: 128, class: 'restart', help }),
  shift: number({ label: 'Shift', default: 0, min: -5, max: 5, class: 'live', help }),
};
const axes = ['sigma', 'epsilon', 'd', 'shift'] as const;
const valuesOf = (text: string) => readAxis({ table, axes }, text).values;

describe('an axis in a link', () => {
  it.each(['sigma=0.1..10:9', 'epsilon=-100..-1.2:9', 'd=5,10,25', 'sigma=a..b:3', 'noise=x'])(
    '%s reads back as it was',
    (text) => expect(axisText(axisChoice(text))).toBe(text),
  );

  it('is a range where it can be, else what is given', () => {
    expect(axisChoice('sigma=0.1..10:9')).toEqual({ name: 'sigma', from: 0.1, to: 10, count: 9 });
    expect(axisChoice('d=5,10')).toEqual({ name: 'd', given: '5,10' });
    expect(axisChoice('sigma=a..b:3')).toEqual({ name: 'sigma', given: 'a..b:3' });
  });
});

describe('a part of an axis', () => {
  const range = fc.tuple(
    fc.constantFrom(
      'sigma=0.013..87',
      'epsilon=-93.7..-0.0021',
      'epsilon=0.3..7.7',
      'shift=-3..4.1',
    ),
    fc.integer({ min: 2, max: 41 }),
    fc.nat(40),
    fc.nat(40),
  );

  it('has all its values again, to the last digit, where it is so many times as fine, also of parts of parts', () => {
    fc.assert(
      fc.property(range, ([text, count, a, b]) => {
        let choice = axisChoice(`${text}:${count}`);
        for (let depth = 0; depth < 3; depth++) {
          const values = valuesOf(axisText(choice));
          // so fine that six digits can't tell its values apart
          if (values.length < count) return;
          const [first, last] = [a % values.length, b % values.length].sort((i, j) => i - j);
          const finer = narrowed(table, choice, values, [first, last]);
          const found = valuesOf(axisText(finer));
          const inside = values.slice(first, last + 1);
          expect(found[0]).toBeLessThanOrEqual(inside[0]);
          expect(found.at(-1)).toBeGreaterThanOrEqual(inside.at(-1)!);
          if (first < last && (count - 1) % (last - first) === 0) {
            expect(inside.filter((value) => !found.includes(value))).toEqual([]);
          }
          choice = finer;
        }
      }),
    );
  });

  it('is of whole numbers for a setting that is, and of a list the range of what is chosen', () => {
    const whole = axisChoice('d=3..11:9');
    expect(narrowed(table, whole, valuesOf('d=3..11:9'), [2, 5])).toEqual({
      ...{ name: 'd', from: 5, to: 8, count: 9 },
    });
    const list = axisChoice('sigma=0.1,1,7');
    expect(narrowed(table, list, [0.1, 1, 7], [0, 1])).toEqual({
      ...{ name: 'sigma', from: 0.1, to: 1, count: 3 },
    });
  });

  it('takes the neighbours of a single value in', () => {
    const choice = axisChoice('shift=0..4:5');
    const part = (place: number) => narrowed(table, choice, [0, 1, 2, 3, 4], [place, place]);
    expect(part(2)).toEqual({ name: 'shift', from: 1, to: 3, count: 5 });
    expect(part(0)).toEqual({ name: 'shift', from: 0, to: 1, count: 5 });
    const alone = axisChoice('sigma=1');
    expect(narrowed(table, alone, [1], [0, 0])).toBe(alone);
  });
});
