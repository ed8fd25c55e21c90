import { bytesOfText, textOfBytes } from '../../../core/float-text';
import { isWeighted, placeLayers } from '../../../core/networks/layers';
import { faultOf, isWhole, number, oneOf, text, type Checks } from '../../../core/training/fields';
import { inHundredths } from './land';
import { linkOf } from './links';
import { networkOf, trainingMaps } from './networks';
import type { CostSource } from './run';
import { layeredNames, MAP_CELLS, pathsMethods, type LayeredName, type PathsMethod } from './spec';

/** A trained network that tells what the cells of a picture cost. */
export interface CostNetwork {
  readonly network: LayeredName;
  /** What it was trained by: its costs come out of its outputs as they did there. */
  readonly method: PathsMethod;
  readonly params: Float32Array;
  /** What its costs are multiplied by: a path is the same on costs of any unit. */
  readonly unit: number;
}

/** A network that comes with the page, and where it is from. */
export interface SavedCostNetwork extends CostNetwork {
  readonly version: string;
  /** The command that made it. */
  readonly made: string;
  /** Share of held-out maps whose cheapest path it finds. */
  readonly optimal: number;
}

/** As a file: plain JSON, a signed byte per weight, with what each byte of a block is multiplied by. */
interface CostNetworkFile extends Omit<SavedCostNetwork, 'params'> {
  readonly app: 'noisy-argmax';
  readonly kind: 'paths-network';
  readonly bytes: string;
  readonly factors: readonly number[];
}

const MOST = 127;

/** Weights and biases of a layer are blocks of their own. */
function blocksOf(network: LayeredName): readonly (readonly [from: number, to: number])[] {
  return placeLayers(networkOf({ network }))
    .filter(isWeighted)
    .flatMap(({ weightsAt, biasAt, end }) => [
      [weightsAt, biasAt] as const,
      [biasAt, end] as const,
    ]);
}

export function encodeCostNetwork({ params, ...rest }: SavedCostNetwork): string {
  const bytes = new Int8Array(params.length);
  const factors = blocksOf(rest.network).map(([from, to]) => {
    const own = params.subarray(from, to);
    const factor = own.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / MOST || 1;
    own.forEach((weight, i) => (bytes[from + i] = Math.round(weight / factor)));
    return factor;
  });
  const file: CostNetworkFile = {
    ...{ app: 'noisy-argmax', kind: 'paths-network', ...rest, factors },
    bytes: textOfBytes(new Uint8Array(bytes.buffer)),
  };
  return `${JSON.stringify(file)}\n`;
}

const checks: Checks<CostNetworkFile> = {
  app: oneOf(['noisy-argmax']),
  kind: oneOf(['paths-network']),
  network: oneOf(layeredNames),
  method: oneOf(pathsMethods),
  ...{ unit: number, optimal: number, bytes: text() },
  factors: {
    fits: (value) => Array.isArray(value) && value.every(Number.isFinite),
    must: 'be a list of numbers',
  },
};

/** @throws RangeError with a sentence that says what of the file is wrong */
export function decodeCostNetwork(json: string): SavedCostNetwork {
  let file: unknown;
  try {
    file = JSON.parse(json);
  } catch {
    throw new RangeError('the file of the network is not JSON');
  }
  const fault = faultOf<CostNetworkFile>(file, checks);
  if (fault) throw new RangeError(`the file of the network: ${fault}`);
  const { bytes: coded, factors, ...rest } = file as CostNetworkFile;
  const blocks = blocksOf(rest.network);
  const bytes = new Int8Array(bytesOfText(coded) ?? []);
  const size = blocks[blocks.length - 1][1];
  if (!isWhole(bytes.length, size, size) || factors.length !== blocks.length) {
    throw new RangeError(`the file of the network: "bytes" must hold ${size} weights`);
  }
  const params = new Float32Array(size);
  blocks.forEach(([from, to], block) => {
    for (let i = from; i < to; i++) params[i] = bytes[i] * factors[block];
  });
  return { ...rest, params };
}

/**
 * What a network believes that the cells of pictures cost, in its own unit [count * MAP_CELLS].
 * @param pixels of the pictures [count, SIDE, SIDE, 3]
 */
export async function believedCosts(
  { method, params }: CostNetwork,
  source: Pick<CostSource, 'forward'>,
  pixels: Uint8Array,
  count: number,
): Promise<Float32Array> {
  const none = new Float32Array();
  const { inputs } = trainingMaps({ ...{ count, pixels, costs: none }, paths: new Uint8Array() });
  const numbers = Uint32Array.from({ length: count }, (_, i) => i);
  const outputs = await source.forward(params, inputs(numbers), count);
  return outputs.map(linkOf(method).value);
}

/** The same of one picture as costs to look at. */
export async function landBelieved(
  network: CostNetwork,
  source: Pick<CostSource, 'forward'>,
  picture: Uint8Array,
): Promise<readonly number[]> {
  const costs = await believedCosts(network, source, picture, 1);
  return Array.from(costs.subarray(0, MAP_CELLS), (cost) => inHundredths(network.unit * cost));
}

/** The unit in which costs are nearest to the right ones. */
export function unitOf(believed: ArrayLike<number>, right: ArrayLike<number>): number {
  let [both, own] = [0, 0];
  for (let i = 0; i < believed.length; i++) {
    both += believed[i] * right[i];
    own += believed[i] ** 2;
  }
  return both / own;
}
