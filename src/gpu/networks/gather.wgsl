// Images of a step as inputs of a network [COUNT, HEIGHT, WIDTH, CHANNELS]: bytes by their numbers, looked
// up in a table, so that the inputs have the very bits of the CPU's. Where AUGMENTED, through the window of
// core/networks/augment.ts, drawn by the step and the image's number.
//
// numbers: [slots][COUNT], the row of the clock's slot. table: [CHANNELS][256].
// Spliced: Clock, the generator, COUNT, HEIGHT, WIDTH, CHANNELS, PER_PART, AUGMENTED, and the bindings of
// the images with `byte_of(part, index)`.

const SIZE = 256u;
const BORDER = 4;
const PIXELS = HEIGHT * WIDTH * CHANNELS;

@group(0) @binding(0) var<uniform> key: vec2u;
@group(0) @binding(1) var<storage, read> clock: Clock;
@group(0) @binding(2) var<storage, read> numbers: array<u32>;
@group(0) @binding(3) var<storage, read> table: array<f32>;
@group(0) @binding(4) var<storage, read_write> outputs: array<f32>;

fn below(word: u32) -> i32 {
  return i32(((word >> 16u) * 9u) >> 16u) - BORDER;
}

@compute @workgroup_size(SIZE)
fn main(@builtin(global_invocation_id) global: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = global.x + global.y * groups.x * SIZE;
  if (i >= COUNT * PIXELS) {
    return;
  }
  let image = numbers[clock.slot * COUNT + i / PIXELS];
  var y = i32(i / (WIDTH * CHANNELS) % HEIGHT);
  var x = i32(i / CHANNELS % WIDTH);
  let channel = i % CHANNELS;
  if (AUGMENTED) {
    let words = random_block(clock.step, 0u, image, key);
    y += below(words.x);
    x = select(x, i32(WIDTH) - 1 - x, words.z >= 0x80000000u) + below(words.y);
  }
  var value = 0u;
  if (y >= 0 && y < i32(HEIGHT) && x >= 0 && x < i32(WIDTH)) {
    let place = (u32(y) * WIDTH + u32(x)) * CHANNELS + channel;
    value = byte_of(image / PER_PART, (image % PER_PART) * PIXELS + place);
  }
  outputs[i] = table[channel * 256u + value];
}
