import { createContext, useContext } from 'react';
import type { CourseStore } from '../lecture/course';
import type { ProgressStore } from '../lecture/progress';
import type { NoticeStore } from '../state/notices';
import type { PreferenceStore } from '../state/preferences';
import type { Computes } from './compute';
import type { Navigation } from './navigation';
import type { Sessions } from './sessions';

/** All that the shell works with, built once in main.tsx. */
export interface Services {
  /** The work of the labs: its code comes with the first of them. */
  readonly computes: () => Promise<Computes>;
  readonly notices: NoticeStore;
  readonly preferences: PreferenceStore;
  readonly navigation: Navigation;
  readonly sessions: Sessions;
  readonly progress: ProgressStore;
  /** The reader's own list of scenes. */
  readonly course: CourseStore;
  readonly version: string;
  /** Whether the page stands in another one. */
  readonly embedded: boolean;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices needs a ServicesContext around it');
  return services;
}
