import { PinChoice } from '../controls/PinChoice';
import { useMapPage, useMapValues } from './context';
import { labHash } from './links';

/** Which pin is the point, and the lab at it. */
export function PinControls() {
  const { store } = useMapPage();
  const values = useMapValues();
  return (
    <div className="pin-controls">
      <PinChoice values={values} onChange={store.set} />
      <a className="button" href={labHash(values, values.pin)}>
        Open in the lab
      </a>
    </div>
  );
}
PinControls.sets = ['pin', 'pins'];
