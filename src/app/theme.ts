import type { PreferenceStore, Theme } from '../state/preferences';

const dark = '(prefers-color-scheme: dark)';

/** Keeps the theme of the page in step with the preferences and the system. */
export function followTheme(preferences: PreferenceStore): void {
  const system = matchMedia(dark);
  const apply = () => {
    const { theme } = preferences.getState();
    document.documentElement.dataset['theme'] = resolve(theme, system.matches);
  };
  apply();
  preferences.subscribe(apply);
  system.addEventListener('change', apply);
}

function resolve(theme: Theme, systemIsDark: boolean): 'light' | 'dark' {
  if (theme === 'auto') return systemIsDark ? 'dark' : 'light';
  return theme;
}
