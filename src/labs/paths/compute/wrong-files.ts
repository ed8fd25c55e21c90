import { reasonOf } from '../../../data/bytes';
import { DataError } from '../../../data/images';
import { parseNpy } from '../../../data/npy';
import { whatIs } from '../../../data/own/kind';
import { plainName } from '../../../data/own/names';
import { warcraftFiles } from '../../../data/terrain/warcraft';
import type { AddedFile } from './protocol';

const { pixels, costs } = warcraftFiles('test');
const INSTEAD = `${pixels} and ${costs} of the Warcraft maps`;

/**
 * What a file is that can't be used, and what to drop instead: one sentence that names it.
 * @param error why it is no picture
 */
export function whyWrong({ name, bytes }: AddedFile, error: unknown): string {
  const part = /^(train|val)_(maps|vertex_weights|shortest_paths)\.npy$/.exec(plainName(name));
  if (part) return `${name} is of maps to train on; drop test_${part[2]}.npy instead.`;
  if (name.endsWith('.npy')) return `${name} is ${arrayIn(name, bytes)}; drop ${INSTEAD}.`;
  if (/\.(zip|tar|t?gz|7z|rar)$/i.test(name)) {
    return `${name} is an archive; unpack it, and drop ${INSTEAD} or pictures.`;
  }
  if (bytes.length === 0) return `${name} is empty; drop a picture, or ${INSTEAD}.`;
  if (error instanceof DataError) return `${name}: ${reasonOf(error)}; make it smaller.`;
  const what = whatIs(name, bytes);
  const found = what && !PICTURE.test(what) ? what : 'no picture that this browser can read';
  return `${name} is ${found}; drop a PNG or JPEG, or ${INSTEAD}.`;
}

/** Kinds of pictures that browsers show: one of them is damaged. */
const PICTURE = /PNG|JPEG|GIF|WebP|bitmap|AVIF/;

function arrayIn(name: string, bytes: Uint8Array): string {
  try {
    return `an array of the shape (${parseNpy(name, bytes).shape.join(', ')}) by another name`;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return 'no array that can be read';
  }
}
