import { knownSets } from './experiment/own-set';

/** The sets of rankings that lie beside the page, as `npm run data -- --only label-ranking` puts them there. */

interface DataIndex {
  readonly sets?: readonly {
    readonly id: string;
    readonly files: readonly { readonly name: string }[];
  }[];
}

const addressOf = (name: string) => new URL(`data/${name}`, document.baseURI);
const fileOf = (id: string) => `${id}.txt`;

/** Their ids; none where the site can't be asked. */
export async function siteSets(): Promise<readonly string[]> {
  try {
    // figures come first
    const response = await fetch(addressOf('index.json'), { priority: 'low' });
    const { sets = [] } = (await response.json()) as DataIndex;
    const files = sets.find(({ id }) => id === 'label-ranking')?.files ?? [];
    const names = new Set(files.map(({ name }) => name));
    return knownSets.filter((id) => names.has(fileOf(id)));
  } catch {
    return [];
  }
}

/**
 * The file of such a set.
 * @throws Error in a sentence for the reader
 */
export async function siteFile(id: string): Promise<File> {
  const name = fileOf(id);
  const response = await fetch(addressOf(`label-ranking/${name}`)).catch(() => null);
  if (response?.ok) return new File([await response.blob()], name);
  const why = response ? `the server answered ${response.status}` : 'the network is not there';
  throw new Error(`${name} could not be fetched: ${why}.`);
}
