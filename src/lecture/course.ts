import { createStore, type StoreApi } from 'zustand/vanilla';
import { keptIn, type OnLost, type TextStorage } from '../state/kept';
import type { Listed } from './scenes';
import type { SceneText } from './texts';

/** A scene of somebody's own course, with words and minutes of its own where it has some. */
export interface CourseScene extends Listed, Partial<SceneText> {}

/** Somebody's own list of scenes. */
export interface Course {
  readonly title: string;
  readonly scenes: readonly CourseScene[];
}

/** The own course of this browser, or null. */
export interface CourseStore extends StoreApi<Course | null> {
  put(course: Course | null): void;
}

export const COURSE_KEY = 'noisy-argmax:course';

/** The course that outlives the page, or only the page where there is no storage. */
export function createCourse(storage: () => TextStorage, onLost?: OnLost): CourseStore {
  const kept = keptIn(storage, COURSE_KEY, onLost);
  const found = kept.read();
  const store = createStore<Course | null>(() => (isCourse(found) ? found : null));
  return Object.assign(store, {
    put(course: Course | null) {
      store.setState(course, true);
      kept.write(course);
    },
  });
}

const isText = (value: unknown) => typeof value === 'string';
const isNumber = (value: unknown) => typeof value === 'number';
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);

/** What is stored or sent is as it was when its file had been checked (course-file.ts). */
export function isCourse(value: unknown): value is Course {
  if (!isObject(value) || !isText(value.title) || !Array.isArray(value.scenes)) return false;
  return value.scenes.length > 0 && value.scenes.every(isCourseScene);
}

function isCourseScene(value: unknown): boolean {
  if (!isObject(value) || !isNumber(value.id)) return false;
  return Object.entries(value).every(([name, entry]) => {
    if (name === 'id' || name === 'minutes') return isNumber(entry);
    return name === 'answers' || name === 'cues' ? isTexts(entry) : isText(entry);
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
