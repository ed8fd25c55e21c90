/**
 * Losses of a matching that is to sort numbers (Cohen Indelman and Hazan 2021, section 5.1). Matrices [d*d]
 * have number j in row j and place i in column i.
 */

/** Numbers to sort, and where each belongs. */
export interface Sequence {
  /** x [d]: the numbers, in the order in which they came. */
  readonly numbers: Float64Array;
  /** place [d]: the place of number j in ascending order; among equal numbers the first comes first. */
  readonly places: Int32Array;
  /** The numbers in ascending order: what place i should hold. */
  readonly sorted: Float64Array;
}

/** The two losses of the paper: the one that is printed, and the squared error that the text defines. */
export type SortingForm = 'paper' | 'exact';

/**
 * augmented = scores + epsilon * loss, cell by cell and up to a constant: (sorted_i - x_j)^2 in the exact
 * form, x_j^2 (1 - 2 truth_ij) in the printed one.
 */
export function addSortingLoss(
  scores: Float64Array,
  { numbers, places, sorted }: Sequence,
  epsilon: number,
  form: SortingForm,
  augmented: Float64Array,
): void {
  const d = numbers.length;
  for (let j = 0; j < d; j++) {
    const from = j * d;
    const x = numbers[j];
    if (form === 'exact') {
      for (let i = 0; i < d; i++) {
        augmented[from + i] = scores[from + i] + epsilon * (sorted[i] - x) ** 2;
      }
      continue;
    }
    const step = epsilon * x * x;
    for (let i = 0; i < d; i++) augmented[from + i] = scores[from + i] + step;
    augmented[from + places[j]] -= 2 * step;
  }
}

/**
 * Adds weight times the gradient of the squared error in the matching, linearised at a prediction: in
 * the cell of number j and place i it is -2 x_j (sorted_i - what the prediction puts there).
 */
export function addErrorGradient(
  { numbers, sorted }: Sequence,
  place: Int32Array,
  weight: number,
  out: Float64Array,
): void {
  const d = numbers.length;
  for (let k = 0; k < d; k++) {
    const i = place[k];
    const pull = -2 * weight * (sorted[i] - numbers[k]);
    if (pull === 0) continue;
    for (let j = 0; j < d; j++) out[j * d + i] += pull * numbers[j];
  }
}

/** What a place lacks: its sorted number minus the mixture that the matrix puts there, per place. */
export function mixedErrors(
  matrix: Float64Array,
  numbers: Float64Array,
  sorted: Float64Array,
): Float64Array {
  const d = numbers.length;
  const errors = Float64Array.from(sorted);
  for (let j = 0; j < d; j++) {
    for (let i = 0; i < d; i++) errors[i] -= matrix[j * d + i] * numbers[j];
  }
  return errors;
}

/** Mean squared difference of the sorted numbers and the numbers that a matching puts there. */
export function squaredError({ numbers, sorted }: Sequence, place: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < numbers.length; j++) sum += (sorted[place[j]] - numbers[j]) ** 2;
  return sum / numbers.length;
}

/** Share of numbers in a place whose sorted number they equal: equal numbers may swap. */
export function shareRight({ numbers, sorted }: Sequence, place: ArrayLike<number>): number {
  let right = 0;
  for (let j = 0; j < numbers.length; j++) if (sorted[place[j]] === numbers[j]) right++;
  return right / numbers.length;
}
