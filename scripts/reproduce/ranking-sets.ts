import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DataError } from '../../src/data/images';
import {
  knownRankings,
  openKnown,
  type KnownRankings,
} from '../../src/data/label-ranking/catalogue';
import { parseRankings, type LabelRankings } from '../../src/data/label-ranking/rankings';
import type { Examples } from '../../src/labs/rankings/experiment/examples';
import { FOLDS, MIN_ROWS } from '../../src/labs/rankings/experiment/repetition';
import { UsageError } from './arguments';

/**
 * A set by its name, from its file in the folder, or a file of one's own by its path.
 * @throws UsageError naming the file and what is wrong with it
 */
export async function readExamples(from: string, name: string): Promise<Examples> {
  const known = knownRankings.find(({ id }) => id === name);
  const path = known ? join(from, 'label-ranking', known.file.name) : name;
  if (!existsSync(path)) {
    throw new UsageError(
      known
        ? `${path} is missing: --from must name a folder with label-ranking in it, the 21 files.`
        : `--sets has no "${name}": it is no file, and no set of ${knownRankings.map(({ id }) => id).join(', ')}.`,
    );
  }
  const examples = await readFile(path, known);
  if (examples.rows >= MIN_ROWS) return examples;
  const { rows } = examples;
  throw new UsageError(`${basename(path)} has ${rows} examples; ${FOLDS} folds need ${MIN_ROWS}.`);
}

async function readFile(path: string, known: KnownRankings | undefined): Promise<Examples> {
  try {
    const bytes = new Uint8Array(readFileSync(path));
    return examplesOf(known ? await openKnown(known, bytes) : parseRankings(basename(path), bytes));
  } catch (error) {
    if (error instanceof DataError) throw new UsageError(error.message);
    throw error;
  }
}

const examplesOf = ({ rows, features, labels, x, ranks }: LabelRankings): Examples => ({
  ...{ rows, features: features.length, labels: labels.length, x, ranks },
});
