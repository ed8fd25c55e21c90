import type { QueryImage, SetInfo } from '../compute/protocol';

/** Cuts the pixels of several images that lie one after the other. */
export function picturesOf(pixels: Uint8Array, set: SetInfo) {
  const { height, width, channels } = set;
  const size = height * width * channels;
  return Array.from({ length: pixels.length / size }, (_, i) => ({
    pixels: pixels.subarray(i * size, (i + 1) * size),
    ...{ height, width, channels },
  }));
}

export const className = (set: SetInfo, label: number) =>
  set.classes[label] ?? (label < 0 ? 'drawing' : `class ${label}`);

/** Numbers beyond the end of the set begin anew, as its images do. */
export const nameOfQuery = (asked: QueryImage, { test }: Pick<SetInfo, 'test'>) =>
  asked.kind === 'test' ? `test image ${(asked.number % test) + 1}` : 'your drawing';
