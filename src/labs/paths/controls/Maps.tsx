import { useCallback } from 'react';
import { useValues, useVanilla } from '../../../state/react';
import { Problems } from '../../../ui/Problems';
import { FileButton } from '../../../ui/FileButton';
import { Select } from '../../../ui/controls/choices';
import { ParamControl } from '../../kit/bound';
import { usePaths } from '../context';
import { PICTURED, type PathsValues } from '../params';

/** Which maps are looked at, which of them, and how to bring some. */
export function Maps() {
  const { store, results } = usePaths();
  const source = useValues(store, (values) => values.source);
  const { given, missing, problems } = useVanilla(results.maps);
  const add = useCallback((files: File[]) => void results.addFiles(files), [results]);
  const shown = given?.source === source ? given : null;
  const count = shown?.count ?? null;
  const painted = source === 'own' && shown !== null && shown.costs !== null;
  const status = missing ? missingText(source) : statusText(source, count, painted);
  const { label, options, help } = store.table.source;
  return (
    <>
      <Select
        {...{ label, options, help, value: source }}
        onChange={(value) =>
          store.set(value === 'terrain' ? { source: value } : { source: value, size: PICTURED })
        }
      />
      <p className={missing ? 'field-fault' : 'muted'} role="status" hidden={status === ''}>
        {status}
      </p>
      <Problems problems={problems} />
      <FileButton label="Open maps or a picture" multiple onFiles={add} />
      {count !== 1 && <ParamControl name="map" {...(count !== null && { max: count - 1 })} />}
    </>
  );
}
Maps.sets = ['source', 'map'];

const missingText = (source: PathsValues['source']) =>
  source === 'own'
    ? 'Your picture is not here; drop one on the page. Meanwhile this is generated land.'
    : 'Your Warcraft maps are not here; drop test_maps.npy and test_vertex_weights.npy on the page. Meanwhile this is generated land.';

function statusText(source: PathsValues['source'], count: number | null, painted: boolean): string {
  if (count === null) return '';
  if (source === 'warcraft') return `${count} Warcraft map${count === 1 ? '' : 's'}.`;
  if (painted) return 'Your land as a picture, at 96 × 96 pixels; it costs what you have painted.';
  const pictures = count === 1 ? 'your picture' : `${count} pictures`;
  return `The middle square of ${pictures}, at 96 × 96 pixels; nobody knows a right path.`;
}
