import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conform, type Normalise } from '../../state/conform';
import { createLabStore, type Preset } from '../../state/lab-store';
import { defaultsOf, type Param, type ParamTable, type Values } from '../../state/params';
import { anyValues } from '../../state/testing';
import { decode, encode, MAX_QUERY_LENGTH } from '../../state/url';

/** A lab as far as its table goes. */
export interface TabledLab<T extends ParamTable> {
  readonly table: T;
  readonly normalise: Normalise<T>;
  readonly presets: readonly Preset<T>[];
}

/** Longest text of a number: sign, leading zeros, seventeen digits. */
const LONG = -0.0000012345678901234567;

/** One spec for the parameters of every lab. */
export function describeTable<T extends ParamTable>(lab: TabledLab<T>): void {
  const { table, normalise, presets } = lab;
  const any = anyValues(table);
  const names = Object.keys(table);
  const read = (query: string) => decode(table, query, { normalise });
  const write = (values: Values<T>) => encode(table, values, normalise);

  describe('the table', () => {
    it('has defaults that are valid and fit each other', () => {
      const defaults = defaultsOf(table);
      for (const name of names) {
        expect(conform(table[name], defaults[name], undefined)).toEqual({
          value: defaults[name],
          exact: true,
        });
      }
      expect(normalise(defaults)).toEqual(defaults);
    });

    it('makes values fit once and for all, and valid ones of valid ones', () => {
      fc.assert(
        fc.property(any, (values) => {
          const fitting = normalise(values);
          expect(normalise(fitting)).toEqual(fitting);
          for (const name of names) {
            expect(conform(table[name], fitting[name], undefined).exact).toBe(true);
          }
        }),
      );
    });

    it('makes a value fit those that stand before it in the table, whatever comes after', () => {
      fc.assert(
        fc.property(any, any, fc.nat(names.length), (values, others, count) => {
          const before = names.slice(0, count);
          const beginning = Object.fromEntries(before.map((name) => [name, values[name]]));
          const mixed = normalise({ ...others, ...beginning });
          const whole = normalise(values);
          for (const name of before) expect(mixed[name]).toEqual(whole[name]);
        }),
      );
    });

    it('has a link for all values, which opens to the same ones without a word', () => {
      fc.assert(
        fc.property(any, (asked) => {
          const values = normalise(asked);
          expect(read(write(values))).toEqual({ values, notices: [] });
        }),
      );
    });

    it('has no link that is too long to be read', () => {
      const longest = names.map((name) => {
        const param = table[name];
        if (param.kind === 'numbers') return Array.from({ length: param.maxLength }, () => LONG);
        if (param.kind === 'number') return LONG;
        if (param.kind === 'integer') return param.max;
        if (param.kind === 'boolean') return !param.default;
        if (param.kind === 'text') return 'm'.repeat(param.most);
        const texts = param.options.map(({ value }) => value);
        return param.kind === 'choices' ? texts : texts.sort((a, b) => b.length - a.length)[0];
      });
      const values = Object.fromEntries(names.map((name, i) => [name, longest[i]]));
      expect(encode(table, values as Values<T>).length).toBeLessThan(MAX_QUERY_LENGTH);
    });

    it('has a name, a sentence of help and words for its value for every parameter', () => {
      for (const name of names) {
        const param: Param = table[name];
        const say = param.describe as (value: unknown) => string;
        expect(param.label).not.toBe('');
        expect(param.help).toMatch(/^\p{Lu}.*\.$/u);
        expect(say(param.default)).not.toBe('');
      }
    });
  });

  it.each(presets.map((preset) => [preset.id, preset] as const))(
    'the preset %s keeps every value, from wherever it is chosen, and has a link that reads back',
    (_, preset) => {
      fc.assert(
        fc.property(any, (initial) => {
          const store = createLabStore(table, { normalise, initial });
          store.applyPreset(preset);
          const { values } = store.getState();
          expect(values).toMatchObject(preset.values);
          expect(read(write(values))).toEqual({ values, notices: [] });
        }),
        { numRuns: 20 },
      );
    },
  );
}
