import { useMemo } from 'react';
import { printedAccuracy } from '../experiment/printed';
import { knnVariants } from '../experiment/spec';
import { knnResults, knnRows, shownRows, type KnnRow, type ShownRow } from '../experiment/table';
import { ComparisonChart } from '../../../charts/comparison/ComparisonChart';
import { describeComparison } from '../../../charts/comparison/describe';
import { comparisonHeight, type ComparisonData } from '../../../charts/comparison/layout';
import { formatNumber } from '../../../charts/shared/format';
import { useVanilla } from '../../../state/react';
import type { ResultsFile } from '../../../core/training/results';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureSource } from '../../../ui/figure/types';
import type { KnnResult } from '../experiment/repetition';
import { ResultsFiles } from '../../kit/ResultsFiles';
import { useKnn } from '../context';

/** Our accuracy beside the printed one, per set, trained k and method. */
function comparisonData(rows: readonly ShownRow[]): ComparisonData {
  const cells = rows.flatMap((row) => {
    const cell = row.cells.find(({ k }) => k === row.k);
    return cell ? [{ row, cell }] : [];
  });
  const lowest = Math.min(100, ...cells.map(({ cell }) => cell.interval[0]));
  return {
    valueLabel: 'right test images with the k trained for, %',
    bounds: [Math.max(0, Math.floor(lowest / 5) * 5), 100],
    rows: cells.map(({ row, cell }) => ({
      group: `${row.dataset}, k = ${row.k}`,
      label: knnVariants[row.variant].label,
      value: cell.percent,
      interval: cell.interval,
      count: row.test.images,
      printed: printedAccuracy(row.dataset, row.variant, row.k),
      ...(row.recorded && { recorded: true }),
      notes: [
        ['trained', `${formatNumber(row.minutes, 3)} min, ${row.steps} steps`],
        ['network', row.network],
        ['ms per step', formatNumber(row.millisecondsPerStep, 3)],
      ],
    })),
  };
}

function tableOf(rows: readonly KnnRow[]) {
  return {
    columns: [
      'set',
      'method',
      'trained k',
      'network',
      'minutes',
      'steps',
      'k',
      '%',
      'from',
      'to',
      'printed',
    ],
    rows: rows.flatMap((row) =>
      row.cells.map(({ k, percent, interval }) => [
        ...[row.dataset, knnVariants[row.variant].label, row.k, row.network],
        ...[row.minutes, row.steps, k, percent],
        ...interval,
        k === row.k ? (printedAccuracy(row.dataset, row.variant, k) ?? '') : '',
      ]),
    ),
  };
}

function sourceOf(
  rows: readonly ShownRow[],
  file: ResultsFile<KnnResult> | null,
): FigureSource | undefined {
  if (rows.length === 0) return undefined;
  const source = { backend: 'cpu', adapter: '', samples: rows.length, seed: rows[0].seed };
  if (!file || rows.some(({ recorded }) => !recorded)) return source;
  return { ...source, adapter: file.made.slice(0, 300), recorded: file.version };
}

/** Table 3 of the paper beside what was trained here. */
export function TableFigure() {
  const { table, recorded } = useKnn().results;
  const results = useVanilla(table);
  const file = useVanilla(recorded);
  const rows = useMemo(() => shownRows(results, file?.results ?? []), [results, file]);
  const data = useMemo(() => comparisonData(rows), [rows]);
  return (
    <Figure
      id="table"
      wide
      title="Table 3 of the paper, run again"
      sentence="Every run that is tested on all images comes in here, and so do results of the command line: ours as dots with 95% intervals, the printed value as a ring; pale what was recorded. The paper trains for 220 epochs on a GPU."
      description={describeComparison(data)}
      source={sourceOf(rows, file)}
      table={() => tableOf(rows)}
      panel={<Files />}
      height={comparisonHeight(data)}
    >
      {(frame) => <ComparisonChart {...data} {...frame} />}
    </Figure>
  );
}

/** All results out, others in, and all forgotten. */
function Files() {
  const { table } = useKnn().results;
  const results = useVanilla(table);
  const rows = knnRows(results);
  return (
    <div className="row">
      <ResultsFiles
        kind={knnResults}
        results={results}
        seed={rows[0]?.seed ?? 0}
        samples={rows.length}
        table={() => tableOf(rows)}
        onOpen={(opened) => table.setState([...table.getState(), ...opened], true)}
      />
      {results.length > 0 && (
        <button type="button" className="button" onClick={() => table.setState([], true)}>
          Forget all results
        </button>
      )}
    </div>
  );
}
