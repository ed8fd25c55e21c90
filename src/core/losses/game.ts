import { checkFinite, checkLength } from '../checks';
import { logSumExp, softmax } from '../laws/gibbs';
import { dot } from '../vector';
import type { Loss } from './loss';

/** A round of the communication game as its receiver sees it: words y, and candidates to choose from. */
export interface GameRound {
  /** V [dim*width]: a row for each word. */
  readonly words: ArrayLike<number>;
  /** U [width*features]: images as words are seen. */
  readonly images: ArrayLike<number>;
  /** x [candidates*features], that which is meant first. */
  readonly candidates: ArrayLike<number>;
  readonly width: number;
  readonly features: number;
}

/**
 * loss(y) = -log softmax_i(<V^T y, U x_i>)_0: how sure the receiver is that the first candidate is meant.
 * @throws RangeError for numbers that are not finite, or of sizes that do not fit
 */
export function gameLoss(round: GameRound): Loss {
  const { words, images, candidates, width, features } = round;
  for (const [name, values] of Object.entries({ words, images, candidates })) {
    checkFinite(name, values);
  }
  checkLength('images', images, width * features);
  const [dim, count] = [words.length / width, candidates.length / features];
  if (!Number.isInteger(dim)) throw new RangeError(`words must have rows of ${width} entries`);
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`candidates must have rows of ${features} entries`);
  }
  const rows = Array.from({ length: count }, (_, c) => scoresOfWords(round, c));
  const scores = new Float64Array(count);
  const read = (y: ArrayLike<number>) => {
    for (let c = 0; c < count; c++) scores[c] = dot(y, rows[c]);
    return logSumExp(scores) - scores[0];
  };
  return {
    name: 'game',
    dim,
    value: read,
    gradient(y, out) {
      const value = read(y);
      softmax(scores, scores);
      for (let i = 0; i < dim; i++) {
        out[i] = 0;
        for (let c = 1; c < count; c++) out[i] += scores[c] * (rows[c][i] - rows[0][i]);
      }
      return value;
    },
  };
}

/** V U x_c [dim] of candidate c: the scores are linear in the words, so nothing else need be kept. */
function scoresOfWords(round: GameRound, c: number): Float64Array {
  const { words, images, candidates, width, features } = round;
  const seen = new Float64Array(width);
  for (let w = 0; w < width; w++) {
    for (let f = 0; f < features; f++) {
      seen[w] += images[w * features + f] * candidates[c * features + f];
    }
  }
  const scores = new Float64Array(words.length / width);
  for (let i = 0; i < scores.length; i++) {
    for (let w = 0; w < width; w++) scores[i] += words[i * width + w] * seen[w];
  }
  return scores;
}
