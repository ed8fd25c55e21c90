import { maximiseByEnumeration } from '../../check/enumeration';
import { bendLoss } from '../../losses/bend';
import type { Loss } from '../../losses/loss';
import { networkLoss } from '../../losses/network';
import { kSubset } from '../../oracles/k-subset/k-subset';
import { matching } from '../../oracles/matching/matching';
import { oneHot } from '../../oracles/one-hot/one-hot';
import { createOracle, partByPart, type Oracle } from '../../oracles/oracle';

/** The small problems that estimators are held against, with numbers computed elsewhere. */

export interface SmallProblem {
  readonly name: string;
  readonly oracle: Oracle;
  /** mu, and the costs of the linear loss. */
  readonly scores: readonly number[];
  readonly costs: readonly number[];
  /** Parts whose gradient is compared, all unless told; the bend is in the same ones. */
  readonly shown?: readonly number[];
  /** log Z, E l and G at sigma = 1. */
  readonly logPartition: number;
  readonly meanLoss: number;
  readonly gradient: readonly number[];
  /** E y, where it was computed too. */
  readonly mean?: readonly number[];
  /** Cosines of J^T grad l(E y) with G for the bends of `kappas`. */
  readonly cosines: readonly number[];
}

export const kappas = [-2, -1, -0.5, 0, 0.5, 1, 2];

/** An oracle that looks at every structure of a list. */
function listed(name: string, structures: readonly Float64Array[]): Oracle<Float64Array> {
  const dim = structures[0].length;
  return createOracle({
    ...{ name, dim, ...partByPart(dim) },
    solve: (scores, out) => void maximiseByEnumeration(structures, scores, () => 0, out),
    *enumerate() {
      for (const y of structures) yield y.slice();
    },
    count: () => structures.length,
  });
}

/** All vectors of 0 and 1 of a length that a test lets through. */
function vectors(dim: number, passes: (y: readonly number[]) => boolean): Float64Array[] {
  const all = Array.from({ length: 2 ** dim }, (_, code) =>
    Array.from({ length: dim }, (_, i) => (code >> i) & 1),
  );
  return all.filter(passes).map((y) => Float64Array.from(y));
}

/** Whether the chosen links leave no cycle, directions apart. */
function hasNoCycle(links: readonly (readonly [number, number])[], nodes: number): boolean {
  const group = Array.from({ length: nodes }, (_, node) => node);
  return links.every(([a, b]) => {
    if (group[a] === group[b]) return false;
    const [from, to] = [group[a], group[b]];
    group.forEach((g, node) => (group[node] = g === from ? to : g));
    return true;
  });
}

const pairs = (text: string) => text.split(' ').map((p) => [Number(p[0]), Number(p[1])] as const);
const edges = pairs('01 02 03 12 13 23');
const arcs = pairs('01 02 03 12 13 21 23 31 32');
const chosen = <Link>(links: readonly Link[], y: readonly number[]) =>
  links.filter((_, i) => y[i] === 1);

const trees = vectors(6, (y) => {
  const links = chosen(edges, y);
  return links.length === 3 && hasNoCycle(links, 4);
});

/** One head for every node but the root, without cycles. */
const dependencies = vectors(9, (y) => {
  const links = chosen(arcs, y);
  return (
    new Set(links.map(([, to]) => to)).size === 3 && links.length === 3 && hasNoCycle(links, 4)
  );
});

/** Unary parts [3*3], then transitions [2*3*3], of sequences of three symbols out of three. */
const chains = Array.from({ length: 27 }, (_, code) => {
  const symbols = [Math.floor(code / 9), Math.floor(code / 3) % 3, code % 3];
  const y = new Float64Array(27);
  symbols.forEach((symbol, at) => (y[3 * at + symbol] = 1));
  for (let at = 0; at < 2; at++) y[9 + 9 * at + 3 * symbols[at] + symbols[at + 1]] = 1;
  return y;
});
const stay = [0.8, 0, 0, 0, 0.8, 0, 0, 0, 0.8];

