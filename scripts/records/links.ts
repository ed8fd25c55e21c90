import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { createNavigation } from '../../src/app/navigation';
import { followLost } from '../../src/app/warnings';
import * as map from '../../src/labs/argmax/map/params';
import * as argmax from '../../src/labs/argmax/params';
import * as knn from '../../src/labs/knn/params';
import * as matching from '../../src/labs/matching/params';
import * as paths from '../../src/labs/paths/params';
import * as perturbed from '../../src/labs/perturbed/params';
import * as rankings from '../../src/labs/rankings/params';
import { createLabStore } from '../../src/state/lab-store';
import { createLinkCodec } from '../../src/state/link';
import { createNotices } from '../../src/state/notices';
import { sameValue, type ParamTable } from '../../src/state/params';

/** The labs in the order of the header, then what is beside them: an address that names none is of the first. */
const stores = {
  argmax: () => createLabStore(argmax.argmaxTable, argmax),
  matching: () => createLabStore(matching.matchingTable, matching),
  knn: () => createLabStore(knn.knnTable, knn),
  perturbed: () => createLabStore(perturbed.perturbedTable, perturbed),
  paths: () => createLabStore(paths.pathsTable, paths),
  rankings: () => createLabStore(rankings.rankingsTable, rankings),
  map: () => createLabStore(map.mapTable, { ...map, initial: argmax.initial }),
} as const;

export type LabId = keyof typeof stores;
export const labIds = Object.keys(stores) as LabId[];

type LabValues = Readonly<Record<string, unknown>>;

/** What the page shows after an address has been opened. */
export interface Opened {
  /** '' at the front door. */
  readonly lab: LabId | '';
  /** The figure on the big screen. */
  readonly present: string | null;
  readonly values: LabValues;
  /** What the reader is told, in the order in which it appears. */
  readonly notices: readonly string[];
  /** The address that the page then has for what it shows. */
  readonly again: string;
}

const storeOf = (lab: LabId) => stores[lab]();

export const tableOf = (lab: LabId): ParamTable => storeOf(lab).table;

/** Opens a page at an address, and follows it where it names nothing but can be told. */
export function openLink(link: string): Opened {
  const notices = createNotices();
  const labs = labIds.map((id) => ({ id }));
  const nowhere = () => undefined;
  let hash = link;
  let listen = nowhere;
  const lost = () => followLost(hash, labs, notices, (found) => (hash = found));
  const navigation = createNavigation({ labs, lost }, notices, {
    hash: () => hash,
    replace: () => true,
    push: () => true,
    go: nowhere,
    onChange: (listener: () => undefined) => (listen = listener),
  });
  if (hash !== link) listen();
  const { lab: id, present } = navigation.place.getState();
  const lab = labIds.find((known) => known === id) ?? '';
  const store = lab && storeOf(lab);
  if (store) navigation.bind(lab, store, createLinkCodec());
  return {
    ...{ lab, present, values: store ? store.getState().values : {} },
    notices: notices
      .getState()
      .flatMap(({ message, details }) => (details.length > 0 ? details : [message])),
    again: navigation.hashOf(lab),
  };
}

/** A link that is out in the world; of its values those that are not what an empty link gives. */
export interface KeptLink extends Opened {
  readonly link: string;
}

/** What a link that says nothing leaves a lab at; the front door has no values. */
export const defaultsIn = (
  { defaults }: Pick<KeptLinks, 'defaults'>,
  lab: LabId | '',
): LabValues => (lab ? defaults[lab] : {});

export interface KeptLinks {
  /** What an empty link gives: what is not in a link depends on it. */
  readonly defaults: Readonly<Record<LabId, LabValues>>;
  readonly links: readonly KeptLink[];
}

/** Links with what they give; `npm run records -- --write` fills in new ones. */
const file = join(import.meta.dirname, 'links.json');

export const readLinks = () => JSON.parse(readFileSync(file, 'utf8')) as KeptLinks;

/**
 * Fills in what new links give, of which the file has the text alone. What a link gave once it gives
 * for ever, so nothing that is written there changes.
 * @returns how many were new
 */
export async function writeLinks(): Promise<number> {
  const { defaults, links: known } = readLinks();
  const links: readonly (Partial<KeptLink> & Pick<KeptLink, 'link'>)[] = known;
  const departures = ({ lab, values }: Opened) =>
    Object.entries(values).filter(
      ([name, value]) => !sameValue(defaultsIn({ defaults }, lab)[name], value),
    );
  let added = 0;
  const filled = links.map((kept) => {
    if (kept.values) return kept;
    added++;
    const opened = openLink(kept.link);
    return { link: kept.link, ...opened, values: Object.fromEntries(departures(opened)) };
  });
  const text = JSON.stringify({ defaults, links: filled }, null, 2);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  return added;
}
