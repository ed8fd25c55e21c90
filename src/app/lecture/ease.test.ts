import { expect, it } from 'vitest';
import { createLabStore } from '../../state/lab-store';
import { choice, number, numbers } from '../../state/params';
import { between, easeTo, settingsOf } from './ease';

const help = 'A setting.';
const options = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
];
const table = {
  sigma: number({
    label: 'S',
    default: 0.1,
    min: 0.01,
    max: 100,
    scale: 'log',
    class: 'live',
    help,
  }),
  scores: numbers({
    ...{ label: 'M', default: [1, 2], min: -5, max: 5, minLength: 1, maxLength: 3 },
    ...{ class: 'live', help },
  }),
  law: choice({ label: 'L', default: 'a', options, class: 'live', help }),
};

/** A store, and pictures that are asked for one by one. */
function setUp() {
  const store = createLabStore(table);
  const waiting: ((now: number) => void)[] = [];
  const frame = (next: (now: number) => void) => void waiting.push(next);
  return { store, frame, draw: (now: number) => waiting.shift()?.(now), waiting };
}

it('a value goes the way of its slider; what has no way jumps at the end', () => {
  expect(between(table.sigma, 0.1, 10, 0.5)).toBeCloseTo(1, 10);
  expect(between(table.scores, [1, 2], [3, 2], 0.25)).toEqual([1.5, 2]);
  expect(between(table.scores, [1, 2], [3], 0.25)).toEqual([1, 2]);
  expect(between(table.law, 'a', 'b', 0.9)).toBe('a');
  expect(between(table.law, 'a', 'b', 1)).toBe('b');
});

it('moves all settings that a query names, and lets go at the end', () => {
  const { store, frame, draw } = setUp();
  const phases: string[] = [];
  store.subscribe(({ phase }) => phases.push(phase));
  easeTo(store, 'sigma=10&law=b&unknown=3', frame);
  [1000, 1450, 1900].forEach(draw);
  expect(phases).toEqual(['move', 'move', 'commit']);
  expect(store.getState().values).toEqual({ sigma: 10, scores: [1, 2], law: 'b' });
});

it('stops on the way, and moves at once where nothing may move', () => {
  const { store, frame, draw, waiting } = setUp();
  const stop = easeTo(store, 'sigma=10', frame);
  draw(0);
  stop();
  draw(400);
  expect(waiting).toEqual([]);
  expect(store.getState().values.sigma).toBe(0.1);
  easeTo(store, 'sigma=10', null);
  expect(store.getState().values.sigma).toBe(10);
});

it('a query without settings moves nothing', () => {
  const { store, frame, waiting } = setUp();
  easeTo(store, '', frame);
  expect(waiting).toEqual([]);
  expect(settingsOf(store, 'sigma=1000')).toEqual({ sigma: 100 });
});
