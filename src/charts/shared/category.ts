/** Dashes: what tells lines apart beside their grey. */
const [SOLID, LONG, SHORT, DOTS, DOT, TWO_DOTS, LONGEST] = [
  'none',
  '9 3',
  '5 3',
  '2 3',
  '10 3 2 3',
  '10 3 2 3 2 3',
  '16 4',
];

/**
 * Ink (1 is the blackest) and dash of every category, no two alike. First those of the methods, in the order
 * of core/atlas/methods: the three kinds of direct loss, then those of one lab, then those of another,
 * and so on; each lab has a dash for every method. Then those of runs that no method's name belongs to.
 */
const LOOKS = [
  [3, DOTS],
  [2, LONG],
  [1, SOLID],
  [2, DOT],
  [1, LONGEST],
  [3, SHORT],
  [1, TWO_DOTS],
  [2, LONGEST],
  [3, DOT],
  [2, SHORT],
  [2, SOLID],
  [1, DOTS],
  [1, DOT],
  [2, TWO_DOTS],
  [3, SOLID],
  [3, LONG],
  [1, LONG],
  [2, DOTS],
  [3, TWO_DOTS],
  [1, SHORT],
  [3, LONGEST],
] as const;

const PALEST = 3;

/** Categories that look different; after them the looks come again. */
export const CATEGORIES = LOOKS.length;

/**
 * Ink and dash pattern of a category: colour is for concepts. What was recorded elsewhere has the dash of its
 * method in the palest ink.
 */
export function categoryStyle(
  category: number,
  recorded = false,
): { stroke: string; strokeDasharray: string } {
  const [ink, strokeDasharray] = LOOKS[category % CATEGORIES];
  return { stroke: `var(--ink-${recorded ? PALEST : ink})`, strokeDasharray };
}
