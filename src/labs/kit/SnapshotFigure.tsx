import { useMemo } from 'react';
import {
  describeSnapshot,
  snapshotSentence,
  snapshotTitle,
} from '../../charts/snapshot-map/describe';
import { SnapshotMapChart } from '../../charts/snapshot-map/SnapshotMapChart';
import { pointCell, SNAPSHOT_NAMES, type SnapshotMapData } from '../../charts/snapshot-map/model';
import {
  SNAPSHOT_QUANTITIES,
  snapshotAt,
  snapshotRegime,
  snapshotStepsWrong,
  type SnapshotQuantity,
} from '../../core/maps/snapshot-regimes';
import { Select, type Choice } from '../../ui/controls/choices';
import { Figure } from '../../ui/figure/Figure';
import type { FigureSource, FigureTable } from '../../ui/figure/types';
import { ParamFrame } from './ParamFrame';
import { PIN_NAMES, pinMoves, pinsOf, putPin, type Pin, type Pinned, type PinStore } from './pins';

interface SnapshotFigureProps {
  /** Null until there is a map. */
  readonly data: SnapshotMapData | null;
  /** What is said instead. */
  readonly waiting: string;
  readonly source: FigureSource | undefined;
  /** What can be shown of the cells. */
  readonly param: {
    readonly label: string;
    readonly options: readonly Choice<SnapshotQuantity>[];
  };
  readonly store: SnapshotStore;
  readonly values: SnapshotValues;
  /** What sigma is multiplied by to be a noise scale of the map. */
  readonly factor: number;
  /** The settings of a place on the map, under such a factor. */
  readonly offMap: (place: Pin, factor: number) => Pin;
}

interface SnapshotValues extends Pinned, Pin {
  readonly map: SnapshotQuantity;
}

interface SnapshotStore extends PinStore {
  set(values: Partial<SnapshotValues>): void;
}

const HEIGHT = 440;

/** Where in noise scale and loss weight a step of a training would go the right way. */
export function SnapshotFigure(props: SnapshotFigureProps) {
  const { data, waiting, source, param, store, values, factor, offMap } = props;
  const moves = useMemo(
    () => pinMoves(store, (place) => offMap(place, factor)),
    [store, offMap, factor],
  );
  const pins = pinsOf(values).length;
  return (
    <Figure
      id="map"
      title={data ? snapshotTitle(data) : 'Where does a step go the right way?'}
      sentence={data ? snapshotSentence(data) : waiting}
      description={data ? describeSnapshot(data) : waiting}
      source={data ? source : undefined}
      table={() => (data ? snapshotTable(data) : { columns: [], rows: [] })}
      controls={
        <>
          <ParamFrame name="map">
            <Select
              label={param.label}
              value={values.map}
              options={param.options}
              onChange={(map) => store.set({ map })}
            />
          </ParamFrame>
          <PinButtons
            pins={pins}
            onPin={() => store.set({ pins: putPin(values, pins, values) })}
            onClear={() => store.set({ pins: [] })}
          />
        </>
      }
      height={HEIGHT}
      wide
    >
      {(frame) => data && <SnapshotMapChart {...data} {...frame} {...moves} />}
    </Figure>
  );
}

interface PinButtonsProps {
  /** Number of pins that are set. */
  readonly pins: number;
  /** Puts the next pin where the point is. */
  readonly onPin: () => void;
  readonly onClear: () => void;
}

/** Pins by hand: each is trained. */
function PinButtons({ pins, onPin, onClear }: PinButtonsProps) {
  return (
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
