import { forwardPath } from '../../../core/oracles/grid-path/forward-path';
import { kSubset } from '../../../core/oracles/k-subset/k-subset';
import { listed } from '../../../core/oracles/listed/listed';
import { oneHot } from '../../../core/oracles/one-hot/one-hot';
import type { Oracle } from '../../../core/oracles/oracle';
import { ranking } from '../../../core/oracles/ranking/ranking';
import type { PlanePoint } from '../../../core/laws/hull';
import { principalAxes } from '../../../core/projection/pca';
import { dot } from '../../../core/vector';

export const structureNames = [
  'simplex',
  'switches',
  'ranking',
  'subset',
  'polygon',
  'paths',
] as const;
export type StructureName = (typeof structureNames)[number];

/** The structures of an oracle, and the plane in which they are seen. */
export interface Scene {
  readonly name: StructureName;
  readonly oracle: Oracle;
  /** All of them [count][dim], in the order of `enumerate`. */
  readonly structures: readonly Float64Array[];
  /** What each is called. */
  readonly labels: readonly string[];
  /** What each part is called [dim]. */
  readonly parts: readonly string[];
  /** Orthonormal vectors [dim] that span the plane. */
  readonly axes: readonly [Float64Array, Float64Array];
  /** The structures in the plane [count], their mean at the origin. */
  readonly places: readonly PlanePoint[];
  /** Whether the plane shows all differences of structures: if not, some noise acts unseen. */
  readonly flat: boolean;
}

/** Side of the grid of paths. */
const SIDE = 4;

/** As many as there are cells. */
const CLASSES = [...'ABCDEFGHIJKLMNOP'];
const CORNERS = [...'ABCDEFGHIJKL'];

/** Of three classes: the mean score is taken away, A points up. */
const THREE = [[0, -Math.SQRT1_2, Math.SQRT1_2], [2, -1, -1].map((x) => x / Math.sqrt(6))];
/** Of four: A has the mean score. */
const FOUR = [[0, 0, -Math.SQRT1_2, Math.SQRT1_2], [0, 2, -1, -1].map((x) => x / Math.sqrt(6))];
const PLANE = [
  [1, 0],
  [0, 1],
];

/** The structures that the lab knows. @param vertices x and y of every corner of the reader's polygon */
export function sceneOf(name: StructureName, vertices: readonly number[]): Scene {
  switch (name) {
    case 'simplex':
      return scene({ name, oracle: oneHot(3), axes: THREE, label: namesOf });
    case 'switches': {
      const oracle = listed([
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ]);
      return scene({ name, oracle, axes: PLANE, label: (y) => namesOf(y) || 'none' });
    }
    case 'ranking':
      return scene({ name, oracle: ranking(3), axes: THREE, label: orderOf });
    case 'subset':
      return { ...scene({ name, oracle: kSubset(4, 2), axes: FOUR, label: namesOf }), flat: false };
    case 'polygon':
      return polygonScene(vertices);
    case 'paths':
      return pathsScene();
  }
}

function polygonScene(vertices: readonly number[]): Scene {
  const corners = Array.from({ length: vertices.length / 2 }, (_, i) => [
    vertices[2 * i],
    vertices[2 * i + 1],
  ]);
  const label = (_: Float64Array, i: number) => CORNERS[i];
  const made = scene({ name: 'polygon', oracle: listed(corners), axes: PLANE, label });
  return { ...made, parts: ['x', 'y'] };
}

interface Made {
  readonly name: StructureName;
  readonly oracle: Oracle;
  readonly axes: readonly (readonly number[])[];
  readonly label: (y: Float64Array, i: number) => string;
}

function scene({ name, oracle, axes, label }: Made): Scene {
  const structures = [...oracle.enumerate()];
  const [across, up] = axes.map((axis) => Float64Array.from(axis));
  const seen = structures.map((y) => [dot(across, y), dot(up, y)] as const);
  const mean = (at: 0 | 1) => seen.reduce((sum, place) => sum + place[at], 0) / seen.length;
  const [x, y] = [mean(0), mean(1)];
  return {
    ...{ name, oracle, structures, flat: true },
    axes: [across, up],
    labels: structures.map(label),
    parts: CLASSES.slice(0, oracle.dim),
    places: seen.map((place) => [place[0] - x, place[1] - y]),
  };
}

/** Forward paths through cells that score minus what they cost, in the plane that shows most of them. */
function pathsScene(): Scene {
  const oracle = forwardPath(SIDE, SIDE);
  const paths = [...oracle.enumerate()];
  const cells = Float32Array.from(paths.flatMap((path) => [...path]));
  const axes = principalAxes(cells, paths.length, oracle.dim).map((axis) => [...axis]);
  return { ...scene({ name: 'paths', oracle, axes, label: stepsOf }), flat: false };
}

/** The steps of a path: "→↘↓". */
function stepsOf(path: Float64Array): string {
  const cells = [...path.keys()].filter((cell) => path[cell] === 1);
  const arrows: Readonly<Record<number, string>> = { 1: '→', [SIDE]: '↓', [SIDE + 1]: '↘' };
  return cells
    .slice(1)
    .map((cell, i) => arrows[cell - cells[i]])
    .join('');
}

/** The parts that a structure has: "AC". */
const namesOf = (y: Float64Array) => CLASSES.filter((_, i) => y[i] === 1).join('');

/** The order from the best to the worst: "BAC". */
const orderOf = (ranks: Float64Array) =>
  CLASSES.slice(0, ranks.length)
    .map((name, i) => ({ name, rank: ranks[i] }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ name }) => name)
    .join('');

/** Scores [dim] of the parts for a point of the plane. */
export const scoresAt = ({ axes: [across, up] }: Scene, [x, y]: PlanePoint): Float64Array =>
  across.map((along, i) => x * along + y * up[i]);

/** A vector [dim] as it is seen in the plane. */
export const inPlane = ({ axes: [across, up] }: Scene, vector: ArrayLike<number>): PlanePoint => [
  dot(across, vector),
  dot(up, vector),
];

/** A mean of structures [dim] in the plane, the mean of all at the origin. */
export function placeOf(scene: Scene, mean: ArrayLike<number>): PlanePoint {
  const [x, y] = inPlane(scene, mean);
  const [u, v] = inPlane(scene, scene.structures[0]);
  return [x - u + scene.places[0][0], y - v + scene.places[0][1]];
}
