import {
  describeMapDifference,
  mapDifferenceTitle,
} from '../../../../charts/map-difference/describe';
import { MapDifferenceChart } from '../../../../charts/map-difference/MapDifferenceChart';
import { Figure } from '../../../../ui/figure/Figure';
import { useMapPage, useMaps, useMapValues, useRecorded } from '../context';
import { differenceData, differenceTable, sourceOf } from '../model';

const HEIGHT = 400;
/** Where there is nothing to draw. */
const NONE = 110;

/** What the second map has more and less than the first. */
export function DifferenceFigure() {
  const { store } = useMapPage();
  const values = useMapValues();
  const maps = useMaps();
  const recorded = useRecorded();
  const data = differenceData(values, maps);
  if (values.beside === 'none') {
    const why =
      'There is one map: a second one, of the same problem but for one setting, shows what that setting does.';
    return (
      <Figure
        id="difference"
        title="What would another law do?"
        sentence="Put a map beside it in the controls."
        description={why}
        height={NONE}
      >
        {() => (
          <p className="figure-empty">
            {why}{' '}
            <button type="button" className="button" onClick={() => store.set({ beside: 'law' })}>
              Compare with normal noise
            </button>
          </p>
        )}
      </Figure>
    );
  }
  return (
    <Figure
      id="difference"
      title={data ? mapDifferenceTitle(data) : 'What does the other setting do?'}
      sentence={
        data
          ? 'Cell by cell the second map beside the first: one hue where it has more, the other where it has less.'
          : 'The maps are being computed.'
      }
      description={data ? describeMapDifference(data) : 'The maps are being computed.'}
      source={sourceOf(maps, recorded)}
      table={() => differenceTable(data)}
      height={HEIGHT}
    >
      {(frame) => data && <MapDifferenceChart {...data} {...frame} />}
    </Figure>
  );
}
