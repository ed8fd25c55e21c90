/** Numbers nearer than this, in pixels, are the same: what moves less is not seen to move. */
const NEAR = 0.5;

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
const idOf = (value: unknown) => (isPlain(value) ? value['id'] : undefined);

/**
 * Marks on their way from one layout to another, at a share t of it from 0 to 1: the numbers in between,
 * all else as it will be. In a list what has the same id is the same mark, and without an id what has the
 * same place; what has no counterpart stands at its new place at once. Where nothing moves the answer is
 * `to` itself.
 */
export const between = <Marks>(from: Marks, to: Marks, t: number): Marks =>
  blend(from, to, t) as Marks;

function blend(from: unknown, to: unknown, t: number): unknown {
  if (typeof from === 'number' && typeof to === 'number') {
    return Math.abs(from - to) < NEAR ? to : from + (to - from) * t;
  }
  if (Array.isArray(from) && Array.isArray(to)) {
    const list: unknown[] = to.map((mark, i) => blend(counterpart(from, mark, i), mark, t));
    return list.every((mark, i) => mark === to[i]) ? to : list;
  }
  if (!isPlain(from) || !isPlain(to) || from['id'] !== to['id']) return to;
  const entries = Object.entries(to).map(([name, value]) => [name, blend(from[name], value, t)]);
  return entries.every(([name, value]) => value === to[name as string])
    ? to
    : Object.fromEntries(entries);
}

function counterpart(list: readonly unknown[], mark: unknown, i: number): unknown {
  const id = idOf(mark);
  if (id === undefined || idOf(list[i]) === id) return list[i];
  return list.find((other) => idOf(other) === id);
}
