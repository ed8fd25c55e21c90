/**
 * The k largest of scores[at, at + n), best first; of equal scores the lower index comes first. One
 * pass with insertion: few scores are among the best so far, so it costs little more than reading.
 */
export function selectTop(
  scores: Float64Array | Float32Array,
  at: number,
  n: number,
  k: number,
  out: Int32Array,
): void {
  let filled = 0;
  let least = -Infinity;
  for (let i = 0; i < n; i++) {
    const score = scores[at + i];
    if (filled === k && score <= least) continue;
    let place = filled < k ? filled++ : k - 1;
    while (place > 0 && scores[at + out[place - 1]] < score) {
      out[place] = out[place - 1];
      place--;
    }
    out[place] = i;
    least = scores[at + out[filled - 1]];
  }
}
