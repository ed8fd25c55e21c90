import { pointCell, SNAPSHOT_NAMES, type SnapshotMapData } from '../../charts/snapshot-map/model';
import {
  SNAPSHOT_QUANTITIES,
  snapshotAt,
  snapshotRegime,
  snapshotStepsWrong,
  type SnapshotQuantity,
} from '../../core/maps/snapshot-regimes';
import { Select, type Choice } from '../../ui/controls/choices';
import type { FigureTable } from '../../ui/figure/types';
import { ParamFrame } from './ParamFrame';
import { PIN_NAMES } from './pins';

interface SnapshotControlsProps {
  readonly label: string;
  readonly quantity: SnapshotQuantity;
  readonly options: readonly Choice<SnapshotQuantity>[];
  onQuantity(quantity: SnapshotQuantity): void;
  /** Number of pins that are set. */
  readonly pins: number;
  /** Puts the next pin where the point is. */
  onPin(): void;
  onClear(): void;
}

/** What is shown of the cells, and the pins. */
export function SnapshotControls(props: SnapshotControlsProps) {
  const { label, quantity, options, onQuantity, pins, onPin, onClear } = props;
  return (
    <>
      <ParamFrame name="map">
        <Select label={label} value={quantity} options={options} onChange={onQuantity} />
      </ParamFrame>
      <ParamFrame name="pins">
        {pins < PIN_NAMES.length && (
          <button type="button" className="button" onClick={onPin}>
            Train here too: pin {PIN_NAMES[pins]}
          </button>
        )}
        {pins > 0 && (
          <button type="button" className="button" onClick={onClear}>
            Remove the pins
          </button>
        )}
      </ParamFrame>
    </>
  );
}

/** All cells, that of the point first. */
export function snapshotTable(data: SnapshotMapData): FigureTable {
  const { map } = data;
  const cells = Array.from(map.cells.differ.keys());
  return {
    columns: [
      ...['sigma', 'epsilon', 'cosine of a step', `share of ${data.parts} that differ`],
      ...['length of the gradient', 'relative error of the sigma slope', 'right under y*'],
      ...['right under y*(epsilon)', 'cosine of all steps', 'sigma slope, estimate'],
      ...['sigma slope, reference', 'step of sigma', 'regime'],
    ],
    rows: [pointCell(data), ...cells].map((at) => rowOf(data, at)),
  };
}

function rowOf({ map }: SnapshotMapData, at: number): (number | string)[] {
  const { grid, cells, columns } = map;
  const column = at % grid.sigmas.length;
  const numbers = [
    ...SNAPSHOT_QUANTITIES.map((quantity) => snapshotAt(map, at, quantity)),
    ...[cells.mean[at], cells.slope[at], columns.slope[column]],
  ];
  return [
    ...[grid.sigmas[column], grid.epsilons[Math.floor(at / grid.sigmas.length)]],
    ...numbers.map((value) => (Number.isFinite(value) ? value : '')),
    snapshotStepsWrong(map, at) ? 'wrong' : 'right',
    SNAPSHOT_NAMES[snapshotRegime(map, at)],
  ];
}
