import type { FigureActions } from '../ui/figure/types';
import type { Services } from './services';

/** What the shell does for its figures and for itself. */
export function createActions(
  services: Services,
): Omit<FigureActions, 'presenting' | 'quiet' | 'menu' | 'report'> {
  const { navigation, notices, sessions, version } = services;
  const lab = () => navigation.place.getState().lab;
  const hash = () => navigation.hashOf(lab());
  return {
    present: (id) => navigation.present(id),
    notify: (message, tone) => notices.add(message, tone),
    copyLink: () => void copyText(pageUrl() + hash(), LINK_COPIED, notices.add),
    settings: async () => (await sessions.open(lab())).settings(),
    async receipt(source, table) {
      // the state of this moment, before the code of the receipts arrives
      const moment = { version, created: new Date().toISOString(), hash: hash() };
      return (await import('./receipts')).writeReceipt(moment, source, table);
    },
  };
}

const LINK_COPIED = 'The link is copied; it restores every setting.';

/** The address of the page, without what it shows. */
export const pageUrl = () => location.href.replace(/#.*$/, '');

/** Copies a text and says so; where that is not allowed, the text is said. */
export async function copyText(
  text: string,
  copied: string,
  notify: (message: string) => void,
): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify(copied);
  } catch {
    notify(`The browser does not allow copying: ${text}`);
  }
}
