import { cellNear } from '../../core/maps/regimes';
import type { SnapshotMap } from '../../core/maps/snapshot';
import {
  bestCells,
  snapshotAt,
  snapshotRegime,
  snapshotStepsWrong,
  type SnapshotQuantity,
  type SnapshotRegime,
} from '../../core/maps/snapshot-regimes';
import type { MapReading } from '../regime-map/MapChart';
import type { Colouring, MapName, MapView, Settings } from '../regime-map/view';
import { formatNumber, formatPercent, powerOfTen } from '../shared/format';
import type { NamedPlace } from '../shared/pins';

export interface SnapshotMapData extends Settings {
  readonly map: SnapshotMap;
  /** The step of the training whose weights it is of. */
  readonly step: number;
  readonly quantity: SnapshotQuantity;
  /** What the structures are made of: "links". */
  readonly parts: string;
  readonly sigmaBounds: readonly [number, number];
  /** Least and largest size of epsilon. */
  readonly epsilonBounds: readonly [number, number];
  /** Where the training has been, step by step, its own place last. */
  readonly trail: readonly Settings[];
  /** Places with names. */
  readonly pins: readonly NamedPlace[];
}

/** What of a snapshot does not move with its point. */
export type SnapshotGround = Pick<
  SnapshotMapData,
  'map' | 'quantity' | 'parts' | 'sigmaBounds' | 'epsilonBounds'
> & { readonly trained: boolean };

const SHARE = { scale: 'linear', domain: [0, 1], ends: ['0%', '100%'] } as const;

/** Powers of ten that the lengths of gradients span, down from the longest. */
const DECADES = 3;

export function snapshotColouring({
  map,
  quantity,
  parts,
}: Pick<SnapshotMapData, 'map' | 'quantity' | 'parts'>): Colouring {
  switch (quantity) {
    case 'cosine':
      return {
        ...{ title: 'cosine with the gradient', hue: 'signal', scale: 'linear' },
        ...{ domain: [0, 1], ends: ['0', '1'] },
      };
    case 'differ':
      return {
        ...{ title: `${parts} that differ`, hue: 'loss', scale: 'log' },
        ...{ domain: [0.001, 1], ends: ['0.1%', '100%'] },
      };
    case 'norm': {
      const longest = map.cells.norm.reduce((a, b) => Math.max(a, b), 0);
      const top = longest > 0 ? Math.ceil(Math.log10(longest)) : 0;
      return {
        ...{ title: 'length of a step’s gradient', hue: 'error', scale: 'log' },
        domain: [10 ** (top - DECADES), 10 ** top],
        ends: [powerOfTen(top - DECADES), powerOfTen(top)],
      };
    }
    case 'slope':
      return {
        ...{ title: 'error of the σ slope / slope', hue: 'noise', scale: 'log' },
        ...{ domain: [0.1, 10], ends: ['0.1', '10'] },
      };
    case 'right':
      return { ...SHARE, title: 'right under y*', hue: 'signal' };
    case 'rightAugmented':
      return { ...SHARE, title: 'right under y*(ε)', hue: 'signal' };
  }
}

export const SNAPSHOT_NAMES: Readonly<Record<SnapshotRegime, string>> = {
  useful: 'Useful',
  less: 'ε too strong',
  more: 'ε too strong',
  frozen: 'Frozen',
  unknown: 'No reference',
  loud: 'Loud',
};

/** The same with a few words on what holds there. */
function nameOf(regime: SnapshotRegime, parts: string): MapName {
  const notes: Readonly<Record<SnapshotRegime, string>> = {
    useful: 'a step goes the right way',
    less: 'asks for less noise',
    more: 'asks for more noise',
    frozen: `hardly any ${parts} differ`,
    unknown: 'noise hardly changes y*',
    loud: 'a step is mostly spread',
  };
  return { key: regime, text: SNAPSHOT_NAMES[regime], note: notes[regime] };
}

export function snapshotView(ground: SnapshotGround): MapView {
  const { map, quantity, parts, sigmaBounds, epsilonBounds, trained } = ground;
  const { grid } = map;
  return {
    ...{ grid, sigmaBounds, epsilonBounds, colouring: snapshotColouring(ground) },
    valueAt: (at) => snapshotAt(map, at, quantity),
    none: quantity === 'slope' ? Infinity : -Infinity,
    wrongAt: (at) => snapshotStepsWrong(map, at),
    nameAt: (at) => nameOf(snapshotRegime(map, at), parts),
    key: [
      { text: 'best ε of each σ', glyph: 'dots', term: 'epsilon' },
      { text: 'σ steps the wrong way, beyond 2 s.e.', glyph: 'wrong', term: 'sigma' },
      ...(trained ? [{ text: 'trail of the training', glyph: 'map-trail' } as const] : []),
    ],
    best: bestCells(map),
    least: null,
    middle: ['ε → 0: right in the mean, all spread', 'ε → 0'],
  };
}

/** The cell that the point is in. */
export const pointCell = ({ map, sigma, epsilon }: SnapshotMapData): number =>
  cellNear(map.grid, sigma, epsilon);

/** All numbers of a cell, by name. */
export function snapshotReading(
  { map, parts }: Pick<SnapshotMapData, 'map' | 'parts'>,
  at: number,
): MapReading {
  const { cells, columns, grid } = map;
  const column = at % grid.sigmas.length;
  const cosine = snapshotAt(map, at, 'cosine');
  const wrong = snapshotStepsWrong(map, at) ? ', wrong way' : '';
  const told = (value: number) => (Number.isNaN(value) ? 'none' : formatNumber(value, 2));
  return {
    name: SNAPSHOT_NAMES[snapshotRegime(map, at)],
    rows: [
      ['cosine of a step', told(cosine)],
      [`cosine of ${map.steps} steps together`, told(cells.mean[at])],
      [`${parts} that differ`, formatPercent(cells.differ[at], 2)],
      ['length of a step’s gradient', formatNumber(cells.norm[at], 2)],
      ['slope in log σ, reference', told(columns.slope[column])],
      ['slope in log σ, estimate', `${told(cells.slope[at])}${wrong}`],
      ['right under y*', formatPercent(cells.right[at], 2)],
      ['right under y*(ε)', formatPercent(cells.rightAugmented[at], 2)],
    ],
  };
}
