import { formatFixed, formatList } from '../shared/format';
import type { GradientData, GradientRow } from './data';

/** Smaller slopes have no sign: they are what rounding leaves. */
const NOTHING = 1e-6;

/** The direction of a slope: -1, 0 or 1. */
const signOf = (slope: number) => (Math.abs(slope) < NOTHING ? 0 : Math.sign(slope));

/** Whether the estimator points away from where the exact slope does, on the average of its draws. */
export function wrongWay({ exact, expected }: GradientRow): boolean {
  return exact !== null && expected !== null && signOf(exact) * signOf(expected) < 0;
}

/** What the loss does when the component is raised, by the exact slope. */
export function lossText({ exact }: GradientRow): string {
  if (exact === null) return '';
  if (Math.abs(exact) < 0.005) return 'stays';
  return `${exact < 0 ? 'falls' : 'rises'} ${formatFixed(Math.abs(exact), 2)}`;
}

/** What the figure shows: where the estimator leads, if it can be said in a line. */
export function gradientTitle({ rows }: GradientData): string {
  if (rows.every(({ estimate, standardError }) => estimate === 0 && standardError === 0)) {
    return 'Both predictions are the same in every draw: there is no estimate of the gradient';
  }
  const wrong = rows.filter(wrongWay).map(({ label }) => label);
  if (wrong.length > 3) {
    return `The estimate points the wrong way in ${wrong.length} of ${rows.length} components`;
  }
  if (wrong.length > 0) return `The estimate points the wrong way for ${formatList(wrong)}`;
  const right = rows.every(
    ({ exact, expected }) =>
      exact !== null && expected !== null && signOf(exact) * signOf(expected) > 0,
  );
  return right
    ? 'The estimate points the right way in every component'
    : 'Two predictions under one noise give an estimate of the gradient';
}
