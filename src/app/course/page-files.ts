import type { PageFiles } from '../../ui/page-files';
import type { Services } from '../services';

/** Bytes of the largest file that is looked into: images are no course. */
const MAX_BYTES = 1e6;

/** Apart from the other words of a course, which come later than the page. */
const words = {
  drop: 'Drop the file of a course',
  none: (name: string) =>
    `“${name}” is no file of a course. A saved figure is opened by “Share”, “Open a saved figure or course…”.`,
} as const;

/** What the page takes of dropped files: the file of a course, everywhere. */
export const createPageFiles = (services: Services): PageFiles => ({
  label: words.drop,
  async take([file, ...others]) {
    if (others.length > 0 || file.size > MAX_BYTES) return false;
    // what checks a file comes when there is one
    const { takeCourse } = await import('./open');
    return takeCourse(services, file);
  },
  refuse: ([{ name }]) => void services.notices.add(words.none(name), 'error'),
});
