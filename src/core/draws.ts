import { selectTop } from './neighbours/top';
import { createNoise } from './noise/noise';
import type { ArgmaxProblem } from './problem';
import { createRng } from './rng/rng';

/** The stream of the argmax lab and its samplers. */
export const ARGMAX_STREAM = 'argmax';

/** What single draws of a problem need: neither loss nor epsilon. */
type Drawn = Pick<ArgmaxProblem, 'scores' | 'sigma' | 'k' | 'noise' | 'seed'>;

/** gamma [n] of one sample: the numbers that the samplers draw for it, on every backend. */
export function gammaOfDraw({ scores, noise, seed }: Drawn, draw: number): Float64Array {
  const rng = createRng(seed, ARGMAX_STREAM);
  const law = createNoise(noise);
  return Float64Array.from(scores, (_, i) => law.sample(rng.word(draw, i)));
}

/** One draw on the scores [n]: sigma * gamma, the sums of both, and the classes in its y*. */
export function perturbedDraw(problem: Drawn, draw: number) {
  const { scores, sigma, k } = problem;
  const perturbation = gammaOfDraw(problem, draw).map((gamma) => sigma * gamma);
  const sums = perturbation.map((noise, i) => scores[i] + noise);
  return { perturbation, sums, winners: topK(sums, k) };
}

/** Of each class the draws of the first `count` that it wins, ascending. */
export function winsOfDraws(problem: Drawn, count: number): number[][] {
  const wins = problem.scores.map((): number[] => []);
  for (let draw = 0; draw < count; draw++) {
    perturbedDraw(problem, draw).winners.forEach((won, i) => won && wins[i].push(draw));
  }
  return wins;
}

/** Which classes are among the k largest, ties to the lowest index. */
export function topK(values: ArrayLike<number>, k: number): boolean[] {
  const members = new Int32Array(k);
  selectTop(Float64Array.from(values), 0, values.length, k, members);
  return Array.from(values, (_, i) => members.includes(i));
}
