import { useMemo, useState } from 'react';
import { printedCell, printedEpoch, printedSizes, printedVariants } from '../experiment/printed';
import { matchingVariants, variantNames, type MatchingVariant } from '../experiment/spec';
import {
  matchingResults,
  shownRows,
  tableJobs,
  type ShownRow,
  type TableRow,
} from '../experiment/table';
import { describeComparison } from '../../../charts/comparison/describe';
import { ComparisonChart } from '../../../charts/comparison/ComparisonChart';
import type { ComparisonData } from '../../../charts/comparison/layout';
import { comparisonHeight } from '../../../charts/comparison/layout';
import { formatNumber } from '../../../charts/shared/format';
import { useVanilla } from '../../../state/react';
import { Toggle } from '../../../ui/controls/choices';
import { useFigureActions } from '../../../ui/figure/context';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { madeSource } from '../../kit/made';
import { repetitionsSource } from '../../kit/recorded';
import { Chips, Repetitions } from '../../kit/Repetitions';
import { ResultsFiles } from '../../kit/ResultsFiles';
import { useMatching, useMatchingValues } from '../context';
import { recordedNote } from './recorded-note';

const labelOf = ({ variant, full }: Pick<TableRow, 'variant' | 'full'>) =>
  matchingVariants[variant].label + (full ? ', no early stop' : '');

/** Our share of perfect test sequences beside the printed one, per size and method. */
function comparisonData(rows: readonly ShownRow[]): ComparisonData {
  return {
    valueLabel: 'perfectly sorted test sequences, %',
    bounds: [0, 100],
    rows: rows.map(({ variant, d, full, perfect, perfectInterval, repetitions, ...row }) => ({
      ...(row.recorded && { recorded: true }),
      group: `d = ${d}`,
      label: labelOf({ variant, full }),
      short: matchingVariants[variant].short + (full ? ', full' : ''),
      value: perfect,
      interval: perfectInterval,
      count: repetitions,
      printed: printedCell(variant, d)?.perfect ?? null,
      notes: notesOn(variant, d, row),
    })),
  };
}

/** Wrong places, steps and epoch times, beside those of the paper's Tables 1 and 2. */
function notesOn(
  variant: MatchingVariant,
  d: number,
  {
    wrong,
    steps,
    milliseconds,
    device,
  }: Pick<TableRow, 'wrong' | 'steps' | 'milliseconds' | 'device'>,
): (readonly [string, string])[] {
  const printed = printedCell(variant, d);
  const epoch = printedEpoch(variant, d);
  const percent = (mean: number, std: number) =>
    Number.isNaN(std) ? `${formatNumber(mean)}%` : `${formatNumber(mean)} ± ${formatNumber(std)}%`;
  return [
    ['wrong places', percent(wrong.mean, wrong.std)],
    ...(printed ? [['wrong places, printed', percent(printed.wrong, printed.std)] as const] : []),
    ['steps', formatNumber(steps)],
    [device ? 'ms per step, of many at once' : 'ms per step, 1 thread', formatNumber(milliseconds)],
    ...(device ? [['made side by side by', device] as const] : []),
    ...(epoch ? [['printed epoch on a K80, ms', String(epoch)] as const] : []),
  ];
}

function tableOf(rows: readonly ShownRow[]): FigureTable {
  return {
    columns: [
      'd',
      'method',
      'repetitions',
      'from the site',
      'perfect %',
      'from',
      'to',
      'printed perfect %',
      'wrong %',
      'std',
      'wrong from',
      'wrong to',
      'printed wrong %',
      'printed std',
      'steps',
      'ms per step, 1 thread or of many at once',
      'graphics device',
      'printed ms per epoch (K80)',
    ],
    rows: rows.map((row) => {
      const {
        variant,
        d,
        repetitions,
        perfect,
        perfectInterval,
        wrong,
        steps,
        milliseconds,
        device,
      } = row;
      const printed = printedCell(variant, d);
      return [
        d,
        labelOf(row),
        repetitions,
        row.recorded ? 'recorded' : '',
        perfect,
        ...perfectInterval,
        printed?.perfect ?? '',
        wrong.mean,
        Number.isNaN(wrong.std) ? '' : wrong.std,
        ...wrong.interval.map((end) => (Number.isNaN(end) ? '' : end)),
        printed?.wrong ?? '',
        printed?.std ?? '',
        steps,
        milliseconds,
        device,
        printedEpoch(variant, d) ?? '',
      ];
    }),
  };
}

/** Table 1 of the paper: what came with the site, and what was run in this browser. */
export function TableFigure() {
  const { table } = useMatching().results;
  const results = useVanilla(table, (state) => state.results);
  const recorded = useVanilla(table, (state) => state.recorded);
  const { presenting } = useFigureActions();
  const { seed } = useMatchingValues();
  const own = useMemo(() => results.filter((result) => result.seed === seed), [results, seed]);
  const rows = useMemo(() => shownRows(own, recorded?.results ?? []), [own, recorded]);
  const data = useMemo(() => comparisonData(rows), [rows]);
  return (
    <Figure
      id="table"
      wide
      title="Table 1 of the paper, run again"
      sentence={`Share of repetitions whose held-out sequence is sorted perfectly, with 95% intervals; rings are printed.${recordedNote(rows)}`}
      description={describeComparison(data)}
      source={repetitionsSource(rows, seed, recorded, own)}
      table={() => tableOf(rows)}
      // a lecture shows results; to run more is for the page
      panel={presenting ? undefined : <Request />}
      height={comparisonHeight(data)}
    >
      {(frame) => <ComparisonChart {...data} {...frame} />}
    </Figure>
  );
}

/** What to run, how far it is, and what can be done with the results. */
function Request() {
  const { table } = useMatching().results;
  const { seed } = useMatchingValues();
  const [ds, setDs] = useState<readonly number[]>([5, 10]);
  const [methods, setMethods] = useState<readonly MatchingVariant[]>(printedVariants);
  const [repetitions, setRepetitions] = useState(20);
  const [full, setFull] = useState(false);
  return (
    <Repetitions
      table={table}
      jobs={(count) => tableJobs({ variants: methods, ds, repetitions: count, seed, full })}
      {...{ repetitions, onRepetitions: setRepetitions }}
      empty={ds.length === 0 || methods.length === 0}
      more={
        <Toggle
          label="no early stop"
          help="Make all 2000 steps, whatever the training loss does."
          checked={full}
          onChange={setFull}
        />
      }
      files={<Files />}
    >
      <Chips
        legend="Numbers to sort"
        names={printedSizes}
        labelOf={(d) => `d = ${d}`}
        chosen={ds}
        onChange={setDs}
      />
      <Chips
        legend="Methods"
        names={variantNames}
        labelOf={(name) => matchingVariants[name].label}
        chosen={methods}
        onChange={setMethods}
      />
    </Repetitions>
  );
}

/** The results of the seed out, and others in. */
function Files() {
  const { table } = useMatching().results;
  const { seed } = useMatchingValues();
  const results = useVanilla(table, (state) => state.results).filter(
    (result) => result.seed === seed,
  );
  return (
    <ResultsFiles
      kind={matchingResults}
      {...{ results, seed }}
      samples={results.length}
      source={madeSource(results)}
      table={() => tableOf(shownRows(results, []))}
      onOpen={(opened) => table.add(opened)}
    />
  );
}
