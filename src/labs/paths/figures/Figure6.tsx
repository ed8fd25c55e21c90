import { useMemo, useState } from 'react';
import { ComparisonChart } from '../../../charts/comparison/ComparisonChart';
import { describeComparison } from '../../../charts/comparison/describe';
import { comparisonHeight } from '../../../charts/comparison/layout';
import { describeSeries } from '../../../charts/series/describe';
import { SeriesChart } from '../../../charts/series/SeriesChart';
import { useVanilla } from '../../../state/react';
import { Select } from '../../../ui/controls/choices';
import { useFigureActions } from '../../../ui/figure/context';
import { Figure } from '../../../ui/figure/Figure';
import { recordedSource, repetitionsSource } from '../../kit/recorded';
import { Chips, Repetitions } from '../../kit/Repetitions';
import { ResultsFiles } from '../../kit/ResultsFiles';
import { seriesTable } from '../../kit/run-figure';
import { usePaths, usePathsValues } from '../context';
import { gatesFound } from '../experiment/gates';
import { pathsVariants, variantNames, type PathsVariant } from '../experiment/spec';
import { byTraining, pathsJobs, pathsResults, shownRows } from '../experiment/table';
import {
  claimsOf,
  comparisonData,
  curvesData,
  gatesData,
  gatesSentence,
  gatesTable,
  quantities,
  rowsTable,
  trainingName,
  type Quantity,
} from './figure-6';

/** The rows of this browser and of the site. */
function useRows() {
  const { table } = usePaths().results;
  const results = useVanilla(table, (state) => state.results);
  const recorded = useVanilla(table, (state) => state.recorded);
  const rows = useMemo(() => shownRows(results, recorded?.results ?? []), [results, recorded]);
  return { results, recorded, rows };
}

/** The end points of Figure 6: what came with the site, and what was run in this browser. */
export function Figure6Figure() {
  const { recorded, rows } = useRows();
  const { presenting } = useFigureActions();
  const { seed } = usePathsValues();
  const data = useMemo(() => comparisonData(rows), [rows]);
  const claims = useMemo(() => claimsOf(rows), [rows]);
  return (
    <Figure
      id="figure-6"
      wide
      title="Figure 6 of Berthet et al., run again on generated maps"
      sentence={`Share of the test maps whose cheapest path is found, with 95% intervals.${noteOn(rows)}`}
      description={`${describeComparison(data)} ${claims.map(claimText).join(' ')}`}
      source={repetitionsSource(rows, seed, recorded)}
      table={() => rowsTable(rows)}
      // a lecture shows results; to run more is for the page
      panel={
        presenting ? undefined : (
          <>
            <ul className="claims">
              {claims.map((claim) => (
                <li key={claim.printed}>{claimText(claim)}</li>
              ))}
            </ul>
            <Request />
          </>
        )
      }
      height={comparisonHeight(data)}
    >
      {(frame) => <ComparisonChart {...data} {...frame} />}
    </Figure>
  );
}

const claimText = ({ printed, at, ours }: ReturnType<typeof claimsOf>[number]) =>
  `${printed} (${at}): here ${ours}.`;

const noteOn = (rows: readonly { readonly recorded: boolean }[]) =>
  rows.some(({ recorded }) => recorded) ? ' Pale: recorded. Yours take their place.' : '';

/** What can be run here, with a rate that suits it, and about how long a method takes on one thread. */
const trainings = [
  { maps: 490, testMaps: 200, epochs: 10, rate: 0.003, time: 'seconds' },
  { maps: 2000, testMaps: 500, epochs: 20, rate: 0.003, time: 'a minute' },
  { maps: 4000, testMaps: 500, epochs: 40, rate: 0.006, time: 'some minutes' },
] as const;

const trainingOptions = trainings.map(({ maps, epochs, time }, i) => ({
  value: String(i),
  label: `${maps.toLocaleString('en-US')} maps, ${epochs} epochs: ${time} each`,
}));

