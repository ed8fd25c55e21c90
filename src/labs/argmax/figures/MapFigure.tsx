import { useState } from 'react';
import {
  describeRegimeMap,
  regimeMapSentence,
  regimeMapTitle,
} from '../../../charts/regime-map/describe';
import { NAMES, pointCell, type Place, type RegimeMapData } from '../../../charts/regime-map/model';
import { RegimeMapChart } from '../../../charts/regime-map/RegimeMapChart';
import { QUANTITIES, quantityAt } from '../../../core/maps/quantities';
import type { RegimeMap } from '../../../core/maps/regime-map';
import { TRAINING_STEPS, type MapTraining } from '../../../core/maps/training';
import { cellNear, regimeAt, stepsWrongAt } from '../../../core/maps/regimes';
import type { Phase } from '../../../state/lab-store';
import { SegmentedControl } from '../../../ui/controls/choices';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { ParamFrame } from '../../kit/ParamFrame';
import { PinChoice } from '../controls/PinChoice';
import { mapHash } from '../map/links';
import { useArgmax, useArgmaxValues } from '../context';
import { argmaxTable, epsilonBounds, sigmaBounds, type ArgmaxValues } from '../params';
import { namedPins, pinMoves, removePin } from '../pins';
import { Unfit } from './Unfit';
import { useMap } from './useMap';
import { useTraining } from './useTraining';

const HEIGHT = 420;

export const mapData = (
  values: ArgmaxValues,
  map: RegimeMap,
  training?: MapTraining,
): RegimeMapData => ({
  ...{ map, training, quantity: values.map, draws: values.batch },
  ...{ sigma: values.sigma, epsilon: values.epsilon, sigmaBounds, epsilonBounds },
});

/** All cells, the point first. */
export function mapTable(data: RegimeMapData): FigureTable {
  const { map, training, sigma, epsilon } = data;
  const cells = map.cells.bias.length;
  const trained = (at: number) => (training ? [training.losses[at]] : []);
  const rows = Array.from({ length: cells }, (_, at) => [
    ...rowOf(data, { map, at }),
    ...trained(at),
  ]);
  const near = cellNear(map.grid, sigma, epsilon);
  return {
    columns: [
      ...['sigma', 'epsilon', 'error', 'bias', 'spread', 'cosine', 'share that differs'],
      ...['relative error of the sigma slope', 'sigma slope, expected', 'sigma slope, exact'],
      ...['step of sigma', 'expected loss', 'regime'],
      ...(training ? [`expected loss after ${TRAINING_STEPS} steps`] : []),
    ],
    rows: [[...rowOf(data, pointCell(data)), ...trained(near)], ...rows],
  };
}

function rowOf(data: RegimeMapData, { map, at }: Place): (number | string)[] {
  const { grid, cells, truth } = map;
  const column = at % grid.sigmas.length;
  const quantities = QUANTITIES.map((quantity) => quantityAt(map, at, quantity, data.draws));
  return [
    grid.sigmas[column],
    grid.epsilons[Math.floor(at / grid.sigmas.length)],
    ...quantities.map((value) => (Number.isNaN(value) ? '' : value)),
    ...[cells.slope[at], truth.slopes[column]],
    stepsWrongAt(map, at) ? 'wrong' : 'right',
    truth.losses[column],
    NAMES[regimeAt(map, at, data.draws)],
  ];
}

/** Where in noise scale and loss weight the gradient points the right way. */
export function MapFigure() {
  const values = useArgmaxValues();
  return values.loss.every((entry) => entry === values.loss[0]) ? (
    <NoGradient loss={values.loss} />
  ) : (
    <FittingMap values={values} />
  );
}

function NoGradient({ loss }: Pick<ArgmaxValues, 'loss'>) {
  const why = 'Every class has the same loss: there is no gradient to estimate.';
  return (
    <Figure
      id="map"
      title="Equal losses have no gradient"
      sentence="The map of the noise scale and the loss weight shows how good an estimate of the gradient is."
      description={why}
      height={HEIGHT}
      wide
    >
      {() => (
        <Unfit
          why={why}
          offer="Make A the target"
          settings={{ loss: loss.map((_, i) => Number(i > 0)) }}
        />
      )}
    </Figure>
  );
}

function FittingMap({ values }: { values: ArgmaxValues }) {
  const { store } = useArgmax();
  const map = useMap(values);
  const training = useTraining(values);
  const [moves] = useState(() => ({
    onPoint: (settings: Pick<ArgmaxValues, 'sigma' | 'epsilon'>, phase: Phase) =>
      store.set(settings, phase),
    ...pinMoves(() => store.getState().values, store.set),
  }));
  const data = map && mapData(values, map, training);
  const pins = namedPins(values);
  // one pin alone is the point of the lab
  const pinned = pins.length > 1 ? { pins, active: values.pin } : {};
  return (
    <Figure
      id="map"
      title={data ? regimeMapTitle(data) : 'Where does the gradient point the right way?'}
      sentence={
        data
          ? regimeMapSentence(data, pins.length > 1 ? `pin ${values.pin}` : undefined)
          : 'The map is being computed.'
      }
      description={data ? describeRegimeMap(data) : 'The map is being computed.'}
      source={
        map?.samples
          ? { backend: 'cpu', adapter: '', samples: map.samples, seed: map.problem.seed }
          : undefined
      }
      table={() => (data ? mapTable(data) : { columns: [], rows: [] })}
      controls={
        <>
          <ParamFrame name="map">
            <SegmentedControl
              label={argmaxTable.map.label}
              hideLabel
              value={values.map}
              options={argmaxTable.map.options}
              onChange={(quantity) => store.set({ map: quantity })}
            />
          </ParamFrame>
          <ParamFrame name="pins">
            <PinChoice values={values} onChange={store.set} />
            {pins.length > 1 && (
              <button
                type="button"
                className="button"
                onClick={() => store.set(removePin(values, values.pin))}
              >
                Remove pin {values.pin}
              </button>
            )}
          </ParamFrame>
          <a className="button" href={mapHash(values)}>
            Open as a page
          </a>
        </>
      }
      height={HEIGHT}
      wide
    >
      {(frame) => data && <RegimeMapChart {...data} {...frame} {...moves} {...pinned} />}
    </Figure>
  );
}
