import { createRoot } from 'react-dom/client';
import { createCourse } from '../lecture/course';
import { resolveScene } from '../lecture/links';
import { createProgress } from '../lecture/progress';
import { createActivity } from '../state/activity';
import { createNotices } from '../state/notices';
import { createPreferences } from '../state/preferences';
import type { Route } from '../state/route';
import { ActivityContext } from '../ui/activity';
import { ErrorBoundary } from '../ui/ErrorBoundary';
import { App } from './App';
import { isEmbedded } from './embed/is-embedded';
import { createNavigation } from './navigation';
import { followSite, keepOnce } from './outdated';
import { pages } from './pages';
import type { Computes } from './compute';
import { ServicesContext, type Services } from './services';
import { createSessions, type LabEntry } from './sessions';
import { followTheme } from './theme';
import { letNewsPass } from './news';

const local = () => localStorage;

/** Builds the page in an element. The first lab begins to load before React starts. */
export function start(
  root: Element,
  labs: readonly LabEntry[],
  beside: readonly LabEntry[] = [],
): Services {
  const notices = createNotices();
  const { dataset } = document.documentElement;
  const { search } = location;
  const embedded = isEmbedded(search);
  const keepSite = keepOnce(notices);
  const keeps = import.meta.env.PROD && !embedded;
  const activity = createActivity(
    (state) => {
      dataset['state'] = state;
      if (keeps && state === 'rest') keepSite();
    },
    (task) => requestAnimationFrame(task),
  );
  if (embedded) dataset['embedded'] = '';
  const warnings = () => import('./warnings');
  const onLost = (reason: unknown) => void warnings().then((it) => it.tellNotKept(reason, notices));
  let work: Promise<Computes> | undefined;
  const computes = () =>
    (work ??= import('./compute').then(({ createComputes }) =>
      createComputes(embedded, activity, onLost),
    ));
  if (new URLSearchParams(search).has('backend'))
    void warnings().then((it) => it.nameUnknownBackend(search, notices));
  const preferences = createPreferences(local, onLost);
  const ids = labs.map(({ id }) => id);
  const own: readonly string[] = pages.map(({ id }) => id);
  const redirect = (route: Route) => (own.includes(route.lab) ? null : resolveScene(route, ids));
  const all = [...labs, ...beside];
  const lost = (hash: string) =>
    void warnings().then((it) => it.followLost(hash, [...all, ...pages], notices));
  const navigation = createNavigation({ labs: all, pages: own, redirect, lost }, notices);
  const { lab: first } = navigation.place.getState();
  const isLab = all.some(({ id }) => id === first);
  // the work of the first lab begins before the lab's own code is here
  if (isLab) void computes().then(({ of }) => of(first));
  // labs stay until the page is left
  const open = new AbortController();
  import.meta.hot?.dispose(() => open.abort());
  const sessions = createSessions({ labs, beside }, navigation, async (lab) => {
    const { workOf } = await computes();
    return {
      ...activity,
      ...workOf(lab),
      until: open.signal,
      notify: notices.add,
    };
  });
  const drawn = activity.begin();
  const version = __APP_VERSION__;
  const progress = createProgress(local, onLost);
  const course = createCourse(local, onLost);
  const services = {
    ...{ notices, preferences, navigation, sessions, progress },
    ...{ course, computes, version, embedded },
  };
  followTheme(preferences);
  followSite();
  letNewsPass(notices);
  // a failure shows where the lab would be
  if (isLab) sessions.open(first).catch(() => undefined);
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
