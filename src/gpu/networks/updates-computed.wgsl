// Copies weights that are computed, not trained, into the vector, unless the clock has halted.
// Spliced before it: Clock, FROM, COUNT.

const SIZE = 256u;

@group(0) @binding(0) var<storage, read> clock: Clock;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> params: array<f32>;

@compute @workgroup_size(SIZE)
fn main(@builtin(global_invocation_id) global: vec3u) {
  if (clock.halted == 0u && global.x < COUNT) {
    params[FROM + global.x] = values[global.x];
  }
}
