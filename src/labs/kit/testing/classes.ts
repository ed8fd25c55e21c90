import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Normalise } from '../../../state/conform';
import type { ParamTable, Values } from '../../../state/params';
import { anyValues } from '../../../state/testing';

/** A lab that trains, as far as its parameters decide on its runs. */
export interface TrainingLab<T extends ParamTable> {
  readonly table: T;
  readonly normalise: Normalise<T>;
  /** What makes the runs of some values the runs that they are. */
  setupsOf(values: Values<T>): unknown;
}

/** What a parameter says that its change costs is what it costs. */
export function describeClasses<T extends ParamTable>(lab: TrainingLab<T>): void {
  const { table, normalise, setupsOf } = lab;
  const any = anyValues(table);

  /** Whether a change of one parameter alone, to any value, makes other runs. */
  const restarts = (values: Values<T>, name: keyof T, others: Values<T>) => {
    const before = normalise(values);
    const after = normalise({ ...before, [name]: others[name] });
    return JSON.stringify(setupsOf(before)) !== JSON.stringify(setupsOf(after));
  };

  describe('a parameter', () => {
    const names = Object.keys(table) as (keyof T & string)[];
    it.each(names.filter((name) => table[name].class === 'live'))(
      'that is live leaves every run the run that it is: %s',
      (name) => {
        fc.assert(
          fc.property(any, any, (values, others) => {
            expect(restarts(values, name, others)).toBe(false);
          }),
        );
      },
    );

    it.each(names.filter((name) => table[name].class === 'restart'))(
      'that restarts makes other runs: %s',
      (name) => {
        const pairs = fc.sample(fc.tuple(any, any), 300);
        expect(pairs.some(([values, others]) => restarts(values, name, others))).toBe(true);
      },
    );
  });
}
