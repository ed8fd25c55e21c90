import { useMemo } from 'react';
import { describeSeries } from '../../../charts/series/describe';
import { SeriesChart } from '../../../charts/series/SeriesChart';
import { formatNumber } from '../../../charts/shared/format';
import { useVanilla } from '../../../state/react';
import { canGoOn } from '../../../state/runs/store';
import { Figure } from '../../../ui/figure/Figure';
import { Progress } from '../../../ui/runs/Progress';
import { useWatched } from '../../kit/context';
import { Items } from '../../kit/Items';
import { begun, runSeries, seriesTable } from '../../kit/run-figure';
import { CLASS_SEED, CLASS_STEPS } from '../classifiers';
import { usePerturbed, usePerturbedValues } from '../context';
import type { ClassRun } from '../kind';
import { levelSpecs, levelTitle } from './level';

/** Steps of all runs together. */
const doneOf = (runs: readonly ClassRun[]) => runs.reduce((sum, { step }) => sum + step, 0);

/** Classifiers of generated digits, trained here: the sampled loss beside cross-entropy. */
export function LevelFigure() {
  const { measure, sigma } = usePerturbedValues();
  const runs = useWatched(usePerturbed().results.runs, (state) => state.runs);
  const data = useMemo(() => runSeries(levelSpecs[measure], begun(runs)), [measure, runs]);
  const done = doneOf(runs);
  return (
    <Figure
      id="level"
      title={levelTitle(runs)}
      sentence={`Ten generated digits, learned by cross-entropy, by Fenchel-Young with M draws (σ = ${formatNumber(sigma)}) and by the squared error of the exact mean. Digits, batches and first weights are the same.`}
      description={done > 0 ? describeSeries(data) : 'Nothing is trained yet.'}
      source={
        done > 0
          ? { backend: 'cpu', adapter: '', samples: done, unit: 'steps', seed: CLASS_SEED }
          : undefined
      }
      {...(done > 0 && { table: () => seriesTable(data) })}
      controls={
        <>
          <Training />
          <Items items={['measure']} />
        </>
      }
      height={300}
    >
      {(frame) => <SeriesChart {...data} {...frame} />}
    </Figure>
  );
}

/** Starts the trainings, stops them, and begins anew where all have come to their end. */
function Training() {
  const { runs: store } = usePerturbed().results;
  const playing = useVanilla(store, (state) => state.playing);
  const runs = useVanilla(store, (state) => state.runs);
  const done = doneOf(runs);
  const total = runs.length * CLASS_STEPS;
  const start = () => {
    if (!store.getState().runs.some(canGoOn)) store.reset();
    store.play(true);
  };
  const begins = done === 0 ? `Train ${runs.length} networks` : 'Train again';
  return (
    <>
      <button type="button" className="button" onClick={playing ? () => store.play(false) : start}>
        {playing ? 'Stop' : done > 0 && done < total ? 'Go on' : begins}
      </button>
      {done > 0 && done < total && (
        <Progress done={done} total={total} label="Steps of all networks" remaining="" />
      )}
    </>
  );
}
