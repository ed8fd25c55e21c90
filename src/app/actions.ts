import type { FigureActions } from '../ui/figure/types';
import type { Services } from './services';

/** What the shell does for its figures and for itself. */
export function createActions(services: Services): Omit<FigureActions, 'presenting' | 'quiet' | 'report'> {
  const { navigation, notices, sessions, version } = services;
  const lab = () => navigation.place.getState().lab;
  const hash = () => navigation.hashOf(lab());
  return {
    present: (id) => navigation.present(id),
    notify: (message, tone) => notices.add(message, tone),
    copyLink: () => void copyLink(hash(), notices.add),
    settings: async () => (await sessions.open(lab())).settings(),
    async receipt(source, table) {
      // the state of this moment, before the code of the receipts arrives
      const moment = { version, created: new Date().toISOString(), hash: hash() };
      return (await import('./receipts')).writeReceipt(moment, source, table);
    },
  };
}

async function copyLink(hash: string, notify: (message: string) => void): Promise<void> {
  const link = location.href.replace(/#.*$/, '') + hash;
  try {
    await navigator.clipboard.writeText(link);
    notify('The link is copied; it restores every setting.');
  } catch {
    notify(`The browser does not allow copying; the link is ${link}`);
  }
}
