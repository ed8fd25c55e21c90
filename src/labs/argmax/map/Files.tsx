import { useCallback } from 'react';
import { download } from '../../../ui/download';
import { CsvNumbers } from '../../../ui/export/CsvNumbers';
import { useDecimalComma } from '../../../ui/export/decimal-comma';
import { useFigureActions } from '../../../ui/figure/context';
import { FileButton } from '../../../ui/FileButton';
import { FileDrop } from '../../../ui/FileDrop';
import { CodeLines } from '../../kit/CodeLines';
import { useMapPage, useMaps } from './context';
import { CSV_NAME, JSON_NAME, longTable, mapPandas, mapR } from './csv';

/** What is done with files that are opened or dropped: maps come back, all else gets a sentence. */
function useOpen() {
  const { store, results } = useMapPage();
  const { notify } = useFigureActions();
  return useCallback(
    async (files: File[]) => {
      const { readMaps } = await import('./file');
      if (files.length !== 1) return notify('One file of a map is opened at a time.', 'error');
      const [file] = files;
      const read = readMaps(await file.text());
      if (!read.ok) return notify(`${file.name}: ${read.fault}`, 'error');
      results.load(read.maps, read.version);
      store.set(read.values);
      notify(`${file.name} is open: the map that version ${read.version} has saved.`);
    },
    [store, results, notify],
  );
}

/** Takes the file of a map wherever it is dropped. */
export function MapDrop() {
  const open = useOpen();
  const onFiles = useCallback((files: File[]) => void open(files), [open]);
  return <FileDrop label="Drop the file of a map" onFiles={onFiles} />;
}

/** The map as a table and as a file that opens here again, and the lines that read the table. */
export function TakeHome() {
  const maps = useMaps();
  const { receipt, notify } = useFigureActions();
  const { decimalComma } = useDecimalComma();
  const open = useOpen();
  const there = maps.flatMap((one) => one ?? []);
  const made = async () => {
    const source = { backend: 'cpu', adapter: '', samples: there[0]?.map.samples ?? 0, seed: 0 };
    const line = await receipt({ ...source, seed: there[0]?.map.problem.seed ?? 0 }, undefined);
    return { line, ...(JSON.parse(line) as { version: string; hash: string }) };
  };
  const save = (write: () => Promise<void>) => () =>
    void write().catch((error: unknown) =>
      notify(`The map could not be saved: ${String(error)}`, 'error'),
    );
  const saveTable = save(async () => {
    const { writeCsv } = await import('../../../ui/export/csv');
    const { line, version, hash } = await made();
    const comments = [`Regime map of Noisy Argmax: ${hash}`];
    const text = writeCsv(longTable(there, version), comments, line, decimalComma);
    download(CSV_NAME, text, 'text/csv');
  });
  const saveMap = save(async () => {
    const { writeMaps } = await import('./file');
    const { version, hash } = await made();
    download(JSON_NAME, writeMaps(there, hash, version));
  });
  return (
    <>
      <div className="row">
        <button type="button" className="button" disabled={there.length === 0} onClick={saveTable}>
          All cells as CSV
        </button>
        <button type="button" className="button" disabled={there.length === 0} onClick={saveMap}>
          Map as JSON
        </button>
        <FileButton
          label="Open a map"
          accept=".json,application/json"
          onFiles={(files) => void open(files)}
        />
      </div>
      <CsvNumbers />
      <CodeLines
        title="The CSV in pandas"
        name="Lines for pandas"
        lines={mapPandas(decimalComma)}
      />
      <CodeLines title="The CSV in R" name="Lines for R" lines={mapR(decimalComma)} />
    </>
  );
}
