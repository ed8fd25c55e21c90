import { describeMapCuts } from '../../../../charts/map-cuts/describe';
import type { MapCutsData } from '../../../../charts/map-cuts/layout';
import { MapCutsChart } from '../../../../charts/map-cuts/MapCutsChart';
import { formatNumber } from '../../../../charts/shared/format';
import { Figure } from '../../../../ui/figure/Figure';
import { useMapPage, useMaps, useMapValues, useRecorded } from '../context';
import { labHash } from '../links';
import { choosePin, namedPins, removePin } from '../../pins';
import { pinColumns, pinRow, pinTable, shownMaps, sourceOf } from '../model';

const HEIGHT = 300;

/** The numbers of every pin in a row, and the cuts of the maps through the one that is the point. */
export function PinsFigure() {
  const values = useMapValues();
  const maps = useMaps();
  const recorded = useRecorded();
  const shown = shownMaps(values, maps);
  const { sigma, epsilon, pin } = values;
  const [first, second] = shown;
  const data: MapCutsData | null = first
    ? { grounds: second ? [first, second] : [first], sigma, epsilon }
    : null;
  return (
    <Figure
      id="pins"
      title={`Cuts through pin ${pin}: σ = ${formatNumber(sigma, 2)}, ε = ${formatNumber(epsilon, 2)}`}
      sentence="One row of numbers a pin; the curves are what the map has along σ and along ε through the point."
      description={data ? describeMapCuts(data) : 'The map is being computed.'}
      source={sourceOf(maps, recorded)}
      table={() => pinTable(values, shown)}
      panel={<PinRows />}
      height={HEIGHT}
      wide
    >
      {(frame) => data && <MapCutsChart {...data} {...frame} />}
    </Figure>
  );
}

function PinRows() {
  const { store } = useMapPage();
  const values = useMapValues();
  const maps = useMaps();
  const [data] = shownMaps(values, maps);
  const pins = namedPins(values);
  const columns = pinColumns(data ?? {});
  return (
    // it scrolls by itself where the page is narrow
    <div className="pin-rows" role="region" aria-label="Numbers of the pins">
      <table>
        <thead>
          <tr>
            {['pin', ...columns, 'open in'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {pins.map((pin) => (
            <tr key={pin.name}>
              <th scope="row">
                <button
                  type="button"
                  className="chip"
                  aria-pressed={pin.name === values.pin}
                  aria-label={`Pin ${pin.name} is the point`}
                  onClick={() => store.set(choosePin(values, pin.name))}
                >
                  {pin.name}
                </button>
              </th>
              {(data ? pinRow(data, maps[0]?.errors ?? null, pin) : []).map((text, i) => (
                <td key={columns[i]}>{text}</td>
              ))}
              <td>
                <a
                  href={labHash(values, pin.name)}
                  aria-label={`the lab, with pin ${pin.name} as its point`}
                >
                  the lab
                </a>
              </td>
              <td>
                {pins.length > 1 && (
                  <button
                    type="button"
                    className="button"
                    aria-label={`Remove pin ${pin.name}`}
                    onClick={() => store.set(removePin(values, pin.name))}
                  >
                    Remove
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
