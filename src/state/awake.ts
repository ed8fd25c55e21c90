/** Longer than any page that is awake goes without reading its clock: hidden ones have a turn every minute. */
const ASLEEP_MS = 90_000;

/**
 * A clock that stands still while the machine sleeps, or the browser has frozen the page: what it measures are times
 * in which work could go on.
 * @param now milliseconds of a clock that may go on meanwhile
 * @param every calls back every few seconds for as long as the page is awake
 */
export function awakeClock(now: () => number, every: (read: () => void) => void): () => number {
  let last = now();
  let asleep = 0;
  const read = () => {
    const time = now();
    if (time - last > ASLEEP_MS) asleep += time - last;
    last = time;
    return time - asleep;
  };
  every(read);
  return read;
}
