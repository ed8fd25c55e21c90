import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnnData } from '../../src/labs/knn/experiment/repetition';
import { assembleSet } from '../../src/data/assemble';
import { isSetId, setIds } from '../../src/data/catalogue';
import { drawnSet } from '../../src/data/drawn/drawn';
import { DataError } from '../../src/data/images';
import { UsageError } from './arguments';
import { DRAWN } from './drawn';

const dataSets = ['drawn', ...setIds] as const;

/**
 * A set of images from DIR/<set>, its original files, or the generated one, of a size.
 * @throws UsageError naming the folder or the file that can't be used
 */
export async function readSet(
  from: string,
  name: string,
  drawn: Parameters<typeof drawnSet>[0] = DRAWN,
): Promise<KnnData> {
  const set = name === 'drawn' ? drawnSet(drawn) : await readFiles(from, name);
  const { height, width, channels, classes, train, test } = set;
  return { input: [height, width, channels], classes: classes.length, train, test };
}

/**
 * Reads a set as `readSet` would, to see that it can; there is nothing to see of the generated one.
 * @throws UsageError as readSet
 */
export async function checkSet(from: string, name: string): Promise<void> {
  if (name !== 'drawn') await readFiles(from, name);
}

async function readFiles(from: string, name: string) {
  if (!isSetId(name)) {
    throw new UsageError(`--dataset has no "${name}"; it can be ${dataSets.join(', ')}.`);
  }
  const folder = join(from, name);
  if (!existsSync(folder)) {
    throw new UsageError(
      `${folder} is missing: --from must name a folder with ${name} in it, such as public/data after \`npm run data\`.`,
    );
  }
  const files = new Map(
    readdirSync(folder).map((file) => [file, new Uint8Array(readFileSync(join(folder, file)))]),
  );
  try {
    return await assembleSet(name, files);
  } catch (error) {
    if (error instanceof DataError) throw new UsageError(error.message);
    throw error;
  }
}
