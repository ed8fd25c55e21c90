import type { SweepResult } from '../../core/sweeps/sweep';
import { deviceSentence } from '../../core/training/devices';
import { download } from '../../ui/download';
import { CsvNumbers } from '../../ui/export/CsvNumbers';
import { useDecimalComma } from '../../ui/export/decimal-comma';
import { useFigureActions } from '../../ui/figure/context';
import { madeSource } from './made';
import { SWEEP_CSV } from './sweep-table';
import { sweepTable } from './sweep-view';

/** All cells of a map and all quantities, under the name that the lines for other programs read. */
export function SweepCsv({ results }: { readonly results: readonly SweepResult[] }) {
  const { receipt, notify } = useFigureActions();
  const { decimalComma } = useDecimalComma();
  const write = async () => {
    const { writeCsv } = await import('../../ui/export/csv');
    const table = sweepTable(results, __APP_VERSION__);
    const [{ seed }] = results;
    const source = { ...madeSource(results), samples: results.length, seed };
    const line = await receipt(source, table);
    const comments = [
      'Two settings of a lab of Noisy Argmax: a line per cell and quantity',
      ...[deviceSentence(results)].filter(Boolean),
    ];
    download(SWEEP_CSV, writeCsv(table, comments, line, decimalComma), 'text/csv');
  };
  const save = () =>
    void write().catch((error: unknown) =>
      notify(`The map could not be saved: ${String(error)}`, 'error'),
    );
  return (
    <div className="row">
      <button type="button" className="button" disabled={results.length === 0} onClick={save}>
        All cells as CSV
      </button>
      <CsvNumbers />
    </div>
  );
}
