import type { Compute } from '../../compute/client';
import type { Calls } from '../../compute/service';
import type { Activity } from '../../state/activity';
import type { Storage } from '../../state/storage';

/**
 * What the page gives whoever binds the store of a lab to its compute module. Its `begin` and `track`
 * hear of what a lab waits for, besides its calls.
 */
export interface ConnectOptions<C extends Calls> extends Activity {
  readonly compute: Compute<C>;
  /** Aborted when the lab is taken off the page: whoever follows something stops then. */
  readonly until: AbortSignal;
  /** One more worker for long jobs; calls fail where it cannot be had. To be disposed of. */
  another(): Compute<C>;
  /** Processors that long jobs may use. */
  readonly cores: number;
  /** What outlives a reload. */
  readonly storage: Storage;
  /** Milliseconds of any clock. */
  now(): number;
  /** Says something to the reader. */
  notify(message: string, tone: 'info' | 'warning' | 'error'): void;
}

/** What a lab's own figures and controls have to do with its work. */
export type LabCompute = Pick<Compute<Calls>, 'status' | 'loseDevice' | 'crash'>;

/** Says which runs have been kept where a change of settings began others in their place. */
export function tellKept(names: readonly string[], notify: ConnectOptions<Calls>['notify']): void {
  if (names.length > 0) notify(`Kept in the list of runs: ${names.join('; ')}.`, 'info');
}
