import { createContext, useContext } from 'react';
import type { Activity } from '../state/activity';
import type { AnyLabStore } from '../state/lab-store';
import type { NoticeStore } from '../state/notices';
import type { PreferenceStore } from '../state/preferences';
import type { ReadableStore } from '../state/react';
import type { Navigation } from './navigation';
import type { Sessions } from './sessions';

/** What the badge says of the engine. The EngineInfo of the worker protocol fits. */
export interface EngineStatus {
  readonly status: 'starting' | 'ready' | 'recovering' | 'failed';
  readonly backend: string;
  readonly adapter: string;
  /** The graphics adapter is itself a program on the CPU. */
  readonly software: boolean;
  /** 0 until it has been measured. */
  readonly samplesPerSecond: number;
  /** One sentence when something is not as it could be, else ''. */
  readonly note: string;
}

/** Something that the browser cannot do, in words for a reader. */
export interface Capability {
  readonly message: string;
  /** What it costs the reader. */
  readonly cost: string;
  readonly action?: { readonly label: string; run(): void };
}

/** Its `begin` and `track` hear of all that a lab asks of its workers. */
export interface WiringOptions extends Activity {
  /** Query of the address: `?backend=` forces a backend. */
  readonly search: string;
  /** Says something to the reader. */
  notify(message: string, tone: 'info' | 'warning' | 'error'): void;
}

/** Binds the stores of labs to the engine. It lives as long as the page. */
export interface Wiring {
  readonly engine: ReadableStore<EngineStatus | null>;
  readonly capability: ReadableStore<Capability | null>;
  /** Called once per lab, when it is first opened; the answer goes to that lab as its `results`. */
  connect(lab: string, store: AnyLabStore): Promise<unknown>;
  /** Destroys the graphics device as a driver crash would, to show that the page recovers. */
  loseDevice(): Promise<void>;
}

/** All that the shell works with, built once in main.tsx. */
export interface Services {
  readonly wiring: Wiring;
  readonly notices: NoticeStore;
  readonly preferences: PreferenceStore;
  readonly navigation: Navigation;
  readonly sessions: Sessions;
  readonly version: string;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices needs a ServicesContext around it');
  return services;
}
