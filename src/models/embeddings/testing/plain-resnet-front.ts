import { plainUnits, relu, type Maps, type Numbers } from './plain-residual';

/** The first layers of ResNet18 by their definition, in float64. In training the batch is normalised by itself. */
export function plainResnetFront(
  [height, breadth, channels]: readonly [number, number, number],
  width: number,
  params: Numbers,
  images: Numbers,
  training: boolean,
): Float64Array {
  const count = images.length / (height * breadth * channels);
  const { unit, block } = plainUnits(params, count, 10 * width, training);
  const input = { height, width: breadth, channels, values: Float64Array.from(images) };
  const stem = largest(relu(unit(input, 7, 2, width)), count, { size: 3, before: 1 });
  const maps = largest(block(block(stem, 1, width), 1, width), count, { size: 2, before: 0 });
  return Float64Array.from({ length: maps.values.length / width }, (_, cell) =>
    maps.values.subarray(cell * width, (cell + 1) * width).reduce((sum, v) => sum + v / width, 0),
  );
}

/** The largest numbers of windows every 2 pixels. */
function largest(
  { height, width, channels, values }: Maps,
  count: number,
  { size, before }: { readonly size: number; readonly before: number },
): Maps {
  const [rows, columns] = [height / 2, width / 2];
  const pooled = new Float64Array(count * rows * columns * channels).map((_, i) => {
    const place = Math.floor(i / channels);
    const image = Math.floor(place / (rows * columns));
    let most = -Infinity;
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        const row = 2 * (Math.floor(place / columns) % rows) + y - before;
        const column = 2 * (place % columns) + x - before;
        if (row < 0 || row >= height || column < 0 || column >= width) continue;
        const at = ((image * height + row) * width + column) * channels + (i % channels);
        most = Math.max(most, values[at]);
      }
    }
    return most;
  });
  return { height: rows, width: columns, channels, values: pooled };
}