export const smallProblems = {
  oneHot: {
    name: 'one-hot 4',
    oracle: oneHot(4),
    scores: [1, 0.5, 0, -0.5],
    costs: [0.8, 0.2, 0.5, 0],
    logPartition: 1.7873386717,
    meanLoss: 0.5029468047,
    gradient: [0.1351753142, -0.0836146343, -0.0004933101, -0.0510673698],
    mean: [0.4550542339, 0.2760043447, 0.1674050973, 0.1015363241],
    cosines: [0.952, 0.975, 0.99, 1, 0.952, 0.533, -0.525],
  },
  kSubset: {
    name: '2 of 6',
    oracle: kSubset(6, 2),
    scores: [1.2, 0.8, 0.3, 0, -0.4, -0.9],
    costs: [0.7, 0.1, 0.9, 0.3, 0, 0.5],
    logPartition: 3.4192193479,
    meanLoss: 0.9176907802,
    gradient: [0.07720101, -0.10743967, 0.12882185, -0.03141826, -0.07360228, 0.00643735],
    mean: [0.61436954, 0.49157472, 0.33685298, 0.2610005, 0.18218867, 0.1140136],
    cosines: [0.55, 0.759, 0.909, 1, 0.884, 0.656, 0.339],
  },
  matching: {
    name: 'matching of 3',
    oracle: matching(3),
    scores: [1, 0.2, -0.3, 0.1, 0.8, 0, -0.2, 0.3, 0.6],
    costs: [0, 0.6, 0.9, 0.5, 0.1, 0.4, 0.8, 0.3, 0.2],
    logPartition: 3.0256359622,
    meanLoss: 0.7367109736,
    gradient: [
      ...[-0.24014268, 0.11883068, 0.12131199, 0.11889425, -0.16395568, 0.04506143],
      ...[0.12124842, 0.045125, -0.16637342],
    ],
    cosines: [-0.934, -0.867, -0.001, 1, 0.99, 0.982, 0.975],
  },
  tree: {
    name: 'spanning tree of 4',
    oracle: listed('spanning trees', trees),
    scores: [1, 0.6, 0.2, -0.2, 0.4, -0.6],
    costs: [0.9, 0.1, 0.4, 0.7, 0.2, 0],
    logPartition: 3.69345435,
    meanLoss: 1.2248905615,
    gradient: [0.11441492, -0.09337394, 0.02323698, 0.09019485, -0.06689955, -0.06757326],
    mean: [0.68347717, 0.64293484, 0.4671808, 0.35255411, 0.55903713, 0.29481594],
    cosines: [0.294, 0.624, 0.872, 1, 0.906, 0.758, 0.558],
  },
  chain: {
    name: 'chain of 3',
    oracle: listed('chains', chains),
    scores: [0.8, 0, -0.4, 0.2, 0.5, 0, -0.3, 0.1, 0.9, ...stay, ...stay],
    costs: [0.2, 0.7, 0, 0.9, 0.1, 0.5, 0.4, 0, 0.6, ...new Array<number>(18).fill(0)],
    shown: [0, 1, 2, 3, 4, 5, 6, 7, 8],
    logPartition: 4.8242957892,
    meanLoss: 1.1804960261,
    gradient: [
      ...[-0.0101535, 0.06106755, -0.05091405, 0.13019329, -0.14445437, 0.01426108],
      ...[0.02454802, -0.13514597, 0.11059795],
    ],
    mean: [
      ...[0.55100094, 0.27675795, 0.17224111, 0.3387667, 0.38387459, 0.27735871],
      ...[0.18544601, 0.28050395, 0.53405004],
    ],
    cosines: [0.686, 0.839, 0.939, 1, 0.897, 0.645, 0.24],
  },
  dependency: {
    name: 'dependency tree of 3',
    oracle: listed('dependencies', dependencies),
    scores: [0.6, 0.1, -0.4, 0.9, 0.2, 0.3, 0.7, -0.5, 0],
    costs: [0.1, 0.8, 0.6, 0, 0.5, 0.9, 0.2, 0.4, 0.7],
    logPartition: 3.6571723591,
    meanLoss: 1.0586369967,
    gradient: [
      ...[-0.20328015, 0.21278326, 0.07082706, -0.27078373, 0.02440995, 0.17757723],
      ...[-0.09523702, 0.02570292, 0.05800047],
    ],
    cosines: [-0.704, 0.374, 0.954, 1, 0.992, 0.982, 0.967],
  },
} as const satisfies Readonly<Record<string, SmallProblem>>;

/** The three losses of the one-hot problem. */
export const oneHotLosses: Readonly<Record<'linear' | 'quad' | 'network', Loss>> = {
  linear: bendLoss(smallProblems.oneHot.costs, 0),
  // |y - b|^2/2 with b = [.1 .4 .2 .3], up to a constant: what is lacked has half a part of length 1
  quad: shifted(bendLoss([0.9, 0.6, 0.8, 0.7], -0.5), 0.15 - 0.5),
  network: networkLoss({
    inner: [1.2, -0.8, 0.4, -1, -0.6, 1.1, -0.9, 0.7, 0.5, 0.3, -1.2, 0.9],
    bias: [0.1, -0.2, 0.05],
    outer: [0.9, -1.1, 0.7],
    offset: 0.3,
  }),
};

/** The loss and a constant. */
export function shifted(loss: Loss, by: number): Loss {
  const { gradient } = loss;
  return {
    ...loss,
    value: (y) => loss.value(y) + by,
    ...(gradient && { gradient: (y, out) => gradient(y, out) + by }),
  };
}
