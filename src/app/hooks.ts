import { use, useEffect, useLayoutEffect } from 'react';
import type { Compute } from '../compute/client';
import type { Calls } from '../compute/service';
import type { OpenLab } from '../labs/kit/lab';
import { useVanilla } from '../state/react';
import { isTextField } from './keys';
import type { Place } from './navigation';
import { useServices } from './services';

/** Where the reader is: re-renders when that part of the address changes. */
export function usePlace<Name extends keyof Place>(name: Name): Place[Name] {
  return useVanilla(useServices().navigation.place, (place) => place[name]);
}

/** The work of the lab of the address; suspends until its code is there. */
export function useCompute(): Compute<Calls> {
  const lab = usePlace('lab');
  return use(useServices().computes()).of(lab);
}

/** The lab of the address; suspends until its code is there. */
export function useOpenLab(): OpenLab {
  const { sessions } = useServices();
  return use(sessions.open(usePlace('lab')));
}

/**
 * Says on the root element what is drawn now: "argmax", "argmax/frequency" for a presented figure.
 * Nothing while its code is on its way: then React takes the effects of this layout back.
 */
export function useDrawnRoute(route: string): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset['route'] = route;
    return () => {
      delete dataset['route'];
    };
  }, [route]);
}

/** Runs on a key that is typed outside of text fields, unless shortcuts are off. */
export function useShortcut(key: string, run: () => void): void {
  const { preferences } = useServices();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // with these it is a shortcut of the browser's
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key !== key || isTextField(event.target) || !preferences.getState().shortcuts)
        return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [key, run, preferences]);
}
