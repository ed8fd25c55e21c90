/** Categories that look different. */
const CATEGORIES = 6;

/**
 * Who has which category, so that a candidate keeps its own however the candidates shown change: a new
 * one gets the category that the fewest of those shown with it have.
 */
export function identified(
  known: ReadonlyMap<number, number>,
  shown: readonly number[],
): ReadonlyMap<number, number> {
  const all = new Map(known);
  for (const number of shown) {
    if (all.has(number)) continue;
    const used = new Array<number>(CATEGORIES).fill(0);
    for (const other of shown) {
      const category = all.get(other);
      if (category !== undefined) used[category]++;
    }
    all.set(number, used.indexOf(Math.min(...used)));
  }
  return all;
}
