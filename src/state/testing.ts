import fc from 'fast-check';
import {
  boolean,
  choice,
  integer,
  number,
  numbers,
  text,
  type Param,
  type ParamTable,
  type Values,
} from './params';
import type { Storage } from './storage';

const common = { class: 'live', help: 'A parameter of the tests.' } as const;

/** A table with one parameter of every kind and scale, for the tests of this folder. */
export const sampleTable = {
  list: numbers({
    ...common,
    label: 'List',
    default: [1, 2],
    min: -5,
    max: 5,
    minLength: 2,
    maxLength: 4,
  }),
  size: number({ ...common, label: 'Size', default: 1, min: 0.01, max: 100, scale: 'log' }),
  weight: number({
    ...common,
    label: 'Weight',
    default: -1,
    min: 0.001,
    max: 100,
    scale: 'signed-log',
  }),
  shift: number({ ...common, label: 'Shift', default: 0, min: -3, max: 3 }),
  count: integer({ ...common, label: 'Count', default: 7, min: 0, max: 0xffffffff }),
  shape: choice({
    ...common,
    label: 'Shape',
    default: 'round',
    options: [
      { value: 'round', label: 'Round' },
      { value: 'square', label: 'Square' },
    ],
  }),
  on: boolean({ ...common, label: 'On', default: true }),
  place: text({
    ...common,
    label: 'Place',
    default: '',
    form: /^(\w+=\d+(~\w+)?)?$/,
    most: 20,
    must: 'a name and a number such as a=1~b',
  }),
};

/** Any value that a parameter may have. */
function anyValue(param: Param): fc.Arbitrary<unknown> {
  switch (param.kind) {
    case 'number':
      return anyNumber(param);
    case 'integer':
      return fc.integer(param);
    case 'boolean':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...param.options.map(({ value }) => value));
    case 'choices':
      return fc.shuffledSubarray(param.options.map(({ value }) => value));
    case 'text':
      return fc.stringMatching(param.form).filter(({ length }) => length <= param.most);
    case 'numbers': {
      const { min, max, minLength, maxLength } = param;
      return fc.array(anyDouble(min, max), { minLength, maxLength });
    }
  }
}

/** Without -0, which is 0 in a link. */
const anyDouble = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true }).map((value) => value + 0);

function anyNumber({ min, max, scale }: Extract<Param, { kind: 'number' }>) {
  const magnitude = anyDouble(min, max);
  if (scale !== 'signed-log') return magnitude;
  return fc.tuple(magnitude, fc.boolean()).map(([size, up]) => (up ? size : -size));
}

/** Any values that fit a table, parameter by parameter; whether they fit each other is left open. */
export function anyValues<T extends ParamTable>(table: T): fc.Arbitrary<Values<T>> {
  const entries = Object.entries(table).map(([name, param]) => [name, anyValue(param)] as const);
  return fc.record(Object.fromEntries(entries)) as fc.Arbitrary<Values<T>>;
}

/** Storage of several tabs that a test looks into; what goes in and out is copied. */
export function memoryTabs(stored: Readonly<Record<string, unknown>> = {}) {
  const kept = new Map<string, unknown>(Object.entries(stored));
  const held = new Map<string, { readonly free: Promise<void> }>();
  const listeners = new Set<{ readonly tab: object; hear(key: string): void }>();

  /** @param denied nothing is stored or read: a private window */
  function open(denied = false): Storage {
    const tab = {};
    const put = (key: string, value: unknown) => {
      if (denied) return Promise.resolve(false);
      kept.set(key, structuredClone(value));
      for (const listener of listeners) if (listener.tab !== tab) listener.hear(key);
      return Promise.resolve(true);
    };
    return {
      read: (key) => Promise.resolve(denied ? undefined : structuredClone(kept.get(key))),
      write: put,
      update: (key, change) =>
        denied ? Promise.resolve(false) : put(key, change(structuredClone(kept.get(key)))),
      hear(key, listener, until) {
        const mine = { tab, hear: (other: string) => other === key && listener() };
        listeners.add(mine);
        until.addEventListener('abort', () => listeners.delete(mine));
      },
      async claim(name, wait) {
        if (held.has(name) && !wait) return null;
        const ended = new Promise<'ended'>((resolve) =>
          wait?.addEventListener('abort', () => resolve('ended')),
        );
        for (let other = held.get(name); other; other = held.get(name)) {
          if ((await Promise.race([other.free, ended])) === 'ended') return null;
        }
        let free: () => void = () => undefined;
        const own = { free: new Promise<void>((resolve) => (free = resolve)) };
        held.set(name, own);
        return () => {
          if (held.get(name) === own) held.delete(name);
          free();
        };
      },
    };
  }
  return { kept, open };
}
