// What a workgroup of THREADS shares that works on one query, and who is among its k largest scores.

struct Pair {
  squared: f32,
  fits: f32,
}

@group(0) @binding(1) var<storage, read> clock: Clock;
@group(0) @binding(2) var<storage, read> found: array<Pair>; // [queries][candidates]
@group(0) @binding(3) var<storage, read_write> scratch: array<f32>; // of all queries, as layout.ts says
@group(0) @binding(4) var<storage, read_write> weights: array<f32>; // [queries][candidates], of squared distances
@group(0) @binding(5) var<storage, read_write> outcomes: array<Outcome>;

// Samples of one step that have noise of their own, as in core/noise/run-noise.ts.
const MAX_SAMPLES = 64u;

var<workgroup> right: atomic<u32>;
var<workgroup> acting: atomic<u32>;
var<workgroup> lost: atomic<u32>;

// Whether score c of scratch[at, at + candidates) is among the k largest; of equal ones the first comes first.
// Most scores soon meet k larger ones, so that few are compared with all.
fn is_among_largest(at: u32, c: u32) -> bool {
  let own = scratch[at + c];
  var ahead = 0u;
  for (var i = 0u; i < parameters.candidates && ahead < parameters.k; i++) {
    let other = scratch[at + i];
    if (other > own || (other == own && i < c)) {
      ahead++;
    }
  }
  return ahead < parameters.k;
}
