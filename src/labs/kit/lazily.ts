import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** The figures of a module whose code follows that of the lab, by name. */
export const lazily =
  <Name extends string>(load: () => Promise<Readonly<Record<Name, ComponentType>>>) =>
  (name: Name): LazyExoticComponent<ComponentType> =>
    lazy(() => load().then((module) => ({ default: module[name] })));
