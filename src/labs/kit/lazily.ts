import type { ComponentType } from 'react';
import { lazyPart } from '../../ui/lazy-part';

/** The figures of a module whose code follows that of the lab, by name. */
export const lazily =
  <Name extends string>(load: () => Promise<Readonly<Record<Name, ComponentType>>>) =>
  (name: Name): ComponentType =>
    lazyPart<object>(() => load().then((module) => ({ default: module[name] })));
