import { createRoot } from 'react-dom/client';
import { createActivity } from '../state/activity';
import { createNotices } from '../state/notices';
import { createPreferences } from '../state/preferences';
import { ActivityContext } from '../ui/activity';
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
  const { dataset } = document.documentElement;
  const activity = createActivity(
    (state) => (dataset['state'] = state),
    (task) => requestAnimationFrame(task),
  );
  const wiring = createWiring({ ...activity, search: location.search, notify: notices.add });
  const preferences = createPreferences();
  const navigation = createNavigation(labs, notices);
  const sessions = createSessions(labs, navigation, wiring);
  const drawn = activity.begin();
  const version = __APP_VERSION__;
  const services = { notices, preferences, navigation, sessions, wiring, version };
  followTheme(preferences);
  letNewsPass(notices);
  // a failure shows where the lab would be
  sessions.open(navigation.place.getState().lab).catch(() => undefined);
  createRoot(root).render(
    <ErrorBoundary name="the page">
      <ServicesContext value={services}>
        <ActivityContext value={activity.begin}>
          <App onDrawn={drawn} />
        </ActivityContext>
      </ServicesContext>
    </ErrorBoundary>,
  );
  return services;
}
