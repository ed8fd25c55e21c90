import { renderToStaticMarkup } from 'react-dom/server';
import type { ReactNode } from 'react';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Normalise } from '../../state/conform';
import { choice, number, type ParamTable } from '../../state/params';
import type { Call, Calls } from '../../compute/service';
import type { ConnectOptions } from './connect';
import { defineLab, type ControlsVariant, type LabProps, type LabSpec } from './lab';

const common = { class: 'live', help: 'A parameter of the tests.' } as const;
const table = {
  size: number({ ...common, label: 'Size', default: 1, min: 0, max: 10 }),
  shape: choice({
    ...common,
    ...{ label: 'Shape', default: 'round' },
    options: [
      { value: 'round', label: 'Round' },
      { value: 'square', label: 'Square' },
    ],
  }),
};
type Table = typeof table;

interface Other extends ParamTable {
  readonly width: Table['size'];
}

/** What its connection gives. */
interface Results {
  readonly measured: number;
}
type Props = LabProps<Table, Results>;

/** Squares are of size 2 at most. */
const normalise: Normalise<Table> = (values) => ({
  ...values,
  size: values.shape === 'square' ? Math.min(values.size, 2) : values.size,
});

const textOf = ({ store, results }: Props) =>
  `${store.getState().values.shape} ${store.getState().values.size}: ${results.measured}`;

/** What the lab asks its work for. */
type Asked = { measure: Call<number, number> };

const spec: LabSpec<Table, Results, Asked> = {
  ...{ id: 'shapes', title: 'Shapes', table, normalise },
  connect: () => ({ measured: 5 }),
  View: (props) => <p>{textOf(props)}</p>,
  Controls: ({ variant, ...props }) => <b>{`${variant} of ${textOf(props)}`}</b>,
  figures: (props) => [{ id: 'one', title: 'One', render: () => <i>{textOf(props)}</i> }],
};

/** What this lab does not use. */
const unused = {} as ConnectOptions<Calls>;

describe('a lab', () => {
  const lab = defineLab(spec);

  it('has a store with its defaults, whose values fit each other', () => {
    const store = lab.createStore();
    expect(store.getState().values).toEqual({ size: 1, shape: 'round' });
    store.set({ size: 7 });
    store.set({ shape: 'square' });
    expect(store.getState().values).toEqual({ size: 2, shape: 'square' });
    expect(lab.createStore().getState().values).toEqual({ size: 1, shape: 'round' });
  });

  it('shows its store and its results in all of its parts', () => {
    const store = lab.createStore();
    store.set({ size: 3 });
    const open = lab.open(store, unused);
    const text = (node: ReactNode) => renderToStaticMarkup(<>{node}</>);
    expect(text(open.view())).toBe('<p>round 3: 5</p>');
    expect(text(open.controls('bar'))).toBe('<b>bar of round 3: 5</b>');
    expect(open.figures.map(({ id, title }) => [id, title])).toEqual([['one', 'One']]);
    expect(text(open.figures[0].render())).toBe('<i>round 3: 5</i>');
  });
});

describe('the types of a lab', () => {
  it('are inferred from its table for everything that it is made of', () => {
    defineLab({
      ...spec,
      normalise(values) {
        expectTypeOf(values.shape).toEqualTypeOf<'round' | 'square'>();
        return values;
      },
      Controls({ store, results, variant }) {
        expectTypeOf(store.getState().values.size).toEqualTypeOf<number>();
        expectTypeOf(results).toEqualTypeOf<Results>();
        expectTypeOf(variant).toEqualTypeOf<ControlsVariant>();
        return null;
      },
    });
    expectTypeOf<Props['results']>().toEqualTypeOf<Results>();
    defineLab<Table, Results, Asked>({
      ...spec,
      connect(store, { compute }) {
        expectTypeOf(store.getState().values.size).toEqualTypeOf<number>();
        expectTypeOf(compute.call<'measure'>).returns.resolves.toEqualTypeOf<number>();
        return { measured: 1 };
      },
    });
  });

  it('refuse parts that are made for other results or another table', () => {
    const define = defineLab<Table, Results, Asked>;
    const otherView = (_: LabProps<Table, { readonly other: number }>) => null;
    const otherControls = (_: LabProps<Other, Results>) => null;
    const otherFigures = (_: LabProps<Other, Results>) => [];
    const otherRule: Normalise<Other> = (values) => values;
    const refused = [
      // @ts-expect-error results that the connection of this lab does not give
      () => define({ ...spec, View: otherView }),
      // @ts-expect-error controls of another table
      () => define({ ...spec, Controls: otherControls }),
      // @ts-expect-error figures of another table
      () => define({ ...spec, figures: otherFigures }),
      // @ts-expect-error a rule of another table
      () => define({ ...spec, normalise: otherRule }),
      // @ts-expect-error a connection that gives other results
      () => define({ ...spec, connect: () => ({ other: 1 }) }),
      // @ts-expect-error a connection that asks for what the work does not answer
      () => define({ ...spec, connect: ({}, { compute }) => compute.call('weigh', 1) }),
      // @ts-expect-error a lab without controls
      () => define({ ...spec, Controls: undefined }),
      // @ts-expect-error a figure that draws nothing
      () => define({ ...spec, figures: () => [{ id: 'a', title: 'A' }] }),
    ];
    expect(refused).toHaveLength(8);
  });
});
