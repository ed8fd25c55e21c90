/**
 * Distances between queries and candidates, and what a gradient in them is in the embeddings: the
 * only part of a step whose work grows with queries x candidates x dimensions. This one is plain; its
 * twin runs on the SIMD kernel.
 */
export interface PairMath {
  /** Squared Euclidean distances [queries, candidates] of embeddings [queries + candidates, dim]. */
  squaredDistances(embeddings: Float32Array, size: PairSize, out: Float64Array): void;
  /**
   * Adds the gradient in the embeddings of the sum of weights times squared distances:
   * 2 w (q - c) for the query of a pair, its negative for the candidate.
   */
  addGradient(
    embeddings: Float32Array,
    weights: Float64Array,
    size: PairSize,
    out: Float32Array,
  ): void;
}

export interface PairSize {
  readonly queries: number;
  readonly candidates: number;
  readonly dim: number;
}

export const plainPairMath: PairMath = {
  squaredDistances(embeddings, { queries, candidates, dim }, out) {
    for (let q = 0; q < queries; q++) {
      for (let c = 0; c < candidates; c++) {
        const [a, b] = [q * dim, (queries + c) * dim];
        let sum = 0;
        for (let i = 0; i < dim; i++) {
          const difference = embeddings[a + i] - embeddings[b + i];
          sum += difference * difference;
        }
        out[q * candidates + c] = sum;
      }
    }
  },
  addGradient(embeddings, weights, { queries, candidates, dim }, out) {
    for (let q = 0; q < queries; q++) {
      for (let c = 0; c < candidates; c++) {
        const weight = 2 * weights[q * candidates + c];
        // a hard method leaves most pairs alone
        if (weight === 0) continue;
        const [a, b] = [q * dim, (queries + c) * dim];
        for (let i = 0; i < dim; i++) {
          const slope = weight * (embeddings[a + i] - embeddings[b + i]);
          out[a + i] += slope;
          out[b + i] -= slope;
        }
      }
    }
  },
};
