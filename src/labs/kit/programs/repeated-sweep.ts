import { sweepSeed, type SweepAxis, type SweepResult } from '../../../core/sweeps/sweep';
import type { ParamTable, Values } from '../../../state/params';
import { encode } from '../../../state/url';
import { anySweep, type LabSweep } from '../sweep';
import { sweepChoice } from '../sweep-link';
import { askedMap, resultsOn } from '../sweep-view';

/** A sweep that a program repeats. */
export interface RepeatedSweep {
  readonly axes: readonly [x: SweepAxis, y: SweepAxis];
  /** Seeds of its repetitions: of as many as have been begun on the page. */
  readonly seeds: readonly number[];
}

/**
 * The sweep that the settings of a lab ask for.
 * @param results what the page has measured, of whatever sweeps
 * @throws RangeError with a sentence where the axes can't be swept
 */
export function repeatedSweep<T extends ParamTable, Task>(
  lab: string,
  sweep: LabSweep<T, Task>,
  values: Values<T> & { readonly seed: number; readonly sweep: string },
  results: readonly SweepResult[],
): RepeatedSweep {
  const any = anySweep(sweep);
  const query = encode(sweep.table, values, sweep.normalise);
  const asked = askedMap(any, { lab, query, choice: sweepChoice(any, values.sweep) });
  if ('fault' in asked) throw new RangeError(asked.fault);
  const { seed } = values;
  const own = resultsOn(asked, seed, results);
  const repetitions = own.reduce((most, { repetition }) => Math.max(most, repetition + 1), 1);
  return {
    axes: [asked.x, asked.y],
    seeds: Array.from({ length: repetitions }, (_, repetition) => sweepSeed({ seed, repetition })),
  };
}
