import { messageOf } from '../../src/core/message-of';
import { parseArgs } from 'node:util';
import { collectionIds, isCollectionId, type CollectionId } from './collections';

/** A command line that can't be used: one sentence, exit 2. */
export class UsageError extends Error {}

export interface DataCommand {
  readonly ids: readonly CollectionId[];
  /** Folder to copy from; null: the public homes. */
  readonly from: string | null;
  /** Folder that gets the sets. */
  readonly to: string;
}

export const usage = `npm run data                       downloads the sets from their public homes
npm run data -- --from DIR         copies them from a folder, wherever in it the files lie
npm run data -- --only mnist,cifar10
                                   some of ${collectionIds.join(', ')}
npm run data -- --to DIR           another folder than public/data`;

/** @throws UsageError naming the argument */
export function readArguments(args: readonly string[]): DataCommand | 'help' {
  const { help, only, from, to } = parsed(args);
  if (help) return 'help';
  return { ids: only === undefined ? collectionIds : idsOf(only), from: from ?? null, to };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        only: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string', default: 'public/data' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

function idsOf(text: string): CollectionId[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !isCollectionId(name));
  if (unknown === undefined) return collectionIds.filter((id) => names.includes(id));
  throw new UsageError(`--only "${unknown}" is no set; there are ${collectionIds.join(', ')}.`);
}
