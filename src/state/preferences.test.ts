import { expect, it } from 'vitest';
import { createNotices } from './notices';
import { createPreferences, PREFERENCES_KEY } from './preferences';

function memory(initial: Record<string, string> = {}) {
  const items = new Map(Object.entries(initial));
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

const DEFAULTS = { theme: 'auto', shortcuts: true, decimalComma: false };

it.each([{ theme: 'dark' }, { shortcuts: false }, { decimalComma: true }] as const)(
  'preferences outlive the store: %j',
  (choice) => {
    const storage = memory();
    createPreferences(() => storage).set(choice);
    expect(createPreferences(() => storage).getState()).toEqual({ ...DEFAULTS, ...choice });
  },
);

it('what one tab chooses does not undo what another one has chosen', () => {
  const storage = memory();
  const [a, b] = [createPreferences(() => storage), createPreferences(() => storage)];
  a.set({ theme: 'dark' });
  b.set({ shortcuts: false });
  expect(createPreferences(() => storage).getState()).toEqual({
    ...DEFAULTS,
    theme: 'dark',
    shortcuts: false,
  });
  // what is shown changes by the reader's hand alone
  expect(b.getState().theme).toBe('auto');
});

it.each(['', 'nonsense', 'null', '7', '{"theme":"pink","shortcuts":"no","decimalComma":","}'])(
  'stored preferences that read %j give the defaults',
  (text) => {
    const storage = memory({ [PREFERENCES_KEY]: text });
    expect(createPreferences(() => storage).getState()).toEqual(DEFAULTS);
  },
);

it('preferences hold for the visit where storage is forbidden', () => {
  const reasons: unknown[] = [];
  const error = new Error('SecurityError');
  const store = createPreferences(
    () => {
      throw error;
    },
    (reason) => reasons.push(reason),
  );
  expect(reasons).toEqual([]);
  store.set({ shortcuts: false });
  expect(reasons).toEqual([error]);
  expect(store.getState().shortcuts).toBe(false);
});

it('a notice is shown once, and goes when dismissed', () => {
  const notices = createNotices();
  notices.add('One.');
  notices.add('One.');
  notices.add('Two.', 'error');
  expect(notices.getState().map((notice) => notice.message)).toEqual(['One.', 'Two.']);
  notices.dismiss(notices.getState()[0].id);
  expect(notices.getState().map((notice) => notice.tone)).toEqual(['error']);
});

it('only the latest notices are kept', () => {
  const notices = createNotices();
  for (let i = 0; i < 20; i++) notices.add(`Notice ${i}.`);
  expect(notices.getState()).toHaveLength(6);
  expect(notices.getState().at(-1)!.message).toBe('Notice 19.');
});
