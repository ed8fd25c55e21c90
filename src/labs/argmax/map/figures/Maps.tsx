import { useState } from 'react';
import {
  describeRegimeMap,
  regimeMapSentence,
  regimeMapTitle,
} from '../../../../charts/regime-map/describe';
import type { MapArea } from '../../../../charts/regime-map/useRectangle';
import { RegimeMapChart } from '../../../../charts/regime-map/RegimeMapChart';
import type { Phase } from '../../../../state/lab-store';
import { SegmentedControl } from '../../../../ui/controls/choices';
import { useFigureActions } from '../../../../ui/figure/context';
import { Figure } from '../../../../ui/figure/Figure';
import type { Frame } from '../../../../ui/figure/types';
import { useNarrow } from '../../../../ui/useMedia';
import { ParamFrame } from '../../../kit/ParamFrame';
import { mapTable as cellTable } from '../../figures/MapFigure';
import { Unfit } from '../../figures/Unfit';
import type { Pin } from '../../params';
import { namedPins, pinMoves } from '../../pins';
import { closer, isWhole, lookAt, WHOLE } from '../areas';
import { hasGradient } from '../connect';
import { useMapPage, useMaps, useMapValues, useRecorded } from '../context';
import { shownMaps, sourceOf } from '../model';
import { mapTable, type MapValues } from '../params';

/** Height of each of two maps that stand one over the other. */
const STACKED = 360;
const GAP = 16;
/** From this width on two maps stand side by side. */
const SIDE_BY_SIDE = 640;

/** The map, and the one beside it. */
export function MapsFigure() {
  const values = useMapValues();
  return hasGradient(values) ? <Maps values={values} /> : <NoGradient loss={values.loss} />;
}

function NoGradient({ loss }: Pick<MapValues, 'loss'>) {
  const why = 'Every class has the same loss: there is no gradient to estimate.';
  return (
    <Figure
      id="map"
      title="Equal losses have no gradient"
      sentence="The map shows how good an estimate of the gradient is."
      description={why}
      height="fill"
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

function Maps({ values }: { values: MapValues }) {
  const { store } = useMapPage();
  const { presenting } = useFigureActions();
  const narrow = useNarrow();
  const maps = useMaps();
  const recorded = useRecorded();
  const shown = shownMaps(values, maps);
  const [data] = shown;
  const [moves] = useState(() => ({
    onPoint: (point: Pin, phase: Phase) => store.set(point, phase),
    ...pinMoves(() => store.getState().values, store.set),
    onArea: (area: MapArea) => store.set(lookAt(store.getState().values, area)),
  }));
  const two = values.beside !== 'none';
  const pins = namedPins(values);
  return (
    <Figure
      id="map"
      title={data ? regimeMapTitle(data) : 'Where does the gradient point the right way?'}
      sentence={data ? regimeMapSentence(data, `pin ${values.pin}`) : 'The map is being computed.'}
      description={
        data ? shown.map((one) => describeRegimeMap(one)).join(' ') : 'The map is being computed.'
      }
      source={sourceOf(maps, recorded)}
      table={() => (data ? cellTable(data) : { columns: [], rows: [] })}
      controls={
        <>
          <ParamFrame name="map">
            <SegmentedControl
              label={mapTable.map.label}
              hideLabel
              value={values.map}
              options={mapTable.map.options}
              onChange={(quantity) => store.set({ map: quantity })}
            />
          </ParamFrame>
          <ParamFrame name="sigmas">
            <button type="button" className="button" onClick={() => store.set(closer(values))}>
              Look closer
            </button>
            <button
              type="button"
              className="button"
              disabled={isWhole(values)}
              onClick={() => store.set(WHOLE)}
            >
              Whole map
            </button>
          </ParamFrame>
        </>
      }
      height={two && narrow && !presenting ? 2 * STACKED + GAP : 'fill'}
    >
      {(frame) => (
        <div className="two-maps" data-stacked={frame.width < SIDE_BY_SIDE || undefined}>
          {shown.map((one, i) => (
            <RegimeMapChart
              key={i}
              {...one}
              {...(two ? half(frame) : frame)}
              {...moves}
              pins={pins}
              active={values.pin}
            />
          ))}
        </div>
      )}
    </Figure>
  );
}

/** The room of one of two maps. */
const half = (frame: Frame): Frame =>
  frame.width < SIDE_BY_SIDE
    ? { ...frame, height: (frame.height - GAP) / 2 }
    : { ...frame, width: (frame.width - GAP) / 2 };
