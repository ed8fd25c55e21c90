import { createStore, type StoreApi } from 'zustand/vanilla';
import { keptIn, type OnLost, type TextStorage } from './kept';

/** 'auto' follows the system, which is light where it has no preference. */
export type Theme = 'auto' | 'light' | 'dark';

export interface Preferences {
  readonly theme: Theme;
  /** Whether single keys do something (WCAG 2.1.4 asks for a way to turn them off). */
  readonly shortcuts: boolean;
  /** Whether CSV files are for spreadsheets with a decimal comma, whose cells are apart by semicolons. */
  readonly decimalComma: boolean;
}

export interface PreferenceStore extends StoreApi<Preferences> {
  set(patch: Partial<Preferences>): void;
}

/** The inline script of index.html reads the same key, to set the theme before the first paint. */
export const PREFERENCES_KEY = 'noisy-argmax:preferences';
const defaults: Preferences = { theme: 'auto', shortcuts: true, decimalComma: false };
const isTheme = (value: unknown): value is Theme =>
  value === 'auto' || value === 'light' || value === 'dark';

/** Preferences that outlive the page, or only the page where there is no storage. */
export function createPreferences(storage: () => TextStorage, onLost?: OnLost): PreferenceStore {
  const kept = keptIn(storage, PREFERENCES_KEY, onLost);
  const store = createStore<Preferences>(() => ({ ...defaults, ...wellFormed(kept.read()) }));
  return Object.assign(store, {
    set(patch: Partial<Preferences>) {
      store.setState(patch);
      // what another tab has chosen meanwhile stays stored
      kept.write({ ...store.getState(), ...wellFormed(kept.read()), ...patch });
    },
  });
}

function wellFormed(value: unknown): Partial<Preferences> {
  const { theme, shortcuts, decimalComma } = (value ?? {}) as Record<string, unknown>;
  return {
    ...(isTheme(theme) ? { theme } : {}),
    ...(typeof shortcuts === 'boolean' ? { shortcuts } : {}),
    ...(typeof decimalComma === 'boolean' ? { decimalComma } : {}),
  };
}
