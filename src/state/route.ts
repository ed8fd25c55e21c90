import { readLesson, writeLesson, type Lesson } from './lesson';
import type { CheckedText } from './link-check';

/** Where a reader stands in the lecture. */
export interface SceneAt {
  /** Number of the scene; it stays when scenes are added or put in another order. */
  readonly id: number;
  /** Whether its question is open: the answer is not shown yet. */
  readonly asks: boolean;
  /** The answer given, from 1; null before that. */
  readonly said: number | null;
  /** Which list of scenes goes on after it; null is the whole lecture. */
  readonly course: string | null;
}

/** What the hash of the page says: `#/argmax?sigma=0.5&present=distribution`, `#/knn?scene=13&ask=1`. */
export interface Route {
  /** Id of the lab, or of another page; '' at the front door. */
  readonly lab: string;
  /** The parameters, in the form of `encode` in url.ts. */
  readonly query: string;
  /** Id of the figure in presentation mode, or null. */
  readonly present: string | null;
  readonly scene: SceneAt | null;
  /** The list of scenes that is named without a scene: it is to begin. */
  readonly course: string | null;
  readonly lesson: Lesson | null;
  /** Id of the figure that a link leads to within its lab, or null. */
  readonly at: string | null;
  /** The whole of what a link says that has a check value. */
  readonly checked: CheckedText | null;
}

/** Names that stand in the query beside the parameters of the lab. */
const names = [
  ...(['present', 'scene', 'ask', 'said', 'course', 'show', 'lock', 'strict'] as const),
  ...(['check', 'at'] as const),
] as const;
const isOwn = (part: string) => names.some((name) => part.startsWith(`${name}=`));

/** Reads any text; what is missing is empty. */
export function parseHash(hash: string): Route {
  const body = legible(hash).replace(/^#?\/?/, '');
  const split = body.indexOf('?');
  const lab = split < 0 ? body : body.slice(0, split);
  const parts = (split < 0 ? '' : body.slice(split + 1)).split('&');
  const textOf = (name: (typeof names)[number]) =>
    parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
  const own = (name: (typeof names)[number]) => textOf(name)?.slice(0, 80) || null;
  const query = parts.filter((part) => part && !isOwn(part)).join('&');
  const id = countOf(own('scene'));
  const asks = own('ask') === '1';
  const course = own('course');
  const check = textOf('check');
  const checked = check === null ? null : { check, text: parts.filter(isSaid).join('&') };
  const lesson = readLesson(textOf);
  const place = { lab, query, present: own('present'), at: own('at'), lesson, checked };
  if (id === null) return { ...place, scene: null, course };
  return { ...place, scene: { id, asks, said: countOf(own('said')), course }, course: null };
}

const isSaid = (part: string) => !part.startsWith('check=');

/** How often a link is written with percent signs at most, each program on its way having done so once. */
const MOST_WRITTEN = 3;

/** Some programs write even the marks that part a link with percent signs, or as HTML and mails write them. */
function legible(hash: string): string {
  let text = hash;
  const isWritten = () =>
    /^%23|^#?%2F|^#?\/?[^?]*%(25)*3F|[?&]check(%(25)*3D|=[\w.]+%(25)*26)/i.test(text);
  try {
    for (let times = 0; times < MOST_WRITTEN && isWritten(); times++)
      text = decodeURIComponent(text);
  } catch {
    return hash;
  }
  return text.replace(/([?&]check=)3D/, '$1').replaceAll('&amp;', '&');
}

/** A count from 1 to 999; null for any other text. */
const countOf = (text: string | null) =>
  text !== null && /^[1-9]\d{0,2}$/.test(text) ? Number(text) : null;

/** The address of a place, without what only links have: a course that is to begin is none yet. */
export function formatHash(route: Omit<Route, 'course' | 'at' | 'checked'>): string {
  const { lab, query, present, scene, lesson } = route;
  const parts = [
    ...[query, present && `present=${present}`],
    ...(scene ? sceneParts(scene) : []),
    ...(lesson ? writeLesson(lesson) : []),
  ];
  const said = parts.filter(Boolean);
  return `#/${lab}${said.length ? `?${said.join('&')}` : ''}`;
}

function sceneParts({ id, asks, said, course }: SceneAt) {
  return [`scene=${id}`, asks && 'ask=1', said && `said=${said}`, course && `course=${course}`];
}
