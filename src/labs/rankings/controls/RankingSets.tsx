import { useCallback, useState } from 'react';
import { useValues, useVanilla } from '../../../state/react';
import { Disclosure, Select } from '../../../ui/controls/choices';
import { Problems } from '../../../ui/Problems';
import { FileButton } from '../../../ui/FileButton';
import { useRankings } from '../context';
import type { Sets } from '../own-sets';
import type { RankingsValues } from '../params';
import { missingNote, setNote } from '../words';

type Data = RankingsValues['data'];

/** Which rankings are learned, those that this browser keeps, and how to add some. */
export function RankingSets() {
  const { store, results } = useRankings();
  const sets = useVanilla(results.sets);
  const data = useValues(store, (values) => values.data);
  const add = useCallback((files: File[]) => void results.addFiles(files), [results]);
  const { help, label } = store.table.data;
  return (
    <>
      <Select
        {...{ label, help, value: data, options: optionsOf(sets, data) }}
        onChange={(next: Data) => store.set({ data: next })}
      />
      <Status sets={sets} data={data} />
      <Problems problems={sets.problems} />
      <div className="row">
        <FileButton label="Open rankings" multiple onFiles={add} />
        {sets.open && (
          <button
            type="button"
            className="button"
            onClick={() => sets.open && results.remove(sets.open.id)}
          >
            Remove {sets.open.file}
          </button>
        )}
      </div>
      <Pasted onFiles={add} />
    </>
  );
}
RankingSets.sets = ['data'];

/** Generated examples, the sets that are kept here or lie beside the page, and the chosen one if it is not. */
function optionsOf({ list, site }: Sets, data: Data) {
  const kept = list.map(({ id, file }) => ({ value: id as Data, label: file }));
  const others = site.filter((id) => list.every((info) => info.id !== id));
  const sets = [...kept, ...others.map((id) => ({ value: id as Data, label: `${id}.txt` }))];
  const isListed = data === 'made' || sets.some(({ value }) => value === data);
  return [
    { value: 'made' as Data, label: 'Generated' },
    ...sets,
    ...(isListed ? [] : [{ value: data, label: `${data} (not here)` }]),
  ];
}

function Status({ sets, data }: { sets: Sets; data: Data }) {
  const { open, settled, reading } = sets;
  if (reading) {
    return (
      <p className="muted" role="status">
        Reading file {reading.done + 1} of {reading.total} …
      </p>
    );
  }
  if (data === 'made' || !settled) return null;
  return (
    <p className={open ? 'muted' : 'field-fault'} role="status">
      {open ? setNote(open) : missingNote(data)}
    </p>
  );
}

/** A table from the clipboard, such as cells of a spreadsheet. */
function Pasted({ onFiles }: { onFiles(files: File[]): void }) {
  const [text, setText] = useState('');
  return (
    <Disclosure summary="Paste a table">
      <p className="muted">
        A row per example: its features, then its labels as b&gt;a&gt;c in a column “ranking”, or
        their places in columns “place:a”, “place:b” …
      </p>
      <textarea
        aria-label="Table of rankings"
        rows={4}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button
        type="button"
        className="button"
        disabled={text.trim() === ''}
        onClick={() => onFiles([new File([text], 'pasted.csv')])}
      >
        Read the table
      </button>
    </Disclosure>
  );
}
