import { figurePart, lessonParts } from '../../labs/kit/lesson-names';
import type { Lesson } from '../../state/lesson';
import { formatHash, parseHash } from '../../state/route';

/** What a teacher has chosen so far. */
export interface Choice {
  /** Names of what stays, as a lesson has them. */
  readonly show: readonly string[];
  readonly lock: readonly string[];
  readonly strict: boolean;
  /** The figure that is shown alone, or null. */
  readonly alone: string | null;
}

/** What can be chosen in a lab: names of its parameters and figures. */
export interface Choices {
  readonly params: readonly string[];
  readonly figures: readonly string[];
}

/** All names that can be shown but for that of all figures, which each of them has a name for. */
export const namesOf = ({ params, figures }: Choices): readonly string[] => [
  ...params,
  ...lessonParts.filter((name) => name !== 'figures'),
  ...figures.map(figurePart),
];

/** A choice that goes on from a lesson. */
export function choiceOf(choices: Choices, lesson: Lesson | null, alone: string | null): Choice {
  const all = namesOf(choices);
  const listed = lesson?.show ?? all;
  const isShown = (name: string) =>
    listed.includes(name) ||
    (listed.includes('figures') && choices.figures.some((id) => figurePart(id) === name));
  const { lock = [], strict = false } = lesson ?? {};
  return { show: all.filter(isShown), lock, strict, alone };
}

/** The lesson of a choice: as few words as say it, and null where all stays as it is. */
export function lessonOf(choices: Choices, { show, lock, strict }: Choice): Lesson | null {
  const hidesNone = namesOf(choices).every((name) => show.includes(name));
  if (hidesNone) return lock.length === 0 ? null : { show: null, lock, strict: false };
  const figures = choices.figures.map(figurePart);
  const hasAll = figures.every((name) => show.includes(name));
  const named = hasAll ? [...show.filter((name) => !figures.includes(name)), 'figures'] : show;
  return { show: named, lock, strict };
}

/** A link with the lesson of a choice in place of what it said of one. */
export function lessonHash(hash: string, choices: Choices, choice: Choice): string {
  const { lab, query } = parseHash(hash);
  const lesson = lessonOf(choices, choice);
  return formatHash({ lab, query, present: choice.alone, scene: null, lesson });
}

/** A list with a name or without it. */
export const toggled = (names: readonly string[], name: string, isIn: boolean) =>
  isIn ? [...names, name] : names.filter((other) => other !== name);
