/** Dash patterns of runs and methods: the second cue beside their colours var(--cat-1) and on. */
const DASHES = ['none', '6 3', '2 3', '9 3 2 3', '1 4', '12 4'] as const;

/** Colour and dash pattern of a category; more than six repeat. */
export function categoryStyle(category: number): { stroke: string; strokeDasharray: string } {
  const index = category % DASHES.length;
  return { stroke: `var(--cat-${index + 1})`, strokeDasharray: DASHES[index] };
}
