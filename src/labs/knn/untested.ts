/**
 * The classes that no test image is of: their row of a confusion matrix says nothing.
 * @param confusion [classes, classes], how often the row's class was taken for the column's
 */
export function untestedOf(confusion: Float64Array, classes: number): ReadonlySet<number> {
  const labels = Array.from({ length: classes }, (_, label) => label);
  const row = (label: number) => confusion.subarray(label * classes, (label + 1) * classes);
  return new Set(labels.filter((label) => row(label).every((count) => count === 0)));
}

/** The names of the rows, with a word beside those that are empty. */
export const testedNames = (names: readonly string[], untested: ReadonlySet<number>): string[] =>
  names.map((name, label) => (untested.has(label) ? `${name} (none)` : name));

/** What is to be said of empty rows; nothing where there are none. */
export function untestedSentence(names: readonly string[], untested: ReadonlySet<number>): string {
  if (untested.size === 0) return '';
  const none = [...untested].map((label) => names[label]).join(', ');
  return ` There are no test images of ${none}: such a row is empty.`;
}
