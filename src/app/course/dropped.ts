import type { Services } from '../services';
import { takeCourse } from './open';
import { courseWords } from './words';

/** Bytes of the largest file that is looked into: images are no course. */
const MAX_BYTES = 1e6;

/** Opens the file of a course; all else is for others, or of no use. */
export async function takeDropped(
  services: Services,
  files: File[],
  others?: (files: File[]) => void,
): Promise<void> {
  const [file] = files;
  if (!file) return void services.notices.add(courseWords.empty, 'error');
  const isOne = files.length === 1 && file.size <= MAX_BYTES;
  if (isOne && (await takeCourse(services, file))) return;
  if (others) others(files);
  else services.notices.add(courseWords.none(file.name), 'error');
}
