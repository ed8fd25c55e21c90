import { percentOf, type Percent } from '../../../core/training/statistics';
import type { PathsVariant } from './spec';
import type { PathsRow } from './table';

/**
 * Whether the generated maps are as hard as they should be: what needs no learning of paths must find few
 * cheapest paths, and pictures must suffice to find nearly all.
 */
export interface Gate {
  readonly label: string;
  readonly short: string;
  readonly asked: 'under' | 'above';
  /** Percent of the test maps. */
  readonly percent: number;
  readonly measured: Yardstick | Trained;
}

/** Counted by `measureYardstick`, learned from 500 maps; docs/reproduction.md has the same. */
interface Yardstick {
  readonly right: number;
  readonly maps: number;
}

/** A method of the table after the longest training. */
interface Trained {
  readonly variant: PathsVariant;
}

export const gates: readonly Gate[] = [
  {
    ...{ label: 'Mean colour of a cell', short: 'Colour' },
    ...{ asked: 'under', percent: 25, measured: { right: 28, maps: 500 } },
  },
  {
    ...{ label: 'Colour and texture of a cell', short: 'Colour, texture' },
    ...{ asked: 'under', percent: 45, measured: { right: 216, maps: 500 } },
  },
  {
    ...{ label: 'The network that is told the costs', short: 'Costs told' },
    ...{ asked: 'above', percent: 97, measured: { variant: 'true-costs' } },
  },
  {
    ...{ label: 'The network that is fitted to the path', short: 'Path fitted' },
    ...{ asked: 'under', percent: 35, measured: { variant: 'squared' } },
  },
];

export interface GateFound extends Gate {
  readonly optimal: Percent;
  readonly testMaps: number;
}

/** The gates that have been measured. */
export function gatesFound(rows: readonly PathsRow[]): GateFound[] {
  return gates.flatMap((gate): GateFound[] => {
    const { measured } = gate;
    if ('maps' in measured) {
      const { right, maps } = measured;
      return [{ ...gate, optimal: percentOf(right, maps), testMaps: maps }];
    }
    const [row] = rows
      .filter(({ variant }) => variant === measured.variant)
      .sort((a, b) => b.maps * b.epochs - a.maps * a.epochs);
    return row ? [{ ...gate, optimal: row.optimal, testMaps: row.repetitions * row.testMaps }] : [];
  });
}
