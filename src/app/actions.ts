import { dataHash } from '../state/data-hash';
import { APP, encodeReceipt } from '../state/receipt';
import type { FigureActions, FigureSource, FigureTable } from '../ui/figure/types';
import type { Services } from './services';

/** What the shell does for its figures and for itself. */
export function createActions(services: Services): Omit<FigureActions, 'presenting'> {
  const { navigation, notices, version } = services;
  const hash = () => navigation.hashOf(navigation.place.getState().lab);
  return {
    present: (id) => navigation.present(id),
    notify: (message, tone) => notices.add(message, tone),
    copyLink: () => void copyLink(hash(), notices.add),
    receipt: (source, table) =>
      encodeReceipt({
        app: APP,
        version,
        created: new Date().toISOString(),
        hash: hash(),
        ...sourceFields(source),
        dataHash: dataHash(cells(table)),
      }),
  };
}

function sourceFields(source: FigureSource | undefined) {
  const { seed, backend, adapter, samples } = source ?? noSource;
  return { seed, backend, adapter, samples };
}

const noSource: FigureSource = { seed: 0, backend: 'none', adapter: '', samples: 0 };

function* cells(table: FigureTable | undefined): Generator<number | string> {
  for (const row of table?.rows ?? []) yield* row;
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
