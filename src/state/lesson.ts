/** What a lesson link leaves of a lab, and what it holds fast. */
export interface Lesson {
  /**
   * Names of what stays: parameters, figures and other parts as `lesson-names.ts` of the kit has them;
   * null is everything.
   */
  readonly show: readonly string[] | null;
  /** Parameters that keep the values of the link. */
  readonly lock: readonly string[];
  /** Whether what is hidden cannot be brought back. */
  readonly strict: boolean;
}

/** Longer lists are of no lab. */
const MAX_NAMES = 100;
const namesIn = (text: string) => text.split(',').filter(Boolean).slice(0, MAX_NAMES);

/**
 * The lesson of a link; null where the link says nothing of one.
 * @param own the text of a name of the link, which may be empty; null where it is not there
 */
export function readLesson(own: (name: 'show' | 'lock' | 'strict') => string | null) {
  const [show, lock] = [own('show'), own('lock')];
  if (show === null && lock === null) return null;
  const lesson: Lesson = {
    show: show === null ? null : namesIn(show),
    lock: namesIn(lock ?? ''),
    strict: show !== null && own('strict') === '1',
  };
  return lesson;
}

/** The parts of a link that say a lesson. */
export const writeLesson = ({ show, lock, strict }: Lesson): readonly string[] => [
  ...(show === null ? [] : [`show=${show.join(',')}`]),
  ...(lock.length === 0 ? [] : [`lock=${lock.join(',')}`]),
  ...(strict ? ['strict=1'] : []),
];

/** The lesson with all that it hid; its locks stay. Null where nothing is left of it. */
export const withAll = ({ lock }: Lesson): Lesson | null =>
  lock.length === 0 ? null : { show: null, lock, strict: false };