/** What to run, how far it is, and what can be done with the results. */
function Request() {
  const { table } = usePaths().results;
  const { seed } = usePathsValues();
  const [methods, setMethods] = useState<readonly PathsVariant[]>(
    variantNames.filter((name) => ['fenchel-young', 'blackbox', 'squared'].includes(name)),
  );
  const [training, setTraining] = useState('1');
  const [repetitions, setRepetitions] = useState(1);
  const { time: _, ...sizes } = trainings[Number(training)];
  return (
    <Repetitions
      table={table}
      jobs={(count) =>
        pathsJobs({
          ...{ dataset: 'terrain', network: 'cells', variants: methods, seed, ...sizes },
          repetitions: count,
        })
      }
      {...{ repetitions, onRepetitions: setRepetitions }}
      empty={methods.length === 0}
      more={
        <Select
          label="Training"
          value={training}
          options={trainingOptions}
          onChange={setTraining}
          help="Each repetition has another seed, from that of the lab on: other first weights, batches and noise on the same maps."
        />
      }
      files={<Files />}
    >
      <Chips
        legend="Methods"
        names={variantNames}
        labelOf={(name) => pathsVariants[name].label}
        chosen={methods}
        onChange={setMethods}
      />
    </Repetitions>
  );
}

/** All results out, and others in. */
function Files() {
  const { table } = usePaths().results;
  const { seed } = usePathsValues();
  const results = useVanilla(table, (state) => state.results);
  return (
    <ResultsFiles
      kind={pathsResults}
      {...{ results, seed: results[0]?.seed ?? seed }}
      samples={results.length}
      table={() => rowsTable(shownRows(results, []))}
      onOpen={(opened) => table.add(opened)}
    />
  );
}

const quantityOptions = (Object.keys(quantities) as Quantity[]).map((value) => ({
  value,
  label: quantities[value].label,
}));

/** The methods along a training. */
export function Figure6CurvesFigure() {
  const { recorded, rows } = useRows();
  const { seed } = usePathsValues();
  const groups = useMemo(() => byTraining(rows), [rows]);
  const [quantity, setQuantity] = useState<Quantity>('optimal');
  const [chosen, setChosen] = useState<string | null>(null);
  const most = groups.reduce((best, group) => (group.length > best.length ? group : best), []);
  const group = groups.find(([first]) => trainingName(first) === chosen) ?? most;
  const data = useMemo(() => curvesData(group, quantity), [group, quantity]);
  const names = groups.map(([first]) => trainingName(first));
  return (
    <Figure
      id="figure-6-curves"
      wide
      title="The methods of Figure 6 along their training"
      sentence="After each tenth of the epochs the paths on the same test maps; the rate falls to a tenth at 60% and 80% of them."
      description={describeSeries(data)}
      source={repetitionsSource(group, seed, recorded)}
      table={() => seriesTable(data)}
      controls={
        <>
          <Select<Quantity>
            label="Show"
            value={quantity}
            options={quantityOptions}
            onChange={setQuantity}
          />
          {names.length > 1 && (
            <Select
              label="Training"
              value={trainingName(group[0])}
              options={names.map((value) => ({ value, label: value }))}
              onChange={setChosen}
            />
          )}
        </>
      }
      height={340}
    >
      {(frame) => <SeriesChart {...data} {...frame} />}
    </Figure>
  );
}

/** How hard the generated maps are. */
export function GatesFigure() {
  const { recorded, rows } = useRows();
  const data = useMemo(() => gatesData(rows), [rows]);
  const found = useMemo(() => gatesFound(rows), [rows]);
  const sentence = `What learns no paths is to find few of them: rings are what was asked. ${gatesSentence(found)}`;
  return (
    <Figure
      id="gates"
      wide
      title="The generated maps can be learned from, and not be seen through"
      sentence={sentence}
      description={`${describeComparison(data)} ${gatesSentence(found)}`}
      source={
        recorded
          ? { ...recordedSource(recorded), samples: 500, unit: 'test maps', seed: 1 }
          : undefined
      }
      table={() => gatesTable(found)}
      height={comparisonHeight(data)}
    >
      {(frame) => <ComparisonChart {...data} {...frame} />}
    </Figure>
  );
}
