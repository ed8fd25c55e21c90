import { describe, expect, it } from 'vitest';
import { readArguments, UsageError } from './arguments';
import { progressLine, progressOn } from './progress';

describe('the arguments of npm run data', () => {
  it('are all sets from their homes by default', () => {
    expect(readArguments([])).toEqual({
      ids: ['mnist', 'fashion-mnist', 'cifar10', 'label-ranking'],
      from: null,
      to: 'public/data',
    });
  });

  it('can be some sets, a folder to copy from and one to copy to', () => {
    const args = ['--only', 'cifar10, mnist', '--from', 'x', '--to=y'];
    expect(readArguments(args)).toEqual({ ids: ['mnist', 'cifar10'], from: 'x', to: 'y' });
    expect(readArguments(['-h'])).toBe('help');
  });

  it.each([['--only', ''], ['--onyl', 'mnist'], ['mnist'], ['--from']])(
    'are refused: %s %s',
    (...args) => expect(() => readArguments(args)).toThrow(UsageError),
  );
});

describe('progress', () => {
  it('shows how much is there and how long the rest takes at the rate of this run', () => {
    const rates = { done: 5e6, total: 10e6, fresh: 1e6, elapsedMs: 2000 };
    expect(progressLine('mnist/a.gz', rates)).toBe(
      '[############............] mnist/a.gz  5.0 MB of 10.0 MB, 10 s left',
    );
    expect(progressLine('a', { ...rates, elapsedMs: 30_000 })).toMatch(/, 3 min left$/);
  });

  it('is drawn ten times a second at most, and wiped in the end', () => {
    const written: string[] = [];
    let time = 0;
    const terminal = { isTTY: true, columns: 200, write: (text: string) => written.push(text) };
    const progress = progressOn(terminal, 'a', () => time);
    for (; time <= 1000; time += 10) progress(time * 900 + 1, 1e6);
    expect(written.length).toBeGreaterThan(5);
    expect(written.length).toBeLessThanOrEqual(11);
    progress(1e6, 1e6);
    expect(written.at(-1)).toBe('\r\x1b[K');
  });

  it('fits the width of the terminal, and is silent where there is none', () => {
    const written: string[] = [];
    const write = (text: string) => written.push(text);
    let time = 0;
    const narrow = progressOn({ isTTY: true, columns: 20, write }, 'a', () => (time += 200));
    narrow(1, 100);
    narrow(50, 100);
    expect(written).toEqual([`\r${'[############.......'.slice(0, 19)}\x1b[K`]);
    progressOn({ write }, 'a')(50, 100);
    expect(written).toHaveLength(1);
  });
});
