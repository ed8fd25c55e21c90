import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Normalise } from './conform';
import { createLabStore, type LabStore, type Preset } from './lab-store';
import {
  boolean,
  choice,
  choices,
  defaultsOf,
  integer,
  number,
  numbers,
  sameValue,
  type ParamTable,
  type Values,
} from './params';

const common = { class: 'live', help: 'A parameter of the tests.' } as const;
const options = [
  { value: 'round', label: 'Round' },
  { value: 'square', label: 'Square' },
] as const;
const bounds = { min: -5, max: 5 };

const table = {
  size: number({ ...common, ...bounds, label: 'Size', default: 1 }),
  count: integer({ ...common, ...bounds, label: 'Count', default: 2 }),
  on: boolean({ ...common, label: 'On', default: true }),
  shape: choice({ ...common, label: 'Shape', default: 'round', options }),
  shapes: choices({ ...common, label: 'Shapes', default: ['round'], options }),
  list: numbers({ ...common, ...bounds, label: 'List', default: [1], minLength: 1, maxLength: 3 }),
};
type Table = typeof table;

interface Other extends ParamTable {
  readonly width: Table['size'];
}

/** What the compiler refuses; it is never called. */
type Refused = () => void;

describe('the types of a table', () => {
  it('are those of its values, of which choices are unions', () => {
    expectTypeOf<Values<Table>>().toEqualTypeOf<{
      readonly size: number;
      readonly count: number;
      readonly on: boolean;
      readonly shape: 'round' | 'square';
      readonly shapes: readonly ('round' | 'square')[];
      readonly list: readonly number[];
    }>();
    expectTypeOf(defaultsOf(table)).toEqualTypeOf<Values<Table>>();
    expectTypeOf(createLabStore(table).getState().values).toEqualTypeOf<Values<Table>>();
    expectTypeOf(table.shape.describe).parameter(0).toEqualTypeOf<'round' | 'square'>();
  });

  it('refuse what a parameter cannot be', () => {
    const store = createLabStore(table);
    const refused: Refused[] = [
      // @ts-expect-error no option
      () => store.set({ shape: 'oval' }),
      // @ts-expect-error one of the entries is no option
      () => store.set({ shapes: ['round', 'oval'] }),
      // @ts-expect-error a text for a number
      () => store.set({ size: '1' }),
      // @ts-expect-error a number for a list
      () => store.set({ list: 1 }),
      // @ts-expect-error no parameter of the table
      () => store.set({ colour: 'red' }),
      // @ts-expect-error nor here
      () => store.reset(['colour']),
      // @ts-expect-error a phase that there is not
      () => store.set({ size: 2 }, 'later'),
      // @ts-expect-error a preset with a value that no option has
      (): Preset<Table> => ({ id: 'a', label: 'A', story: '', values: { shape: 'oval' } }),
      // @ts-expect-error values are replaced, not changed
      () => (store.getState().values.size = 2),
      // @ts-expect-error entries of lists neither
      () => store.getState().values.list.push(1),
    ];
    expect(refused).toHaveLength(10);
  });

  it('refuse definitions that lack something, or say what their kind has not', () => {
    const refused: Refused[] = [
      // @ts-expect-error without bounds
      () => number({ ...common, label: 'Size', default: 1 }),
      // @ts-expect-error without a sentence of help
      () => boolean({ class: 'live', label: 'On', default: true }),
      // @ts-expect-error a default of another kind
      () => boolean({ ...common, label: 'On', default: 1 }),
      // @ts-expect-error a scale that whole numbers have not
      () => integer({ ...common, ...bounds, label: 'Count', default: 2, scale: 'signed-log' }),
      // @ts-expect-error bounds of a boolean
      () => boolean({ ...common, ...{ label: 'On', default: true }, min: 0 }),
    ];
    expect(refused).toHaveLength(5);
  });

  it('tell the stores and the rules of two tables apart', () => {
    expectTypeOf<LabStore<Other>>().not.toExtend<LabStore<Table>>();
    expectTypeOf<LabStore<Table>>().not.toExtend<LabStore<Other>>();
    const normalise: Normalise<Other> = (values) => values;
    // @ts-expect-error the rule of another table
    const refused: Refused = () => createLabStore(table, { normalise });
    expect(refused).toBeTypeOf('function');
  });
});

describe('a definition', () => {
  it('says its values in words that can be spoken, unless it has words of its own', () => {
    expect(table.size.describe(-1.5)).toBe('minus 1.5');
    expect(table.list.describe([1, -2])).toBe('1, minus 2');
    expect(table.shape.describe('square')).toBe('Square');
    expect(table.shapes.describe(['square', 'round'])).toBe('Square, Round');
    expect(table.shapes.describe([])).toBe('none');
    expect([true, false].map(table.on.describe)).toEqual(['on', 'off']);
    const own = number({
      ...{ ...common, ...bounds, label: 'Size', default: 1 },
      describe: (value) => `size ${value}`,
    });
    expect(own.describe(2)).toBe('size 2');
  });
});

describe('two values of a parameter', () => {
  it('are the same by what lists hold, and else by themselves', () => {
    expect(sameValue([1, 2], [1, 2])).toBe(true);
    expect(sameValue([1, 2], [2, 1])).toBe(false);
    expect(sameValue([1], [1, 2])).toBe(false);
    expect(sameValue([], [])).toBe(true);
    expect(sameValue(1, 1)).toBe(true);
    expect(sameValue('1', 1)).toBe(false);
    expect(sameValue([1], 1)).toBe(false);
  });
});
