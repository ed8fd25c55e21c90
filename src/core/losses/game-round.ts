import { createRng } from '../rng/rng';
import { dot } from '../vector';
import type { GameRound } from './game';
import { normalNumbers } from './normal-numbers';

const WIDTH = 16;
const CANDIDATES = 8;
/** Shapes, colours and fills: a concept has one of each, an image an entry for each of them. */
const ATTRIBUTES = [4, 4, 2];
const FEATURES = 10;
const CONCEPTS = 32;

/**
 * The round of a seed, from the stream `atlas/game`: weights are normal numbers times 0.7, candidates are
 * images of different concepts, the one-hot attributes with normal noise of scale 0.2, of length 1.
 */
export function drawnRound(dim: number, seed: number): GameRound {
  const numbers = normalNumbers(seed, 'atlas/game');
  const candidates = numbers(2, CANDIDATES * FEATURES, 0.2);
  drawnConcepts(seed).forEach((concept, c) => {
    const image = candidates.subarray(c * FEATURES, (c + 1) * FEATURES);
    let rest = concept;
    let from = 0;
    for (const values of ATTRIBUTES) {
      image[from + (rest % values)]++;
      rest = Math.floor(rest / values);
      from += values;
    }
    const length = Math.sqrt(dot(image, image));
    for (let f = 0; f < FEATURES; f++) image[f] /= length;
  });
  return {
    words: numbers(0, dim * WIDTH, 0.7),
    images: numbers(1, WIDTH * FEATURES, 0.7),
    candidates,
    width: WIDTH,
    features: FEATURES,
  };
}

/** Different concepts: those with the smallest words of the stream, of equal ones the first. */
function drawnConcepts(seed: number): number[] {
  const rng = createRng(seed, 'atlas/game');
  const words = Array.from({ length: CONCEPTS }, (_, concept) => rng.word(3, concept));
  const order = words.map((_, concept) => concept).sort((a, b) => words[a] - words[b]);
  return order.slice(0, CANDIDATES);
}
