import { renderToStaticMarkup } from 'react-dom/server';
import type { ReactNode } from 'react';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Call, Calls } from '../../compute/service';
import type { Normalise } from '../../state/conform';
import { choice, number, numbers, type ParamTable } from '../../state/params';
import { labHooks } from './context';
import type { ConnectOptions } from './connect';
import { defineLab } from './lab';
import { seedParam, sigmaParam } from './params';
import type { LabSpec } from './spec';

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
  law: choice({
    ...common,
    ...{ label: 'Law', default: 'a' },
    options: ['a', 'b', 'c', 'd'].map((value) => ({ value, label: `Law ${value}` })),
  }),
  corners: numbers({
    ...common,
    ...{ label: 'Corners', default: [1, 2], min: 0, max: 9, minLength: 1, maxLength: 4 },
  }),
  sigma: sigmaParam({ default: 1, help: 'The noise scale of the tests.' }),
  seed: seedParam({ class: 'resample', help: 'The seed of the tests.' }),
};
type Table = typeof table;

interface Other extends ParamTable {
  readonly width: Table['size'];
}

/** What its connection gives. */
interface Results {
  readonly measured: number;
}

/** Squares are of size 2 at most. */
const normalise: Normalise<Table> = (values) => ({
  ...values,
  size: values.shape === 'square' ? Math.min(values.size, 2) : values.size,
});

/** What the lab asks its work for. */
type Asked = { measure: Call<number, number> };

const { useLab, useLabValues } = labHooks<Table, Results>();

function Shape() {
  const { shape, size } = useLabValues();
  return `${shape} ${size}: ${useLab().results.measured}`;
}

const preset = { id: 'big', label: 'Big', story: 'A big one.', values: { size: 9 } };

const spec: LabSpec<Table, Results, Asked> = {
  ...{ id: 'shapes', title: 'Shapes', table, normalise, presets: [preset] },
  connect: () => ({ measured: 5 }),
  Intro: () => <p>Shapes.</p>,
  figures: [
    { id: 'one', title: 'One', Figure: Shape },
    { id: 'two', title: 'Two', Figure: () => <i>Two</i> },
  ],
  controls: {
    essential: ['sigma'],
    rest: [
      'shape',
      { param: 'law', when: ({ shape }) => shape === 'square' },
      { param: 'size', max: ({ shape }) => (shape === 'square' ? 2 : 10) },
      () => <b>Part</b>,
      { title: 'More', items: ['corners', 'seed'] },
    ],
  },
};

/** What this lab does not use. */
const unused = {} as ConnectOptions<Calls>;

const lab = defineLab(spec);

/** A lab on the page; what is rendered to text is its first state. */
function opened({ createStore, open } = lab) {
  const text = (node: ReactNode) => renderToStaticMarkup(<>{node}</>);
  return { text, ...open(createStore(), unused) };
}

describe('a lab', () => {
  it('has a store with its defaults, whose values fit each other', () => {
    const store = lab.createStore();
    expect(store.getState().values).toMatchObject({ size: 1, shape: 'round' });
    store.set({ size: 7 });
    store.set({ shape: 'square' });
    expect(store.getState().values).toMatchObject({ size: 2, shape: 'square' });
    expect(lab.createStore().getState().values).toMatchObject({ size: 1, shape: 'round' });
  });

  it('lets a change of the reader bring others with it, and neither a link nor a preset', () => {
    const counting = defineLab({
      ...spec,
      follow: ({ sigma, size }, before) => (sigma === before.sigma ? {} : { size: size + 1 }),
    });
    const store = counting.createStore();
    let changes = 0;
    store.subscribe(() => changes++);
    const size = () => store.getState().values['size'];
    store.set({ sigma: 2 });
    expect([size(), changes]).toEqual([2, 1]);
    store.set({ shape: 'round' });
    expect(size()).toBe(2);
    store.load({ ...store.getState().values, sigma: 3, size: 4 });
    expect(size()).toBe(4);
    store.applyPreset({ id: 'p', label: 'P', story: 'S', values: { sigma: 5 } });
    expect(size()).toBe(4);
    store.reset();
    expect(size()).toBe(1);
  });

  it('shows its intro, its figures and its controls, with its store and its results', () => {
    const { text, view, figures } = opened();
    const page = text(view());
    for (const part of ['Shapes.', 'round 1: 5', '<i>Two</i>', 'Reset everything']) {
      expect(page).toContain(part);
    }
    expect(figures.map(({ id, title }) => [id, title])).toEqual([
      ['one', 'One'],
      ['two', 'Two'],
    ]);
    expect(text(figures[0].render())).toBe('<div class="lab-frame">round 1: 5</div>');
  });

  it('waits with all figures but the main one until that has its first numbers', () => {
    const slow = defineLab({ ...spec, useAnswered: () => false });
    const page = renderToStaticMarkup(<>{slow.open(slow.createStore(), unused).view()}</>);
    expect(page).toContain('round 1: 5');
    expect(page).not.toContain('<i>Two</i>');
  });

  it('says which part is outside of any lab', () => {
    expect(() => renderToStaticMarkup(<Shape />)).toThrow('rendered outside of it');
  });
});

