import { plainUnits, relu, sum, type Maps, type Numbers } from './plain-residual';

/** ResNet18 by its definition, in float64. In training the batch of images is normalised by itself. */
export function plainResnet18(
  [height, breadth, channels]: readonly [number, number, number],
  width: number,
  params: Numbers,
  images: Numbers,
  training: boolean,
  preact = false,
): Float64Array {
  const count = images.length / (height * breadth * channels);
  // 75 times the width channels are normalised, or 53, each by a mean and a variance
  const statistics = (preact ? 106 : 150) * width;
  const { filter, normalised, unit, block } = plainUnits(params, count, statistics, training);

  /** A block of the PreAct form; of a unit, weights come before the normalisation that is applied first. */
  function preactBlock(x: Maps, stride: number, filters: number): Maps {
    const first = filter(x.channels, 3, stride, filters);
    const h = relu(normalised(x));
    const middle = first(h);
    const second = filter(filters, 3, 1, filters);
    const out = second(relu(normalised(middle)));
    return stride === 1 ? sum(out, x) : sum(out, filter(x.channels, 1, stride, filters)(h));
  }

  const input = { height, width: breadth, channels, values: Float64Array.from(images) };
  let x = preact ? filter(channels, 3, 1, width)(input) : relu(unit(input, 3, 1, width));
  for (const [filters, stride] of [
    [width, 1],
    [2 * width, 2],
    [4 * width, 2],
    [8 * width, 2],
  ]) {
    const next = preact ? preactBlock : block;
    x = next(next(x, stride, filters), 1, filters);
  }
  const places = x.height * x.width;
  const means = new Float64Array(count * x.channels);
  x.values.forEach((value, i) => {
    const image = Math.floor(i / (places * x.channels));
    means[image * x.channels + (i % x.channels)] += value / places;
  });
  return means;
}
