import {
  placeLayers,
  strideOf,
  type Activation,
  type NetworkSpec,
  type PlacedLayer,
  type Shape,
} from '../../core/networks/layers';
import type { ConvolutionShape } from './convolution';

/** A layer as the device makes it. */
export type Stage =
  | {
      readonly kind: 'convolution';
      readonly shape: Omit<ConvolutionShape, 'count'>;
      readonly weightsAt: number;
      readonly activation: Activation;
    }
  | { readonly kind: 'pool'; readonly of: 'largest' | 'mean'; readonly input: Shape }
  | { readonly kind: 'pad'; readonly input: Shape; readonly zeros: Zeros };

interface Zeros {
  readonly before: number;
  readonly after: number;
}

/** Numbers of one map. */
export const volume = ([height, width, channels]: Shape) => height * width * channels;

/**
 * The layers of a network in their order, dense ones as convolutions. Zeros around the inputs of a
 * convolution are left to its windows, which may begin and end outside of the map.
 */
export function stagesOf(spec: NetworkSpec): readonly Stage[] {
  const stages: Stage[] = [];
  for (const place of placeLayers(spec)) {
    const last = stages.at(-1);
    if (place.layer.kind === 'conv' && last?.kind === 'pad') {
      stages.pop();
      stages.push(windowed(place, place.layer, last.input, last.zeros.before));
    } else if (place.layer.kind === 'pad' && last?.kind === 'pad') {
      stages.pop();
      stages.push({ ...last, zeros: sum(last.zeros, place.layer) });
    } else {
      stages.push(stageOf(place));
    }
  }
  return stages;
}

const sum = (a: Zeros, b: Zeros): Zeros => ({
  before: a.before + b.before,
  after: a.after + b.after,
});

function stageOf(place: PlacedLayer): Stage {
  const { layer, input, output, weightsAt } = place;
  switch (layer.kind) {
    case 'conv':
      return windowed(place, layer, input, 0);
    case 'dense': {
      const flat: Shape = [1, 1, volume(input)];
      const shape = { input: flat, output, kernel: 1, stride: 1, before: 0 };
      return { kind: 'convolution', shape, weightsAt, activation: layer.activation };
    }
    case 'pool':
      return { kind: 'pool', of: 'largest', input };
    case 'mean':
      return { kind: 'pool', of: 'mean', input };
    case 'pad':
      return { kind: 'pad', input, zeros: { before: layer.before, after: layer.after } };
  }
}

const windowed = (
  { output, weightsAt }: PlacedLayer,
  layer: Extract<PlacedLayer['layer'], { kind: 'conv' }>,
  input: Shape,
  before: number,
): Stage => ({
  kind: 'convolution',
  shape: { input, output, kernel: layer.kernel, stride: strideOf(layer), before },
  weightsAt,
  activation: layer.activation,
});

/** Height, width and channels of what a stage gives out. */
export function outputOf(stage: Stage): Shape {
  if (stage.kind === 'convolution') return stage.shape.output;
  const [height, width, channels] = stage.input;
  if (stage.kind === 'pool') return [height >> 1, width >> 1, channels];
  const more = stage.zeros.before + stage.zeros.after;
  return [height + more, width + more, channels];
}
