import { megabytes } from './files';

const WIDTH = 24;
const EVERY_MS = 100;

/** "[####....] mnist/a.gz  5.0 of 9.9 MB, 12 s left"; the rate is that of the bytes since `fresh`. */
export function progressLine(
  label: string,
  { done, total, fresh, elapsedMs }: Record<'done' | 'total' | 'fresh' | 'elapsedMs', number>,
): string {
  const filled = Math.round((WIDTH * done) / total);
  const bar = '#'.repeat(filled) + '.'.repeat(WIDTH - filled);
  const seconds = Math.ceil(((total - done) * elapsedMs) / fresh / 1000);
  const left = seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return `[${bar}] ${label}  ${megabytes(done)} of ${megabytes(total)}, ${left} left`;
}

export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Draws the progress of one file in one line of a terminal; elsewhere it is silent. */
export function progressOn(terminal: Terminal, label: string, now = () => performance.now()) {
  const start = now();
  let before = -1;
  let drawn = -Infinity;
  return (done: number, total: number) => {
    if (!terminal.isTTY) return;
    if (before < 0) before = done;
    const elapsedMs = now() - start;
    const ended = done >= total;
    if (!ended && (elapsedMs - drawn < EVERY_MS || done === before)) return;
    drawn = elapsedMs;
    const line = progressLine(label, { done, total, fresh: done - before || 1, elapsedMs });
    terminal.write(ended ? '\r\x1b[K' : `\r${line.slice(0, (terminal.columns ?? 80) - 1)}\x1b[K`);
  };
}
