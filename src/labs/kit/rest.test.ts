import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rest } from './rest';
import { stubBrowser } from './testing/connect';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

let browser: ReturnType<typeof stubBrowser>;
let frames: (() => void)[];
beforeEach(() => {
  browser = stubBrowser();
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Whether a rest is over, in the end. */
function follow(milliseconds: number) {
  const state = { over: false };
  void rest(milliseconds).then(() => (state.over = true));
  return state;
}

describe('a rest', () => {
  it('lasts until the next picture has been drawn, or as long as it is asked for', async () => {
    const [short, long] = [follow(0), follow(300)];
    await vi.advanceTimersByTimeAsync(100);
    expect([short.over, long.over]).toEqual([false, false]);
    frames[0]();
    await vi.advanceTimersByTimeAsync(0);
    expect([short.over, long.over]).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(200);
    expect(long.over).toBe(true);
  });

  it('ends where the page is hidden before it has drawn', async () => {
    const short = follow(0);
    browser.hide();
    await vi.advanceTimersByTimeAsync(250);
    expect(short.over).toBe(true);
  });

  it('needs no timer where the page is hidden as its picture comes', async () => {
    const short = follow(0);
    browser.hide();
    frames[0]();
    await vi.waitFor(async () => {
      await turn();
      expect(short.over).toBe(true);
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('needs neither pictures nor timers of a page that is hidden', async () => {
    browser.hide();
    const none = follow(-3);
    await vi.waitFor(async () => {
      await turn();
      expect(none.over).toBe(true);
    });
    expect([frames.length, vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('waits for timers of the page where there is no worker for them', async () => {
    browser.hide();
    const some = follow(40);
    await vi.advanceTimersByTimeAsync(39);
    expect(some.over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(some.over).toBe(true);
  });
});
