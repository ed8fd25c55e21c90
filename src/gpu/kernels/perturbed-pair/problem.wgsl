// What every form of the kernel is told and tells.
//
// counts: AUGMENTED: [n*n] number of samples with i in y and j in z; else [n] with i in y.
// partials: [workgroups][6] sums and sums of squares of loss, gap and maximum (see layout.ts).
//
// WORKGROUP_SIZE and AUGMENTED are spliced in by the host.

struct Parameters {
  n: u32,
  k: u32,
  first_sample: u32,
  samples: u32,
  key: vec2u,
  sigma: f32,
  location: f32,
  scale: f32,
  threads: u32,
}

struct ClassRow {
  score: f32,
  augmentation: f32, // epsilon * loss
  loss: f32,
  padding: f32,
}

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(2) var<storage, read_write> counts: array<atomic<u32>>;
@group(0) @binding(3) var<storage, read_write> partials: array<f32>;

var<workgroup> sums: array<array<f32, 6>, WORKGROUP_SIZE>;

// Adds one sample to the sums of a thread.
fn add_sample(acc: ptr<function, array<f32, 6>>, loss: f32, gap: f32, maximum: f32) {
  (*acc)[0] += loss;
  (*acc)[1] += loss * loss;
  (*acc)[2] += gap;
  (*acc)[3] += gap * gap;
  (*acc)[4] += maximum;
  (*acc)[5] += maximum * maximum;
}

// Adds up the sums of a workgroup's threads; all of them must come.
fn write_sums(acc: array<f32, 6>, local: u32, group: u32) {
  sums[local] = acc;
  workgroupBarrier();
  if (local < 6u) {
    var total = 0.0;
    for (var t = 0u; t < WORKGROUP_SIZE; t++) {
      total += sums[t][local];
    }
    partials[group * 6u + local] = total;
  }
}
