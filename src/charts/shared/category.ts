/** Dash patterns of runs and methods: the second cue beside their colours var(--cat-1) and on. */
const DASHES = ['none', '6 3', '2 3', '9 3 2 3', '1 4', '12 4'] as const;

/** Colour and dash pattern of a category; beyond six a colour comes again with another pattern. */
export function categoryStyle(category: number): { stroke: string; strokeDasharray: string } {
  const index = category % DASHES.length;
  const round = Math.floor(category / DASHES.length);
  const dashes = DASHES[(index + 2 * round) % DASHES.length];
  return { stroke: `var(--cat-${index + 1})`, strokeDasharray: dashes };
}
