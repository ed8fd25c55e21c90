import process from 'node:process';

/** A bar on a terminal; elsewhere a line for every twentieth part. */
export function showProgress(done: number, total: number, fresh: number, elapsed: number): void {
  const left = ((elapsed / fresh) * (total - done)) / 60_000;
  const text = `${done} of ${total}, about ${left < 1 ? '1 min' : `${Math.ceil(left)} min`} left`;
  if (process.stderr.isTTY) {
    const filled = Math.round((30 * done) / total);
    process.stderr.write(`\r[${'#'.repeat(filled)}${'.'.repeat(30 - filled)}] ${text}   `);
  } else if (Math.floor((20 * done) / total) > Math.floor((20 * (done - 1)) / total)) {
    process.stderr.write(`${text}\n`);
  }
}
