/**
 * Files of a reader become a set, whatever form they have: what they are is told by their bytes, in archives too.
 * What is neither images nor labels is left out, with a word where it might have been meant.
 */
import { sortIntoClasses, type Decode, type FolderEntry } from '../folder';
import { DataError } from '../images';
import { isArray, ownArraySet } from './arrays';
import { isCifarFile, ownCifarSet } from './cifar-batches';
import { isIdx, ownIdxSet } from './idx-pairs';
import { INSTEAD, whyForeign } from './kind';
import type { OwnSet } from './labelled';
import { opened, type OpenedFile } from './opened';
import { plainName } from './names';
import { isTable, ownTableSet } from './table';

interface Form {
  /** What its files are called in a sentence. */
  readonly words: string;
  is(file: OpenedFile): boolean;
  read(files: readonly OpenedFile[], all: readonly OpenedFile[]): OwnSet | Promise<OwnSet>;
}

/** From what can be nothing else to what may lie beside it: drawings beside data, lists beside pictures. */
const formsOf = (decode: Decode): readonly Form[] => [
  { words: 'the IDX files', is: isIdx, read: ownIdxSet },
  { words: 'the CIFAR files', is: isCifarFile, read: ownCifarSet },
  { words: 'the arrays', is: isArray, read: ownArraySet },
  { words: 'the pictures', is: isPicture, read: (files) => pictureSet(files, decode) },
  { words: 'the tables', is: isTable, read: ownTableSet },
];

const isPicture = ({ path, kind }: OpenedFile) =>
  kind === 'picture' || /\.(png|jpe?g|gif|webp|bmp|avif)$/i.test(path);

async function pictureSet(files: readonly OpenedFile[], decode: Decode): Promise<OwnSet> {
  const sorted = await sortIntoClasses(files, decode);
  return { ...sorted, set: { ...sorted.set, title: 'Your own images' } };
}

/**
 * @param decode how pictures are read
 * @throws DataError with a sentence that names the file that can't be used, what it is, and what to drop instead
 */
export async function readOwn(files: readonly FolderEntry[], decode: Decode): Promise<OwnSet> {
  const all = await opened(files);
  const form = formsOf(decode).find(({ is }) => all.some(is));
  if (!form) throw new DataError(whyNone(all));
  const used = all.filter((file) => form.is(file));
  const others = all.filter((file) => !form.is(file));
  const foreign = others.filter(({ kind }) => kind === 'other' || kind === 'empty');
  try {
    const own = await form.read(used, all);
    const problems = others.flatMap((file) => leftOut(file, form.words));
    return { ...own, problems: [...own.problems, ...problems] };
  } catch (error) {
    const first = foreign.at(0);
    if (!(error instanceof DataError) || !first) throw error;
    // it may be what is missing
    throw new DataError(`${error.message} ${whyForeign(first.path, first.bytes)}`);
  }
}

const DATA_NAME = /\.(csv|tsv|npy|npz|bin|dat|data|mat|idx|zip|tar|tgz)$/;

/** Texts that go with data, such as licences and lists of names, are left out without a word. */
function leftOut(file: OpenedFile, words: string): string[] {
  const isText = file.kind === 'text' && !isTable(file);
  if (isText && !DATA_NAME.test(plainName(file.path))) return [];
  const form = formsOf(neverRead).find(({ is }) => is(file));
  const why = form
    ? `${file.path} is none of ${words}`
    : whyForeign(file.path, file.bytes).split(';')[0];
  return [`${why}; it was left out.`];
}

const neverRead: Decode = () => Promise.reject(new Error('not read'));

function whyNone(files: readonly OpenedFile[]): string {
  const first = files.find(({ kind }) => kind === 'other') ?? files.at(0);
  if (!first) return `There are no files of data in what was dropped; ${INSTEAD}.`;
  const why = whyForeign(first.path, first.bytes);
  if (files.length === 1) return why;
  const others = files.length - 1;
  return `${why} The other ${others === 1 ? 'file is' : `${others} files are`} no images either.`;
}
