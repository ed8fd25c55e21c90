import { describe, expect, it } from 'vitest';
import { createRace } from './race';

/** Milliseconds that go by as paths spend them. */
function fakeClock() {
  let time = 0;
  return { now: () => time, spend: (milliseconds: number) => void (time += milliseconds) };
}

/**
 * Paths that search from what they remember: nothing is to be searched in the same step again, a little
 * in the one after it, and everything in a run that they do not know. All of them find the step number.
 */
function warmPaths({ spend }: ReturnType<typeof fakeClock>) {
  const path = (networks: number, search: number) => {
    const known = new Map<string, number>();
    return (run: string, step: number) => {
      spend(networks + search * Math.min(10, Math.abs(step - (known.get(run) ?? Infinity))));
      known.set(run, step);
      return step;
    };
  };
  return { own: path(10, 20), wasm: path(6, 60) };
}

const names = ['own', 'wasm'] as const;

describe('a race', () => {
  it('sees what successive steps cost, where the same step again shows the opposite', async () => {
    const clock = fakeClock();
    const repeated = warmPaths(clock);
    const least = (path: (run: string, step: number) => number) => {
      const times = Array.from({ length: 4 }, () => {
        const start = clock.now();
        path('run', 0);
        return clock.now() - start;
      });
      return Math.min(...times.slice(1));
    };
    expect(least(repeated.wasm)).toBeLessThan(0.8 * least(repeated.own));

    const paths = warmPaths(clock);
    const race = createRace<'own' | 'wasm'>(clock.now);
    for (let step = 0; step < 4; step++) {
      expect(race.best('run', names)).toBeNull();
      for (const name of names) {
        expect(await race.time('run', name, () => paths[name]('run', step))).toBe(step);
      }
    }
    expect(race.best('run', names)).toEqual({ own: 30, wasm: 66 });
  });

  it('keeps runs apart: each warms up by itself', async () => {
    const clock = fakeClock();
    const paths = warmPaths(clock);
    const race = createRace<'own' | 'wasm'>(clock.now);
    for (let step = 0; step < 4; step++) {
      for (const run of step === 0 ? ['a'] : ['a', 'b']) {
        for (const name of names) await race.time(run, name, () => paths[name](run, step));
      }
    }
    expect(race.best('a', names)).toEqual({ own: 30, wasm: 66 });
    expect(race.best('b', names)).toBeNull();
  });

  it('does not count a step that fails', async () => {
    const clock = fakeClock();
    const race = createRace<'own'>(clock.now);
    const broken = () => Promise.reject(new Error('no'));
    for (let i = 0; i < 9; i++) await expect(race.time('run', 'own', broken)).rejects.toThrow('no');
    expect(race.best('run', ['own'])).toBeNull();
  });
});
