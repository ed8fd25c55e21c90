import type { ArgmaxProblem } from '../../core/problem';

/** Whether two problems have the same samples and the same answers. */
export function sameProblem(a: ArgmaxProblem, b: ArgmaxProblem): boolean {
  return (
    a === b ||
    (a.k === b.k &&
      a.sigma === b.sigma &&
      a.epsilon === b.epsilon &&
      a.seed === b.seed &&
      a.noise.law === b.noise.law &&
      a.noise.location === b.noise.location &&
      a.noise.scale === b.noise.scale &&
      sameNumbers(a.scores, b.scores) &&
      sameNumbers(a.loss, b.loss))
  );
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
