import { createElement, type ReactElement } from 'react';
import { mapGrid } from '../../core/maps/regime-map';
import { SNAPSHOT_CELLS, type SnapshotCells, type SnapshotMap } from '../../core/maps/snapshot';
import type { ChartSize } from '../shared/size';
import type { SnapshotMapData } from '../snapshot-map/model';
import { SnapshotMapChart } from '../snapshot-map/SnapshotMapChart';

const SIGMAS = [0.01, 100] as const;
const EPSILONS = [0.01, 1000] as const;

/** A map of the shape that a training has: best where epsilon is as large as the noise, frozen where it is small. */
export function snapshotCase(
  patch: Partial<SnapshotMapData> = {},
  columns = 21,
  half = 11,
): SnapshotMapData {
  const grid = mapGrid(SIGMAS, EPSILONS, columns, half);
  const count = grid.sigmas.length * grid.epsilons.length;
  const cells = Object.fromEntries(
    SNAPSHOT_CELLS.map((name) => [name, new Float64Array(count)]),
  ) as SnapshotCells;
  grid.epsilons.forEach((epsilon, e) =>
    grid.sigmas.forEach((sigma, s) => {
      const at = e * columns + s;
      const strength = Math.log10(Math.abs(epsilon) / sigma);
      const side = epsilon > 0 ? 0.6 : 0.95;
      cells.differ[at] = 0.9 / (1 + 10 ** -(strength + 1)) ** 2;
      cells.cosine[at] = side * Math.exp(-((strength - 0.2) ** 2) / 2);
      cells.mean[at] = Math.sqrt(cells.cosine[at]);
      cells.norm[at] = 100 * cells.differ[at];
      cells.common[at] = 1 / (1 + 10 ** -strength);
      cells.slope[at] = strength > 0.5 ? -Math.sign(epsilon) : 1;
      cells.slopeError[at] = 0.1;
      cells.right[at] = 1 / (1 + sigma);
      cells.rightAugmented[at] = epsilon < 0 ? cells.right[at] ** 0.1 : cells.right[at] ** 10;
    }),
  );
  const map: SnapshotMap = {
    ...{ grid, steps: 8, links: 500, cells },
    columns: {
      certain: Float64Array.from(grid.sigmas, (sigma) => (sigma < 0.02 ? NaN : 0.95)),
      slope: new Float64Array(columns).fill(0.5),
      slopeError: new Float64Array(columns).fill(0.02),
    },
  };
  return {
    ...{ map, step: 64, quantity: 'cosine', parts: 'links', sigma: 0.5, epsilon: -12 },
    ...{ sigmaBounds: SIGMAS, epsilonBounds: EPSILONS, trail: [], pins: [] },
    ...patch,
  };
}

const chart = (data: SnapshotMapData) => (size: ChartSize) =>
  createElement(SnapshotMapChart, {
    ...{ ...data, ...size, onPoint: () => undefined },
    ...{ onPick: () => undefined, onChoose: () => undefined },
  });

/** A training whose noise is learned, and whose epsilon has grown at last. */
const TRAIL = [
  ...Array.from({ length: 12 }, (_, i) => ({ sigma: 2 * 0.8 ** i, epsilon: -1 })),
  ...Array.from({ length: 12 }, (_, i) => ({ sigma: 2 * 0.8 ** 11, epsilon: -(1.3 ** i) })),
];

const PINS = [
  { name: 'A', sigma: 0.1, epsilon: -1 },
  { name: 'B', sigma: 3, epsilon: 10 },
];

export const snapshotCases: Record<string, Record<string, (size: ChartSize) => ReactElement>> = {
  'snapshot-map': {
    'before the first step': chart(snapshotCase({ step: 0 })),
    'a trail and pins': chart(
      snapshotCase({ trail: TRAIL, pins: PINS, sigma: TRAIL[23].sigma, epsilon: -1 }),
    ),
    'a first look': chart(snapshotCase({}, 11, 6)),
    'links that differ': chart(snapshotCase({ quantity: 'differ' })),
    'length of the gradient': chart(snapshotCase({ quantity: 'norm' })),
    'right places': chart(snapshotCase({ quantity: 'rightAugmented' })),
  },
};
