import * as v from 'valibot';
import type { SceneAt } from '../state/route';
import { isCourse, type Course } from './course';

/**
 * What the window of an audience and that of its speaker say to each other. The audience's owns where the
 * lecture stands and shows it; the speaker's asks for changes. Messages of any other form are no messages.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999));

const at = v.object({
  id: count,
  asks: v.boolean(),
  said: v.nullable(count),
  course: v.nullable(v.pipe(v.string(), v.maxLength(80))),
});

const shown = v.object({
  /** The scene that is shown; null while the audience sees something else. */
  at: v.nullable(at),
  blank: v.boolean(),
  /** The own course that is gone through. */
  own: v.nullable(v.custom<Course>(isCourse)),
});

/** What the audience sees. */
export type Shown = Readonly<v.InferOutput<typeof shown>>;

/** What can be asked for by a word alone. */
export const steps = ['next', 'previous', 'reveal', 'restore', 'blank', 'undo', 'vote'] as const;

const command = v.variant('do', [
  v.object({ do: v.picklist(steps) }),
  /** What the room said, from 1. */
  v.object({ do: v.literal('say'), answer: count }),
  v.object({ do: v.literal('jump'), scene: count }),
]);

/** What a speaker can ask for. */
export type Command = Readonly<v.InferOutput<typeof command>>;

const gone = v.object({ type: v.literal('gone') });

const told = v.variant('type', [v.object({ type: v.literal('shown'), shown }), gone]);
const asked = v.variant('type', [
  v.object({ type: v.picklist(['hello', 'heard']) }),
  v.object({ type: v.literal('command'), command }),
  gone,
]);

/** From the audience's window: after every change, in answer to what is asked, and when it is left. */
export type Told = v.InferOutput<typeof told>;
/** From the speaker's window: when it opens, in answer to what is shown, and when it is left. */
export type Asked = v.InferOutput<typeof asked>;

/** A message of the audience's window; null for anything else. */
export const readTold = (data: unknown) => readAs(told, data);
/** A message of the speaker's window; null for anything else. */
export const readAsked = (data: unknown) => readAs(asked, data);

function readAs<Schema extends typeof told | typeof asked>(schema: Schema, data: unknown) {
  const checked = v.safeParse(schema, data);
  return checked.success ? checked.output : null;
}

/** Steps that can be taken back. */
const MAX_TRAIL = 100;

const isSame = (a: SceneAt, b: SceneAt | undefined) =>
  a.id === b?.id && a.asks === b.asks && a.said === b.said && a.course === b.course;

/** Where the lecture stood, oldest first, with one more step; a step outside of the lecture is none. */
export function follow(trail: readonly SceneAt[], next: SceneAt | null): readonly SceneAt[] {
  if (next === null || isSame(next, trail.at(-1))) return trail;
  return [...trail, next].slice(-MAX_TRAIL);
}

/** The trail without its last step; who is outside of the lecture comes back to that step instead. */
export function stepBack(trail: readonly SceneAt[], now: SceneAt | null): readonly SceneAt[] {
  return now !== null && trail.length > 1 ? trail.slice(0, -1) : trail;
}
