/** Weights of the affine model: for every label its weights of the features [features], then its constant. */
export const modelSize = (features: number, labels: number): number => labels * (features + 1);

/** Writes the scores W x + b of the example at `row` to scores [labels]. */
export function affineScores(
  params: Float64Array,
  x: Float64Array,
  row: number,
  scores: Float64Array,
): void {
  const features = params.length / scores.length - 1;
  const start = row * features;
  for (let label = 0; label < scores.length; label++) {
    const at = label * (features + 1);
    let score = params[at + features];
    for (let i = 0; i < features; i++) score += params[at + i] * x[start + i];
    scores[label] = score;
  }
}

/** Adds weight times the gradient in the weights of a loss with these slopes in the scores. */
export function addAffineGradient(
  slopes: Float64Array,
  weight: number,
  x: Float64Array,
  row: number,
  gradient: Float64Array,
): void {
  const features = gradient.length / slopes.length - 1;
  const start = row * features;
  for (let label = 0; label < slopes.length; label++) {
    const slope = weight * slopes[label];
    if (slope === 0) continue;
    const at = label * (features + 1);
    for (let i = 0; i < features; i++) gradient[at + i] += slope * x[start + i];
    gradient[at + features] += slope;
  }
}