describe('the controls of a lab', () => {
  it('are those of the list, each as its parameter asks for', () => {
    const { text, controls } = opened();
    const panel = text(controls('panel'));
    const order = ['Noise scale', 'Examples', 'Shape', 'Size', 'Part', 'More', 'Seed', 'Reset'];
    expect(order.map((label) => panel.indexOf(label))).toEqual(
      order.map((label) => panel.indexOf(label)).sort((a, b) => a - b),
    );
    expect(panel).toContain('type="radio"');
    expect(panel).toContain('New seed');
    expect(panel).not.toContain('<select');
  });

  it('have no room for examples where there are none', () => {
    const { text, controls } = opened(defineLab({ ...spec, presets: [] }));
    expect(text(controls('panel'))).not.toContain('Examples');
  });

  it('are there, and keep their range, as the values have it', () => {
    const shape = { ...table.shape, default: 'square' } as const;
    const square = opened(defineLab({ ...spec, table: { ...table, shape } }));
    const round = opened();
    expect(square.text(square.controls('panel'))).toContain('<select');
    expect(round.text(round.controls('panel'))).not.toContain('<select');
    // a size of 1 is half of 2, and a tenth of 10
    expect(square.text(square.controls('panel'))).toMatch(
      /aria-label="Size slider"[^>]*value="0.5"/,
    );
    expect(round.text(round.controls('panel'))).toMatch(/aria-label="Size slider"[^>]*value="0.1"/);
  });

  it('are the essential ones below a figure and on a phone', () => {
    const { text, controls } = opened();
    for (const variant of ['presentation', 'bar'] as const) {
      expect(text(controls(variant))).toContain('Noise scale');
      expect(text(controls(variant))).not.toContain('Shape');
    }
    expect(text(controls('bar'))).toContain('More controls');
  });

  it('are those that change something in the figure that is shown alone', () => {
    const [first, ...others] = spec.figures;
    const figures = [{ ...first, idle: ['sigma'] }, ...others];
    const { text, controls } = opened(defineLab({ ...spec, figures }));
    expect(text(controls('presentation', first.id))).not.toContain('Noise scale');
    expect(text(controls('presentation', others[0].id))).toContain('Noise scale');
    const still = opened(defineLab({ ...spec, figures: [{ ...first, idle: 'all' }, ...others] }));
    expect(still.controls('presentation', first.id)).toBeNull();
  });
});

describe('the types of a lab', () => {
  it('are inferred from its table for everything that it is made of', () => {
    defineLab<Table, Results, Asked>({
      ...spec,
      normalise(values) {
        expectTypeOf(values.shape).toEqualTypeOf<'round' | 'square'>();
        return values;
      },
      connect(store, { compute }) {
        expectTypeOf(store.getState().values.size).toEqualTypeOf<number>();
        expectTypeOf(compute.call<'measure'>).returns.resolves.toEqualTypeOf<number>();
        return { measured: 1 };
      },
    });
    expectTypeOf<ReturnType<typeof useLab>['results']>().toEqualTypeOf<Results>();
    expectTypeOf<ReturnType<typeof useLabValues>['shape']>().toEqualTypeOf<'round' | 'square'>();
  });

  it('refuse parts that are made for other results or another table', () => {
    const define = defineLab<Table, Results, Asked>;
    const otherRule: Normalise<Other> = (values) => values;
    const refused = [
      // @ts-expect-error a control of another table
      () => define({ ...spec, controls: { essential: ['width'], rest: [] } }),
      // @ts-expect-error a condition on another table
      () => define({ ...spec, controls: { essential: [], rest: [{ param: 'width' }] } }),
      // @ts-expect-error a rule of another table
      () => define({ ...spec, normalise: otherRule }),
      // @ts-expect-error a connection that gives other results
      () => define({ ...spec, connect: () => ({ other: 1 }) }),
      // @ts-expect-error a connection that asks for what the work does not answer
      () => define({ ...spec, connect: ({}, { compute }) => compute.call('weigh', 1) }),
      // @ts-expect-error a lab without controls
      () => define({ ...spec, controls: undefined }),
      // @ts-expect-error a figure that draws nothing
      () => define({ ...spec, figures: [{ id: 'a', title: 'A' }] }),
    ];
    expect(refused).toHaveLength(7);
  });
});
