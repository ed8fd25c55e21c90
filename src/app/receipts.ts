import { dataHash } from '../state/data-hash';
import { APP, encodeReceipt } from '../state/receipt';
import type { FigureSource, FigureTable } from '../ui/figure/types';

const noSource: FigureSource = { seed: 0, backend: 'none', adapter: '', samples: 0 };

/** What the page knows at the moment of an export. */
export interface Moment {
  readonly version: string;
  readonly created: string;
  readonly hash: string;
}

/** The receipt of a figure as one line of JSON. */
export function writeReceipt(
  { version, created, hash }: Moment,
  source: FigureSource = noSource,
  table: FigureTable | undefined,
): string {
  const { seed, backend, adapter, samples } = source;
  const made = { seed, backend, adapter, samples, dataHash: dataHash(cells(table)) };
  return encodeReceipt({ app: APP, version, created, hash, ...made });
}

function* cells(table: FigureTable | undefined): Generator<number | string> {
  for (const row of table?.rows ?? []) yield* row;
}
