import type { Activity } from '../../state/activity';

/**
 * What the page gives whoever binds the store of a lab to its compute module. Its `begin` and `track`
 * hear of all that a lab asks of its workers.
 */
export interface WiringOptions extends Activity {
  /** Query of the address: `?backend=` forces a backend. */
  readonly search: string;
  /** Says something to the reader. */
  notify(message: string, tone: 'info' | 'warning' | 'error'): void;
}
