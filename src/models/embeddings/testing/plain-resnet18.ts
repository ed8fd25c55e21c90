type Numbers = Float32Array | Float64Array;

/** Feature maps [count, height, width, channels]. */
interface Maps {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float64Array;
}

/**
 * ResNet18 by its definition, in float64: reads the parameters from front to back and knows nothing
 * of the layout of resnet18.ts. In training the batch of images is normalised by itself.
 */
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
  const ends = { weights: 0, statistics: params.length - (preact ? 106 : 150) * width };
  const take = (from: keyof typeof ends, length: number) =>
    params.subarray(ends[from], (ends[from] += length));

  function unit(x: Maps, kernel: number, stride: number, filters: number): Maps {
    const weights = take('weights', kernel ** 2 * x.channels * filters);
    return normalised(convolution(x, count, weights, { kernel, stride, filters }));
  }

  function normalised(y: Maps): Maps {
    const filters = y.channels;
    const [scale, offset] = [take('weights', filters), take('weights', filters)];
    const [mean, variance] = [take('statistics', filters), take('statistics', filters)];
    const { mean: ownMean, variance: ownVariance } = moments(y);
    const m = training ? ownMean : mean;
    const v = training ? ownVariance : variance;
    const values = y.values.map((value, i) => {
      const c = i % filters;
      return ((value - m[c]) / Math.sqrt(v[c] + 1e-5)) * scale[c] + offset[c];
    });
    return { ...y, values };
  }

  /** A block of the PreAct form; of a unit, weights come before the normalisation that is applied first. */
  function preactBlock(x: Maps, stride: number, filters: number): Maps {
    const weights = take('weights', 9 * x.channels * filters);
    const h = relu(normalised(x));
    const middle = convolution(h, count, weights, { kernel: 3, stride, filters });
    const others = take('weights', 9 * filters * filters);
    const out = convolution(relu(normalised(middle)), count, others, {
      kernel: 3,
      stride: 1,
      filters,
    });
    if (stride === 1) return sum(out, x);
    const direct = take('weights', x.channels * filters);
    return sum(out, convolution(h, count, direct, { kernel: 1, stride, filters }));
  }

  function block(x: Maps, stride: number, filters: number): Maps {
    const out = unit(relu(unit(x, 3, stride, filters)), 3, 1, filters);
    const direct = stride === 1 && filters === x.channels ? x : unit(x, 1, stride, filters);
    return relu(sum(out, direct));
  }

  const input = { height, width: breadth, channels, values: Float64Array.from(images) };
  const first = { kernel: 3, stride: 1, filters: width };
  let x = preact
    ? convolution(input, count, take('weights', 9 * channels * width), first)
    : relu(unit(input, 3, 1, width));
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

const sum = (x: Maps, y: Maps): Maps => ({
  ...x,
  values: x.values.map((value, i) => value + y.values[i]),
});

const relu = (x: Maps): Maps => ({ ...x, values: x.values.map((value) => Math.max(0, value)) });

function moments({ values, channels }: Maps) {
  const mean = new Float64Array(channels);
  const variance = new Float64Array(channels);
  const share = channels / values.length;
  values.forEach((value, i) => (mean[i % channels] += share * value));
  values.forEach(
    (value, i) => (variance[i % channels] += share * (value - mean[i % channels]) ** 2),
  );
  return { mean, variance };
}

/** Kernels of 3 with a padding of 1, kernels of 1 without. */
function convolution(
  x: Maps,
  count: number,
  weights: Numbers,
  { kernel, stride, filters }: { kernel: number; stride: number; filters: number },
): Maps {
  const [height, width] = [Math.ceil(x.height / stride), Math.ceil(x.width / stride)];
  const { channels, values: inputs } = x;
  const values = new Float64Array(count * height * width * filters).map((_, o) => {
    const filter = o % filters;
    const place = Math.floor(o / filters);
    const column = (place % width) * stride - (kernel >> 1);
    const row = (Math.floor(place / width) % height) * stride - (kernel >> 1);
    const image = Math.floor(place / width / height);
    let sum = 0;
    for (let i = 0; i < kernel; i++) {
      for (let j = 0; j < kernel; j++) {
        const [r, c] = [row + i, column + j];
        if (r < 0 || r >= x.height || c < 0 || c >= x.width) continue;
        const from = ((image * x.height + r) * x.width + c) * channels;
        const weight = (i * kernel + j) * channels;
        for (let k = 0; k < channels; k++) {
          sum += inputs[from + k] * weights[(weight + k) * filters + filter];
        }
      }
    }
    return sum;
  });
  return { height, width, channels: filters, values };
}
