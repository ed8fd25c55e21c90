/** What can be had by name: sets of images, and the sets of rankings, which are all one collection. */
import {
  catalogue,
  setIds,
  type Archive,
  type KnownSet,
  type SetId,
} from '../../src/data/catalogue';
import type { KnownFile } from '../../src/data/checksum';
import { knownRankings } from '../../src/data/label-ranking/catalogue';

export const collectionIds = [...setIds, 'label-ranking'] as const;
export type CollectionId = (typeof collectionIds)[number];

export const isCollectionId = (text: string): text is CollectionId =>
  collectionIds.some((id) => id === text);

export interface Collection {
  readonly id: CollectionId;
  readonly title: string;
  /** Single files of known content; with an archive, they are a part of what it holds. */
  readonly files: readonly KnownFile[];
  readonly archive: Archive | null;
  /** Public address of the folder where a file lies; ends in a slash. */
  homeOf(file: KnownFile): string;
}

const images = ({ id, title, files, archive, home }: KnownSet): Collection => ({
  ...{ id, title, files, archive },
  homeOf: () => home,
});

const rankingHomes = new Map(knownRankings.map(({ file, home }) => [file.name, home]));

export const collections: Readonly<Record<CollectionId, Collection>> = {
  ...(Object.fromEntries(setIds.map((id) => [id, images(catalogue[id])])) as Record<
    SetId,
    Collection
  >),
  'label-ranking': {
    ...{ id: 'label-ranking', title: 'Label ranking, 21 sets', archive: null },
    files: knownRankings.map(({ file }) => file),
    homeOf: ({ name }) => rankingHomes.get(name)!,
  },
};
