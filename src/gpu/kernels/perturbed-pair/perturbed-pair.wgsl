// Perturb, maximise twice under the same noise, count: one pass, nothing stored per sample.
//
//   y  = argmax <mu + sigma*gamma, y>,   z = argmax <mu + sigma*gamma + epsilon*loss, z>
//
// Spliced by the host (all in the pipeline key): the generator, one noise law, one selection, problem.wgsl
// and COUNTS, the length of the workgroup's table (1 when it does not fit and the counts go to global
// memory directly).

@group(0) @binding(1) var<storage, read> classes: array<ClassRow>;

var<workgroup> table: array<atomic<u32>, COUNTS>;

fn count(cell: u32) {
  if (COUNTS > 1u) {
    atomicAdd(&table[cell], 1u);
  } else {
    atomicAdd(&counts[cell], 1u);
  }
}

fn table_length() -> u32 {
  return select(parameters.n, parameters.n * parameters.n, AUGMENTED);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) group: vec3u,
) {
  let n = parameters.n;
  var acc = array<f32, 6>();

  for (var s = global.x; s < parameters.samples; s += parameters.threads) {
    var y = empty_selection();
    var z = empty_selection();
    for (var block = 0u; block * 4u < n; block++) {
      let words = random_block(parameters.first_sample + s, block, 0u, parameters.key);
      let last = min(4u, n - block * 4u);
      for (var lane = 0u; lane < last; lane++) {
        let i = block * 4u + lane;
        let row = classes[i];
        let gamma = parameters.location + parameters.scale * standard_noise(words[lane]);
        let value = row.score + parameters.sigma * gamma;
        offer(&y, value, i, gamma);
        if (AUGMENTED) {
          offer(&z, value + row.augmentation, i, gamma);
        }
      }
    }
    var loss = 0.0;
    for (var r = 0u; r < parameters.k; r++) {
      let i = chosen(&y, r);
      loss += classes[i].loss;
      if (AUGMENTED) {
        for (var q = 0u; q < parameters.k; q++) {
          count(i * n + chosen(&z, q));
        }
      } else {
        count(i);
      }
    }
    let gap = select(0.0, total_gamma(&z) - total_gamma(&y), AUGMENTED);
    add_sample(&acc, loss, gap, total_value(&y));
  }

  write_sums(acc, local, group.x); // and waits for the table
  if (COUNTS > 1u) {
    for (var c = local; c < table_length(); c += WORKGROUP_SIZE) {
      let found = atomicLoad(&table[c]);
      if (found > 0u) {
        atomicAdd(&counts[c], found);
      }
    }
  }
}
