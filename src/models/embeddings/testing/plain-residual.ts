export type Numbers = Float32Array | Float64Array;

/** Feature maps [count, height, width, channels]. */
export interface Maps {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float64Array;
}

/**
 * The parts of residual networks by their definition, in float64: they read the parameters from front to back
 * and know nothing of layouts. In training a batch is normalised by itself.
 * @param count images of a batch
 * @param statistics numbers at the end of the parameters: a mean and a variance for every normalised channel
 */
export function plainUnits(params: Numbers, count: number, statistics: number, training: boolean) {
  const ends = { weights: 0, statistics: params.length - statistics };
  const take = (from: keyof typeof ends, length: number) =>
    params.subarray(ends[from], (ends[from] += length));

  /** A convolution with the weights that come next. */
  function filter(channels: number, kernel: number, stride: number, filters: number) {
    const weights = take('weights', kernel ** 2 * channels * filters);
    return (x: Maps) => convolution(x, count, weights, { kernel, stride, filters });
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

  const unit = (x: Maps, kernel: number, stride: number, filters: number): Maps =>
    normalised(filter(x.channels, kernel, stride, filters)(x));

  function block(x: Maps, stride: number, filters: number): Maps {
    const out = unit(relu(unit(x, 3, stride, filters)), 3, 1, filters);
    const direct = stride === 1 && filters === x.channels ? x : unit(x, 1, stride, filters);
    return relu(sum(out, direct));
  }

  return { filter, normalised, unit, block };
}

export const sum = (x: Maps, y: Maps): Maps => ({
  ...x,
  values: x.values.map((value, i) => value + y.values[i]),
});

export const relu = (x: Maps): Maps => ({
  ...x,
  values: x.values.map((value) => Math.max(0, value)),
});

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

/** With a padding of half the kernel. */
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
