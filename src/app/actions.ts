import type { FigureActions } from '../ui/figure/types';
import type { Services } from './services';

/** What the shell does for its figures and for itself. */
export function createActions(
  services: Services,
): Omit<FigureActions, 'presenting' | 'quiet' | 'menu' | 'programs' | 'report' | 'embed'> {
  const { navigation, notices, preferences, sessions, version } = services;
  const lab = () => navigation.place.getState().lab;
  const hash = () => navigation.hashOf(lab());
  return {
    preferences,
    present: (id) => navigation.present(id),
    notify: (message, tone) => notices.add(message, tone),
    copyLink: (id) =>
      void import('./copy').then(({ copyLink }) => copyLink(hash(), id, notices.add)),
    settings: async () => (await sessions.open(lab())).settings(),
    async receipt(source, table) {
      // the state of this moment, before the code of the receipts arrives
      const moment = { version, created: new Date().toISOString(), hash: hash() };
      return (await import('./receipts')).writeReceipt(moment, source, table);
    },
  };
}
