import type { AskedRun, RunPlace } from '../../core/training/exchange';

type RunSpec<Setup, Knobs, Stop, State> = Pick<
  AskedRun<Setup, Knobs, Stop, State>,
  'setup' | 'knobs' | 'stop'
>;

let versions = 0;

/** A run as a page asks for it that wants its state back; another one with every call. */
export function askedOf<Setup, Knobs, Stop, State extends { readonly step: number }>(
  spec: RunSpec<Setup, Knobs, Stop, State> & { readonly state: State | null },
  patch: Partial<Pick<RunPlace, 'id'>> = {},
): AskedRun<Setup, Knobs, Stop, State> {
  const { setup, knobs, stop, state } = spec;
  const place = { id: 'run', version: ++versions, step: state?.step ?? 0, ...patch };
  return { ...place, ...{ setup, knobs, stop, state }, before: false, after: true };
}

/** A run after an answer: whoever trains it has kept its state. */
export const goOn = <Asked extends RunPlace & { readonly state: unknown }>(
  asked: Asked,
  { step }: Pick<RunPlace, 'step'>,
): Asked => ({ ...asked, step, state: null });
