import type { AdvanceLimits } from '../../src/core/training/exchange';
import type { AdvanceOf, AskedOf, RunKind, RunTypes } from '../../src/state/runs/kind';
import type { Recording } from '../../src/state/runs/recorded';
import { extendRun, startRun, type Columns, type RunSpec } from '../../src/state/runs/run';

/** An experiment whose states have weights. */
interface Weighted extends RunTypes {
  readonly state: { readonly step: number; readonly params: ArrayLike<number> } | null;
}

/** The work of a lab that takes a run on. */
type Advance<E extends Weighted> = (
  asked: AskedOf<E>,
  limits: AdvanceLimits,
) => Promise<AdvanceOf<E>>;

/** Trains runs to their ends, with their states after 1, 2, 4, 8, ... steps and at the end. */
export async function trainRuns<E extends Weighted>(
  kind: RunKind<E>,
  specs: readonly RunSpec<E>[],
  advance: Advance<E>,
): Promise<Recording<E>[]> {
  const recordings: Recording<E>[] = [];
  for (const spec of specs) recordings.push(await trainRun(kind, spec, advance));
  return recordings;
}

async function trainRun<E extends Weighted>(
  kind: RunKind<E>,
  spec: RunSpec<E>,
  advance: Advance<E>,
): Promise<Recording<E>> {
  let run = startRun(kind, spec);
  const states: NonNullable<E['state']>[] = [];
  for (let until = 1; run.status === 'ready'; until *= 2) {
    const { id, version, step, setup, knobs, stop } = run;
    const asked = { id, version, step, setup, knobs, stop, state: run.state as never };
    const reply = await advance(
      { ...asked, before: false, after: true },
      { maxSteps: until - step, milliseconds: Infinity },
    );
    run = extendRun(kind, run, reply.runs[0]);
    states.push(run.state!);
  }
  type Steps = Columns<(typeof kind.records)[number] | 'step'>;
  return { run: { ...run, steps: thinned(kind.records, run.steps as Steps, run.step) }, states };
}

/** Steps of which every one is kept, and about how many of the later ones. */
const FIRST = 100;
const LATER = 400;

/** The measurements of the first steps, of every few later ones, and of the last. */
function thinned<Name extends string>(
  names: readonly Name[],
  columns: Columns<Name | 'step'>,
  last: number,
): Columns<Name> {
  const every = Math.max(1, Math.ceil((last - FIRST) / LATER));
  const kept = columns.step.map((at) => at <= FIRST || at % every === 0 || at === last);
  const entries = names.map((name) => [name, columns[name].filter((_, i) => kept[i])]);
  return Object.fromEntries(entries) as Columns<Name>;
}
