import { useMemo, useState } from 'react';
import { SweepMapChart } from '../../../charts/sweep-map/SweepMapChart';
import { sweepJobs, sweepResults, type SweepResult } from '../../../core/sweeps/sweep';
import { useVanilla } from '../../../state/react';
import { encode } from '../../../state/url';
import { Select } from '../../../ui/controls/choices';
import { useFigureActions } from '../../../ui/figure/context';
import { Figure } from '../../../ui/figure/Figure';
import { rangeOf, type AxisChoice } from '../../kit/axis-choice';
import { Repetitions } from '../../kit/Repetitions';
import { ResultsFiles } from '../../kit/ResultsFiles';
import { anySweep } from '../../kit/sweep';
import {
  askedMap,
  resultsOn,
  sweepDescription,
  sweepMapData,
  sweepTable,
  sweepTitle,
  type Asked,
} from '../../kit/sweep-view';
import { SweepAxisFields } from '../../kit/SweepAxisFields';
import { useMatching, useMatchingValues } from '../context';
import { matchingTable, normalise } from '../params';
import { matchingSweep } from '../sweep';

const sweep = anySweep(matchingSweep);
const names = Object.keys(sweep.quantities);

type Axes = readonly [AxisChoice, AxisChoice];

/** What the map begins with: a training in each of 81 cells, some seconds of a processor. */
const START: Axes = [rangeOf(matchingTable, 'sigma'), rangeOf(matchingTable, 'epsilon')];

/** The map of these axes under the settings of the lab, and what there is of it. */
function useSweep(axes: Axes) {
  const { results } = useMatching();
  const values = useMatchingValues();
  const all = useVanilla(results.sweep, (state) => state.results);
  const query = encode(matchingTable, values, normalise);
  const asked = useMemo(() => askedMap(sweep, query, axes), [query, axes]);
  const { seed } = values;
  const own = useMemo(
    () => ('fault' in asked ? [] : resultsOn(asked, seed, all)),
    [asked, seed, all],
  );
  return { values, asked, own };
}

/** Two settings against each other: a training in every cell, under all other settings of the lab. */
export function SweepFigure() {
  const { store } = useMatching();
  const { presenting } = useFigureActions();
  const [axes, setAxes] = useState(START);
  const [quantity, setQuantity] = useState(names[0]);
  const { values, asked, own } = useSweep(axes);
  const words = sweep.quantities[quantity];
  const data = useMemo(
    () =>
      'fault' in asked
        ? null
        : sweepMapData(asked, own, { table: matchingTable, values, quantity, words }),
    [asked, own, values, quantity, words],
  );
  const [{ name: x }, { name: y }] = axes;
  const source = { backend: 'cpu', adapter: '', unit: 'trainings', seed: values.seed } as const;
  return (
    <Figure
      id="sweep"
      wide
      title={sweepTitle(data)}
      sentence="A training of its own in every cell, under all other settings of the lab; a click takes the lab there."
      description={sweepDescription(asked, data)}
      source={own.length > 0 ? { ...source, samples: own.length } : undefined}
      table={() => ('fault' in asked ? NONE : sweepTable(asked, own, names))}
      controls={
        <Select
          label="Colours"
          value={quantity}
          options={names.map((name) => ({ value: name, label: sweep.quantities[name] }))}
          onChange={setQuantity}
        />
      }
      panel={presenting ? undefined : <Request {...{ axes, asked, own }} onAxes={setAxes} />}
      height={420}
    >
      {(frame) =>
        data && (
          <SweepMapChart
            {...data}
            {...frame}
            onPick={(across, up) => store.set({ [x]: across, [y]: up }, 'commit')}
          />
        )
      }
    </Figure>
  );
}

const NONE = { columns: [], rows: [] };

interface RequestProps {
  readonly axes: Axes;
  readonly asked: Asked;
  readonly own: readonly SweepResult[];
  onAxes(axes: Axes): void;
}

/** What to sweep, how far it is, and its results out and in. */
function Request({ axes: [x, y], asked, own, onAxes }: RequestProps) {
  const { results } = useMatching();
  const { seed } = useMatchingValues();
  const [repetitions, setRepetitions] = useState(1);
  const fault = 'fault' in asked ? asked.fault : null;
  const fields = { table: matchingTable, names: matchingSweep.axes };
  return (
    <Repetitions
      table={results.sweep}
      jobs={(count) =>
        'fault' in asked ? [] : sweepJobs({ ...asked, lab: 'matching', repetitions: count, seed })
      }
      {...{ repetitions, onRepetitions: setRepetitions }}
      empty={fault !== null}
      more={null}
      files={
        <ResultsFiles
          kind={sweepResults}
          results={own}
          seed={seed}
          samples={own.length}
          table={() => ('fault' in asked ? NONE : sweepTable(asked, own, names))}
          onOpen={(opened) => results.sweep.add(opened)}
        />
      }
    >
      <SweepAxisFields
        {...fields}
        legend="Across"
        value={x}
        onChange={(next) => onAxes([next, y])}
      />
      <SweepAxisFields {...fields} legend="Up" value={y} onChange={(next) => onAxes([x, next])} />
      {fault && <p className="field-fault">{fault}</p>}
    </Repetitions>
  );
}
