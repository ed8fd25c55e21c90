/** A map [height, width, channels] that may have a border of zeros, which convolutions see. */
export interface Bordered {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly border: number;
}

/** Numbers of an image with its border. */
export const volumeOf = ({ height, width, channels, border }: Bordered) =>
  (height + 2 * border) * (width + 2 * border) * channels;

/** Where a row of an image begins inside of the border. */
const rowAt = (map: Bordered, image: number, y: number) =>
  image * volumeOf(map) +
  ((y + map.border) * (map.width + 2 * map.border) + map.border) * map.channels;

/** Every row of some images: where it begins without the border, and with it. */
export function eachRow(
  map: Bordered,
  count: number,
  visit: (inside: number, at: number, length: number) => void,
): void {
  const length = map.width * map.channels;
  let inside = 0;
  for (let image = 0; image < count; image++) {
    for (let y = 0; y < map.height; y++, inside += length)
      visit(inside, rowAt(map, image, y), length);
  }
}

/** Windows of a size, every 2 pixels from so many before the map on. */
export interface Windows {
  readonly size: number;
  readonly before: number;
}

/**
 * Where the first of the largest numbers of every window lies [count, height / 2, width / 2, channels]: windows
 * hold nothing of the border.
 */
export function pickLargest(
  from: Float32Array,
  map: Bordered,
  count: number,
  { size, before }: Windows,
  picks: Uint32Array,
): void {
  const { height, width, channels } = map;
  let window = 0;
  for (let image = 0; image < count; image++) {
    for (let y = -before; y < height - before; y += 2) {
      for (let x = -before; x < width - before; x += 2, window += channels) {
        const [left, right] = [Math.max(0, x), Math.min(width, x + size)];
        const rows = [Math.max(0, y), Math.min(height, y + size)];
        picks.fill(0xffffffff, window, window + channels);
        for (let row = rows[0]; row < rows[1]; row++) {
          const start = rowAt(map, image, row);
          for (let column = left; column < right; column++) {
            keepLarger(from, start + column * channels, picks, window, channels);
          }
        }
      }
    }
  }
}

function keepLarger(
  from: Float32Array,
  at: number,
  picks: Uint32Array,
  window: number,
  channels: number,
): void {
  for (let c = 0; c < channels; c++) {
    const best = picks[window + c];
    if (best === 0xffffffff || from[at + c] > from[best]) picks[window + c] = at + c;
  }
}
