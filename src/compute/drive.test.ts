import { expect, it, vi } from 'vitest';
import { drive } from './drive';

function* pieces(done: number[]): Generator<void, string> {
  for (let piece = 0; piece < 5; piece++) {
    done.push(piece);
    yield;
  }
  return 'done';
}

it('lets others have their turn between pieces, and says now and then that it is at work', async () => {
  const done: number[] = [];
  const breathe = vi.fn(() => Promise.resolve());
  const progress = vi.fn();
  let time = 0;
  expect(await drive(pieces(done), () => (time += 300), { breathe, progress })).toBe('done');
  expect(done).toHaveLength(5);
  expect(breathe).toHaveBeenCalledTimes(5);
  expect(progress.mock.calls.length).toBeGreaterThan(0);
  expect(progress.mock.calls.length).toBeLessThan(5);
});

it('ends with whoever does not want it any more', async () => {
  const done: number[] = [];
  const breathe = () =>
    done.length < 3 ? Promise.resolve() : Promise.reject(new Error('not wanted any more'));
  await expect(
    drive(pieces(done), () => 0, { breathe, progress: () => undefined }),
  ).rejects.toThrow('not wanted any more');
  expect(done).toEqual([0, 1, 2]);
});
