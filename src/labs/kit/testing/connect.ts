import { expect, vi } from 'vitest';
import type { Compute } from '../../../compute/client';
import type { Calls } from '../../../compute/service';
import { until } from '../../../compute/testing/until';
import { memoryTabs } from '../../../state/testing';
import type { ConnectOptions } from '../connect';

/** Storage of one tab that a test looks into. */
export function memoryStorage(stored?: Readonly<Record<string, unknown>>) {
  const { kept, open } = memoryTabs(stored);
  return { storage: open(), kept };
}

/** What a page gives to whoever connects a lab, and what a test hears of it. */
export function fakePage<C extends Calls>(
  compute: Compute<C>,
  patch: Partial<ConnectOptions<C>> = {},
) {
  const lab = new AbortController();
  const said: string[] = [];
  const clock = { time: 0 };
  let outstanding = 0;
  const begin = () => {
    outstanding++;
    let isOver = false;
    return () => {
      if (!isOver) outstanding--;
      isOver = true;
    };
  };
  const options: ConnectOptions<C> = {
    compute,
    until: lab.signal,
    another: () => {
      throw new Error('This test has no other worker.');
    },
    cores: 3,
    storage: memoryStorage().storage,
    now: () => clock.time,
    notify: (message, tone) => said.push(`${tone}: ${message}`),
    begin,
    track(promise) {
      const over = begin();
      promise.then(over, over);
      return promise;
    },
    ...patch,
  };
  return { options, said, clock, end: () => lab.abort(), outstanding: () => outstanding };
}

/** There is no other tab. */
class Silence extends EventTarget {
  postMessage = () => undefined;
  close = () => undefined;
}

/** Stands in for what a browser gives a page, until `vi.unstubAllGlobals`. */
export function stubBrowser() {
  const document = Object.assign(new EventTarget(), {
    hidden: false,
    baseURI: 'https://example.org/page/',
  });
  const window = new EventTarget();
  const fetched = vi.fn<typeof fetch>(() => Promise.reject(new Error('There is no network.')));
  vi.stubGlobal('document', document);
  vi.stubGlobal('window', window);
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 0));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  vi.stubGlobal('fetch', fetched);
  vi.stubGlobal('BroadcastChannel', Silence);
  return {
    fetched,
    /** The reader goes to another page. */
    leave: () => window.dispatchEvent(new Event('pagehide')),
    /** The reader looks at another tab. */
    hide() {
      document.hidden = true;
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

/** A training lab that has one run, begun at a speed of one step every `pause` milliseconds. */
interface PacedLab {
  readonly pause: number;
  play(playing: boolean): void;
  /** Steps of the run. */
  step(): number;
  fullSpeed(): void;
  /** The most steps that each request so far has asked for. */
  asked(): readonly number[];
}

/** Training goes at the speed that was chosen, also where it is chosen on the way. Timers must be faked. */
export async function expectPaced({ pause, play, step, fullSpeed, asked }: PacedLab) {
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  play(true);
  await until(() => step() === 1);
  await turn();
  vi.advanceTimersByTime(pause - 1);
  await turn();
  expect(step()).toBe(1);
  vi.advanceTimersByTime(1);
  await until(() => step() === 2);
  await turn();
  fullSpeed();
  vi.advanceTimersByTime(pause);
  await until(() => asked().length === 3);
  play(false);
  await until(() => step() > 3);
  // as fast as it goes, up to the next weights that are kept
  expect(asked()).toEqual([1, 1, 2]);
}
