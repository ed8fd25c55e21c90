import * as v from 'valibot';
import { nameOf, parseObject } from '../state/json-file';
import { APP } from '../state/receipt';
import type { Course } from './course';
import { sceneOf } from './scenes';
import { sceneTexts } from './texts';

const MAX_LENGTH = 200_000;
const MAX_MINUTES = 600;

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(600));
const number = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999));
const name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(80));

const scene = v.strictObject({
  id: number,
  minutes: v.exactOptional(v.pipe(v.number(), v.gtValue(0), v.maxValue(MAX_MINUTES))),
  name: v.exactOptional(name),
  sentence: v.exactOptional(text),
  setting: v.exactOptional(text),
  question: v.exactOptional(text),
  answers: v.exactOptional(v.pipe(v.array(text), v.minLength(2), v.maxLength(9))),
  reveal: v.exactOptional(text),
  next: v.exactOptional(text),
  breath: v.exactOptional(text),
  cues: v.exactOptional(v.pipe(v.array(text), v.maxLength(12))),
});

/** A number stands for the scene as it is. */
const entry = v.pipe(
  v.unknown(),
  v.transform((value) => (typeof value === 'number' ? { id: value } : value)),
  scene,
);

const schema = v.object({
  app: v.literal(APP),
  kind: v.literal('course'),
  version: name,
  title: name,
  scenes: v.pipe(v.array(entry), v.minLength(1), v.maxLength(200)),
});

/** What each field must be, to end the sentence "... must be". */
const right: Readonly<Record<string, string>> = {
  app: `"${APP}"`,
  kind: '"course"',
  version: 'the version that it was made with, such as "0.1.0"',
  title: 'a title of 1 to 80 characters',
  scenes: 'a list of 1 to 200 scenes',
  id: 'the number of a scene',
  minutes: `a number of minutes, at most ${MAX_MINUTES}`,
  name: 'a name of 1 to 80 characters',
  answers: 'a list of 2 to 9 texts',
  cues: 'a list of at most 12 texts',
};
const RIGHT_TEXT = 'a text of 1 to 600 characters';

export type ParsedCourse =
  | { readonly ok: true; readonly course: Course }
  /** `fault`: one sentence that names the field, its value and what would be right. */
  | { readonly ok: false; readonly fault: string };

const failed = (fault: string): ParsedCourse => ({ ok: false, fault });

/** Whether a text is meant to be a course: it may still have faults. */
export const isCourseText = (content: string) => /"kind"\s*:\s*"course"/.test(content);

export function encodeCourse({ title, scenes }: Course, version: string): string {
  return `${JSON.stringify({ app: APP, kind: 'course', version, title, scenes }, null, 2)}\n`;
}

/** Never throws; the first field that is wrong is the one that the reader hears of. */
export function parseCourse(content: string): ParsedCourse {
  const parsed = parseObject('The course', content, MAX_LENGTH);
  if (!parsed.ok) return parsed;
  const checked = v.safeParse(schema, parsed.value, { abortEarly: true });
  if (!checked.success) return failed(faultOf(checked.issues[0]));
  const { title, scenes } = checked.output;
  const fault = faultOfScenes({ title, scenes });
  return fault === null ? { ok: true, course: { title, scenes } } : failed(fault);
}

function faultOf({ path, input }: v.InferIssue<typeof schema>): string {
  const [field, index, own] = (path ?? []).map(({ key }) => key);
  const where = index === undefined ? 'the course' : `scene ${Number(index) + 1} of the course`;
  if (index !== undefined && own === undefined)
    return `S${where.slice(1)} must be the number of a scene or an object, not ${nameOf(input)}.`;
  const name = String(own ?? field);
  if (own !== undefined && !Object.hasOwn(scene.entries, name))
    return `"${name}" of ${where} is no setting of a scene.`;
  const wanted = right[name] ?? RIGHT_TEXT;
  if (input === undefined) return `"${name}" of ${where} is missing; it must be ${wanted}.`;
  return `"${name}" of ${where} must be ${wanted}, not ${nameOf(input)}.`;
}

/** Scenes must be there, once each, with as many answers as can be given. */
function faultOfScenes({ scenes }: Course): string | null {
  for (const [i, { id, answers }] of scenes.entries()) {
    if (!sceneOf(id))
      return `Scene ${i + 1} of the course has the number ${id}, which is no scene.`;
    if (scenes.findIndex((other) => other.id === id) < i)
      return `The course has scene ${id} more than once.`;
    const wanted = sceneTexts[id].answers.length;
    if (answers && answers.length !== wanted)
      return `"answers" of scene ${i + 1} of the course must be ${wanted} texts, not ${answers.length}.`;
  }
  return null;
}
