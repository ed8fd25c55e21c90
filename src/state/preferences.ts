import { createStore, type StoreApi } from 'zustand/vanilla';

/** 'auto' follows the system, which is light where it has no preference. */
export type Theme = 'auto' | 'light' | 'dark';

export interface Preferences {
  readonly theme: Theme;
  /** Whether single keys do something (WCAG 2.1.4 asks for a way to turn them off). */
  readonly shortcuts: boolean;
}

export interface PreferenceStore extends StoreApi<Preferences> {
  set(patch: Partial<Preferences>): void;
}

/** The inline script of index.html reads the same key, to set the theme before the first paint. */
export const PREFERENCES_KEY = 'noisy-argmax:preferences';
const defaults: Preferences = { theme: 'auto', shortcuts: true };
const isTheme = (value: unknown): value is Theme =>
  value === 'auto' || value === 'light' || value === 'dark';

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** Preferences that outlive the page, or only the page where there is no storage. */
export function createPreferences(storage: () => Storage = () => localStorage): PreferenceStore {
  const store = createStore<Preferences>(() => ({ ...defaults, ...load(storage) }));
  return Object.assign(store, {
    set(patch: Partial<Preferences>) {
      store.setState(patch);
      save(storage, store.getState());
    },
  });
}

function load(storage: () => Storage): Partial<Preferences> {
  try {
    const text = storage().getItem(PREFERENCES_KEY) ?? '{}';
    const { theme, shortcuts } = JSON.parse(text) as Record<string, unknown>;
    return {
      ...(isTheme(theme) ? { theme } : {}),
      ...(typeof shortcuts === 'boolean' ? { shortcuts } : {}),
    };
  } catch {
    return {};
  }
}

function save(storage: () => Storage, preferences: Preferences): void {
  try {
    storage().setItem(PREFERENCES_KEY, JSON.stringify(preferences));
  } catch {
    // private windows and full disks: the choice holds for this visit
  }
}
