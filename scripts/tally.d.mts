export type Tally = (method: string, url: string) => readonly [status: number, body: string] | null;
export function createTally(): Tally;
export interface TallyOptions {
  root: string;
  host: string;
  port?: number;
}
export function serveTally(
  options: TallyOptions,
): Promise<{ port: number; close: () => Promise<void> }>;
