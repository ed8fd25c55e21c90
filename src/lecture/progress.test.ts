import { expect, it } from 'vitest';
import { createProgress, PROGRESS_KEY } from './progress';

function memory(text: string | null = null) {
  const kept = new Map(text === null ? [] : [[PROGRESS_KEY, text]]);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

it('outlives the page', () => {
  const storage = memory();
  const progress = createProgress(() => storage);
  progress.see(3);
  progress.see(3);
  progress.say(3, 2);
  expect(createProgress(() => storage).getState()).toEqual({ seen: [3], said: { 3: 2 } });
  progress.forget();
  expect(createProgress(() => storage).getState()).toEqual({ seen: [], said: {} });
});

it('is that of all tabs, also where one has forgotten it', () => {
  const storage = memory();
  const [a, b] = [createProgress(() => storage), createProgress(() => storage)];
  a.see(1);
  b.say(2, 3);
  b.see(2);
  expect(createProgress(() => storage).getState()).toEqual({ seen: [1, 2], said: { 2: 3 } });
  a.forget();
  b.see(4);
  expect(createProgress(() => storage).getState()).toEqual({ seen: [4], said: {} });
});

it('holds for a visit where there is no room for it', () => {
  const storage = memory();
  const setItem = () => {
    throw new Error('full');
  };
  createProgress(() => storage).see(1);
  const progress = createProgress(() => ({ ...storage, setItem }));
  progress.see(2);
  progress.see(3);
  expect(progress.getState().seen).toEqual([1, 2, 3]);
});

it('holds for a visit where there is no storage', () => {
  const progress = createProgress(() => {
    throw new Error('denied');
  });
  progress.see(1);
  expect(progress.getState().seen).toEqual([1]);
});

it.each(['', 'x', 'null', '[]', '{"seen":5}', '{"seen":["a",-1,2,2],"said":{"1":"x","2":0}}'])(
  'reads "%s" as what is well formed in it',
  (text) => {
    const { seen, said } = createProgress(() => memory(text)).getState();
    expect(seen).toEqual(text.includes('-1') ? [2] : []);
    expect(said).toEqual({});
  },
);
