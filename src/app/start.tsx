import { createRoot } from 'react-dom/client';
import { createNotices } from '../state/notices';
import { createPreferences } from '../state/preferences';
import { ErrorBoundary } from '../ui/ErrorBoundary';
import { App } from './App';
import { createNavigation } from './navigation';
import type { WiringOptions } from '../labs/kit/connect';
import { ServicesContext, type Services, type Wiring } from './services';
import { createSessions, type LabEntry } from './sessions';
import { followTheme } from './theme';
import { letNewsPass } from './news';

/** Builds the page in an element. The first lab begins to load before React starts. */
export function start(
  root: Element,
  labs: readonly LabEntry[],
  createWiring: (options: WiringOptions) => Wiring,
): Services {
  const notices = createNotices();
  const wiring = createWiring({ search: location.search, notify: notices.add });
  const preferences = createPreferences();
  const navigation = createNavigation(labs, notices);
  const sessions = createSessions(labs, navigation, wiring);
  const version = __APP_VERSION__;
  const services = { notices, preferences, navigation, sessions, wiring, version };
  followTheme(preferences);
  letNewsPass(notices);
  // a failure shows where the lab would be
  sessions.open(navigation.place.getState().lab).catch(() => undefined);
  createRoot(root).render(
    <ErrorBoundary name="the page">
      <ServicesContext value={services}>
        <App />
      </ServicesContext>
    </ErrorBoundary>,
  );
  return services;
}
