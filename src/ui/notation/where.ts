/** Figures with a mark of a term, in the order of the page. */
export function figuresWith(mark: string): readonly HTMLElement[] {
  const marks = document.querySelectorAll(`.figure .chart [data-term~="${CSS.escape(mark)}"]`);
  return [...new Set([...marks].flatMap((one) => one.closest<HTMLElement>('.figure') ?? []))];
}

/** How much of a figure has to be in sight for it to be seen. */
const ENOUGH = 160;

/** Whether a figure can be seen above a height of the window. */
function isSeen(figure: Element, above: number): boolean {
  const { top, bottom } = figure.getBoundingClientRect();
  return Math.min(bottom, above) - Math.max(top, 0) >= ENOUGH;
}

/** Brings the first of some figures into sight, unless one is in sight. */
export function bringIntoSight(figures: readonly HTMLElement[], above: number): void {
  if (figures.length > 0 && !figures.some((figure) => isSeen(figure, above)))
    figures[0].scrollIntoView({ block: 'start' });
}
