import type { PreferenceStore, Theme } from '../state/preferences';

const dark = '(prefers-color-scheme: dark)';

/** Keeps the theme of the page in step with the preferences and the system; on paper it is light. */
export function followTheme(preferences: PreferenceStore): void {
  const system = matchMedia(dark);
  const paper = matchMedia('print');
  const apply = () => {
    const { theme } = preferences.getState();
    const shown = paper.matches ? 'light' : resolve(theme, system.matches);
    document.documentElement.dataset['theme'] = shown;
  };
  apply();
  preferences.subscribe(apply);
  system.addEventListener('change', apply);
  paper.addEventListener('change', apply);
}

function resolve(theme: Theme, systemIsDark: boolean): 'light' | 'dark' {
  if (theme === 'auto') return systemIsDark ? 'dark' : 'light';
  return theme;
}
