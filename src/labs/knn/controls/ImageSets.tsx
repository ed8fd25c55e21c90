import { useCallback } from 'react';
import { useValues, useVanilla } from '../../../state/react';
import { Problems } from '../../../ui/Problems';
import { FileButton } from '../../../ui/FileButton';
import { ParamSelect } from '../../kit/bound';
import { useKnn } from '../context';

/** Which images are learned, which others there are, and how to add some. */
export function ImageSets() {
  const { store, results } = useKnn();
  const { list, open, error, problems, notes } = useVanilla(results.sets);
  const dataset = useValues(store, (values) => values.dataset);
  const add = useCallback((files: File[]) => void results.addFiles(files), [results]);
  const listed = list.find(({ id }) => id === dataset);
  const status = open
    ? `${open.title}: ${open.train} to learn from, ${open.test} to test, ${open.classes.length} classes`
    : (error ?? 'Opening the images …');
  return (
    <>
      <ParamSelect store={store} name="dataset" />
      <p className={error ? 'field-fault' : 'muted'} role="status">
        {status}
        {!open && !error && listed?.note}
      </p>
      {notes.length > 0 && <p className="muted">{notes.join(' ')}</p>}
      <Problems problems={problems} />
      <FileButton label="Open your own images" multiple onFiles={add} />
    </>
  );
}

ImageSets.sets = ['dataset'];
