/** A reader's own files of CIFAR-10 and CIFAR-100, in the binary version. */
import { titleOf } from '../assemble';
import { catalogue } from '../catalogue';
import { CIFAR_SIDE, isCifar, parseCifar, type CifarKind } from '../cifar';
import { sameBytes } from '../bytes';
import { DataError } from '../images';
import { setOfParts, type LabelledImages, type OwnSet } from './labelled';
import type { OpenedFile } from './opened';
import { lastOf, partOfPath, plainName, withoutCommon } from './names';

const NAMES_100 = 'fine_label_names.txt';
/** The first thousand images of the test batch, which go around as a file of their own. */
const PART_OF_TEST = 'test_batch_first1000.bin';

const isNamedBatch = (path: string) => /^(data|test)_batch.*\.bin$/.test(plainName(path));

export const isCifarFile = ({ path, kind, bytes }: OpenedFile): boolean =>
  isNamedBatch(path) ||
  ((kind === 'other' || kind === 'text') &&
    (isCifar(bytes, 'cifar10') || isCifar(bytes, 'cifar100')));

/** @throws DataError naming the file that is missing or not as it must be */
export function ownCifarSet(files: readonly OpenedFile[], all: readonly OpenedFile[]): OwnSet {
  const kind = kindOf(files);
  const parts = partsOf(files, kind);
  if (kind === 'cifar10') {
    const known = catalogue.cifar10;
    const own = setOfParts(parts, {
      title: known.title,
      className: (label) => known.classes[label],
      notes: [],
    });
    const { train, test } = own.set;
    return { ...own, set: { ...own.set, title: `${titleOf(known, train, test)} (dropped)` } };
  }
  const list = all.find(({ path }) => lastOf(path) === NAMES_100);
  const names = list ? new TextDecoder().decode(list.bytes).trim().split(/\s+/) : [];
  return setOfParts(parts, {
    title: 'CIFAR-100 (dropped)',
    className: (label) => names[label] ?? `class ${label}`,
    notes: [],
  });
}

/** @throws DataError where there are files of both */
function kindOf(files: readonly OpenedFile[]): CifarKind {
  const hundred = files.find(
    ({ bytes }) => !isCifar(bytes, 'cifar10') && isCifar(bytes, 'cifar100'),
  );
  if (!hundred) return 'cifar10';
  const ten = files.find(({ bytes }) => !isCifar(bytes, 'cifar100'));
  if (!ten) return 'cifar100';
  throw new DataError(
    `${hundred.path} is of CIFAR-100 and ${ten.path} is not; drop the files of one set.`,
  );
}

function partsOf(files: readonly OpenedFile[], kind: CifarKind): LabelledImages[] {
  const sorted = [...files].sort((a, b) => (plainName(a.path) < plainName(b.path) ? -1 : 1));
  const whole = sorted.some(({ path }) => plainName(path) === 'test_batch.bin');
  const wanted = sorted.filter(
    ({ path, bytes }, i) =>
      !(whole && plainName(path) === PART_OF_TEST) &&
      !sorted.slice(0, i).some((other) => sameBytes(other.bytes, bytes)),
  );
  const told = withoutCommon(wanted.map(({ path }) => path)).map(partOfPath);
  const parts = wanted.map(({ path, bytes }, i): LabelledImages => {
    const side = { height: CIFAR_SIDE, width: CIFAR_SIDE, channels: 3 } as const;
    return { name: path, ...parseCifar(path, bytes, kind), ...side, part: told[i] };
  });
  const noTest = isNamedBatch(wanted[0].path) && !told.includes('test');
  if (noTest) {
    throw new DataError(
      `With ${wanted[0].path} there is no test_batch.bin; drop it too, or cifar-10-binary.tar.gz.`,
    );
  }
  return parts;
}
