import type { RegulariserData, RegulariserSide } from '../../../charts/regulariser/layout';
import type { PlanePoint } from '../../../core/laws/hull';
import type { FigureTable } from '../../../ui/figure/types';
import type { RegularisersReply } from '../compute/protocol';
import {
  gibbsMaximumOf,
  levelLines,
  perturbedMaximumOf,
  type RegulariserFan,
  type SmoothMaximumAt,
} from '../experiment/regulariser';
import { pointOf, sameShape, shapeOf } from '../model';
import { sigmaBounds, type PerturbedValues } from '../params';
import { PATH, type Stage } from './data';

/** Levels of a regulariser that are drawn between its least value and 0, which it has at the corners. */
const LEVELS = 7;

const SIDES = [
  { id: 'noise', title: 'σΩ of the noise' },
  { id: 'entropy', title: 'σ times minus the entropy' },
] as const;
type SideId = (typeof SIDES)[number]['id'];

/** What stays while scores and sigma move: the maxima, and the lines of their regularisers. */
export interface Regulariser {
  readonly id: SideId;
  readonly title: string;
  readonly maximumAt: SmoothMaximumAt;
  readonly fan: RegulariserFan;
  readonly levels: readonly (readonly PlanePoint[])[];
}

/** Those of a shape, null until they are there; of a law that is not known the entropy alone. */
export function regularisersOf(
  values: Pick<PerturbedValues, 'structure' | 'vertices' | 'noise'>,
  { scene, noise }: Stage,
  reply: RegularisersReply | null,
): readonly Regulariser[] | null {
  if (!reply || !sameShape(reply.shape, shapeOf(values))) return null;
  const maxima = { noise: perturbedMaximumOf(scene, noise), entropy: gibbsMaximumOf(scene) };
  return SIDES.flatMap(({ id, title }) => {
    const [maximumAt, fan] = [maxima[id], reply[id]];
    if (!maximumAt || !fan) return [];
    const levels = Array.from(
      { length: LEVELS },
      (_, i) => fan.least * (1 - (i + 1) / (LEVELS + 1)),
    );
    return [
      { id, title, maximumAt, fan, levels: levels.flatMap((level) => levelLines(fan, level)) },
    ];
  });
}

/** The predictions at every sigma of the path, of every regulariser. */
export const pathsOf = (regularisers: readonly Regulariser[], [x, y]: PlanePoint) =>
  regularisers.map(({ maximumAt }) => PATH.map((sigma) => maximumAt([x / sigma, y / sigma]).mean));

export function regulariserData(
  values: PerturbedValues,
  { scene }: Stage,
  regularisers: readonly Regulariser[],
  paths: readonly (readonly PlanePoint[])[],
): RegulariserData {
  const { sigma } = values;
  const scores = pointOf(values);
  const [x, y] = scores;
  return {
    ...{ labels: scene.labels, places: scene.places, scores, sigma, sigmaBounds, sigmas: PATH },
    sides: regularisers.map(({ id, title, maximumAt, fan, levels }, side): RegulariserSide => {
      const { value, mean } = maximumAt([x / sigma, y / sigma]);
      const worth = x * mean[0] + y * mean[1];
      const cost = worth - sigma * value;
      return {
        ...{ id, title, levels, prediction: mean, worth, cost, path: paths[side] },
        level: levelLines(fan, cost / sigma),
      };
    }),
  };
}

/** Values that differ by less are one. */
const SAME = 1e-6;

/** Whether noise and entropy are one regulariser. */
export const areOne = (regularisers: readonly Regulariser[]): boolean =>
  regularisers.length === 2 &&
  regularisers[0].fan.values.every((ray, r) =>
    ray.every((value, i) => Math.abs(value - regularisers[1].fan.values[r][i]) < SAME),
  );

export function regulariserTable({ sides, sigmas }: RegulariserData): FigureTable {
  return {
    columns: ['sigma', ...sides.flatMap(({ id }) => [`across, ${id}`, `up, ${id}`])],
    rows: sigmas.map((sigma, i) => [sigma, ...sides.flatMap(({ path }) => path[i])]),
  };
}
