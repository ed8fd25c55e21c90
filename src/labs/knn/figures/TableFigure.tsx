import { useMemo } from 'react';
import type { ComputeStatus } from '../../../compute/service';
import {
  PRINTED_KS,
  printedAccuracies,
  printedAccuracy,
  printedFailure,
  variantsOf,
} from '../experiment/printed';
import { knnVariants, variantNames, type KnnVariant } from '../experiment/spec';
import { knnResults, knnRows, shownRows, type KnnRow, type ShownRow } from '../experiment/table';
import { describeSlopes } from '../../../charts/slopes/describe';
import type { SlopeGroup, SlopePoint, SlopesData } from '../../../charts/slopes/model';
import { SlopesChart } from '../../../charts/slopes/SlopesChart';
import { formatNumber } from '../../../charts/shared/format';
import { useVanilla } from '../../../state/react';
import type { ResultsFile } from '../../../core/training/results';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureSource } from '../../../ui/figure/types';
import type { KnnResult } from '../experiment/repetition';
import { recordedSource } from '../../kit/recorded';
import { ResultsFiles } from '../../kit/ResultsFiles';
import { useKnn } from '../context';

const NAMES: Readonly<Record<string, string>> = {
  mnist: 'MNIST',
  'fashion-mnist': 'Fashion-MNIST',
  cifar10: 'CIFAR-10',
  drawn: 'Drawn digits',
};

/** The printed table, a group per set, and our own accuracies with the k trained for on its lines. */
export function slopesData(rows: readonly KnnRow[]): SlopesData {
  const sets = [...new Set([...Object.keys(printedAccuracies), ...rows.map((row) => row.dataset)])];
  return {
    valueLabel: 'right test images, %',
    columnLabel: 'trained with k neighbours',
    groups: sets.map((set) =>
      groupOf(
        set,
        rows.filter(({ dataset }) => dataset === set),
      ),
    ),
  };
}

function groupOf(set: string, rows: readonly KnnRow[]): SlopeGroup {
  const printed = variantsOf(set);
  const ks = [...new Set([...(printed.length > 0 ? PRINTED_KS : []), ...rows.map(({ k }) => k)])];
  ks.sort((a, b) => a - b);
  const variants = variantNames.filter(
    (name) => printed.includes(name) || rows.some(({ variant }) => variant === name),
  );
  const point = (variant: KnnVariant, k: number, column: number): SlopePoint => {
    const row = rows.find((one) => one.variant === variant && one.k === k);
    const cell = row?.cells.find((one) => one.k === k);
    return {
      column,
      printed: printedAccuracy(set, variant, k),
      failed: printedFailure(set, variant, k),
      own: cell ? { value: cell.percent, interval: cell.interval } : null,
      notes: row
        ? [
            ['trained', `${formatNumber(row.minutes, 3)} min, ${row.steps} steps`],
            ['network', row.network],
          ]
        : [],
    };
  };
  return {
    title: NAMES[set] ?? set,
    columns: ks.map(String),
    lines: variants.map((variant) => ({
      id: variant,
      label: knnVariants[variant].short,
      category: knnVariants[variant].place,
      points: ks.map((k, column) => point(variant, k, column)),
    })),
  };
}

/** How much of the printed table fails. */
function tableTitle(): string {
  const cells = Object.keys(printedAccuracies).flatMap((set) =>
    variantsOf(set).flatMap((variant) =>
      PRINTED_KS.filter((k) => printedAccuracy(set, variant, k) !== null).map((k) =>
        printedFailure(set, variant, k),
      ),
    ),
  );
  const failed = cells.filter(Boolean).length;
  return `Table 3 of the paper: ${failed} of its ${cells.length} cells lie more than 10 points under the best`;
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

const TITLE = tableTitle();

function sourceOf(
  rows: readonly ShownRow[],
  file: ResultsFile<KnnResult> | null,
  own: Pick<ComputeStatus, 'backend' | 'adapter'>,
): FigureSource | undefined {
  if (rows.length === 0) return undefined;
  const counted = { samples: rows.length, unit: 'runs', seed: rows[0].seed };
  const isOwn = !file || rows.some(({ recorded }) => !recorded);
  const { backend, adapter } = own;
  return { ...(isOwn ? { backend, adapter } : recordedSource(file)), ...counted };
}

/** Table 3 of the paper beside what was trained here. */
export function TableFigure() {
  const { table, recorded, compute } = useKnn().results;
  const status = useVanilla(compute.status);
  const results = useVanilla(table);
  const file = useVanilla(recorded);
  const rows = useMemo(() => shownRows(results, file?.results ?? []), [results, file]);
  const data = useMemo(() => slopesData(rows), [rows]);
  return (
    <Figure
      id="table"
      wide
      title={TITLE}
      sentence="Rings are printed, after 220 epochs on a GPU, the failures in red; dots with 95% intervals are of runs tested here on all images, recorded ones, or from a file. The axis is that of the error, logarithmic."
      description={describeSlopes(data)}
      source={sourceOf(rows, file, status)}
      table={() => tableOf(rows)}
      panel={<Files />}
      height={420}
    >
      {(frame) => <SlopesChart {...data} {...frame} />}
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
        onOpen={(opened) => void table.add(opened)}
      />
      {results.length > 0 && (
        <button type="button" className="button" onClick={() => table.clear()}>
          Forget all results
        </button>
      )}
    </div>
  );
}
