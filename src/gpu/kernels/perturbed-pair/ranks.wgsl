// Subsets of few classes, without a list of the best: all values of a sample lie in registers, and whoever
// has fewer than k larger values before it is chosen. Code for every class and pair of classes is written
// out by the host (see ranks.ts), because what is indexed by a number does not stay in registers.
//
// Pairs are counted by words: a thread gathers, for every class, one bit per sample of whether it is in y,
// and in z, of 32 samples; then thread by thread cells (i, j) count the bits that i and j have in common.
// So no two threads ever add to the same number.

@group(0) @binding(1) var<uniform> classes: array<ClassRow, N>;

// One word more than there are threads per class: neighbouring classes lie in different banks.
const STRIDE = WORKGROUP_SIZE + 1u;

var<workgroup> ours: array<u32, N * STRIDE>;
var<workgroup> theirs: array<u32, N * STRIDE>;
var<workgroup> table: array<atomic<u32>, N>;

// Samples of the workgroup that have the first class of a cell in y and the second in z.
fn pairs_of(cell: u32) -> u32 {
  if (cell >= N * N) {
    return 0u;
  }
  let i = cell / N * STRIDE;
  let j = cell % N * STRIDE;
  var found = 0u;
  for (var t = 0u; t < WORKGROUP_SIZE; t++) {
    found += countOneBits(ours[i + t] & theirs[j + t]);
  }
  return found;
}

fn write_pairs(cell: u32, found: u32) {
  if (cell < N * N) {
    atomicAdd(&counts[cell], found);
  }
}
