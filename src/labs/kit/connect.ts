/** What the page gives whoever binds the store of a lab to its compute module. */
export interface WiringOptions {
  /** Query of the address: `?backend=` forces a backend. */
  readonly search: string;
  /** Says something to the reader. */
  notify(message: string, tone: 'info' | 'warning' | 'error'): void;
}
