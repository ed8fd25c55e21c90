import { useMemo, useState } from 'react';
import { describeVersus } from '../../../charts/versus/describe';
import { VersusChart } from '../../../charts/versus/VersusChart';
import { useVanilla } from '../../../state/react';
import { useFigureActions } from '../../../ui/figure/context';
import { Figure } from '../../../ui/figure/Figure';
import { useWatched } from '../../kit/context';
import { Items } from '../../kit/Items';
import { Chips, Repetitions } from '../../kit/Repetitions';
import { ResultsFiles } from '../../kit/ResultsFiles';
import { useRankings, useRankingsValues } from '../context';
import { datasetOf } from '../experiment/own-set';
import { FOLDS } from '../experiment/repetition';
import { rankingVariants, rankingMethods, STEPS, type RankingMethod } from '../experiment/spec';
import { rankingJobs, rankingResults } from '../experiment/table';
import { CHAMPION } from '../params';
import {
  labelOfSet,
  runnable,
  SEED,
  setsSentence,
  setsShown,
  setsSource,
  setsTable,
  setsTitle,
  versusData,
} from './sets';

/** Figure 3 of the paper: the sampled loss against another one, a point per set. */
export function SetsFigure() {
  const { folds } = useRankings().results;
  const { against } = useRankingsValues();
  const results = useWatched(folds, (state) => state.results);
  const recorded = useWatched(folds, (state) => state.recorded);
  const { presenting } = useFigureActions();
  const shown = useMemo(
    () => setsShown(results, recorded?.results ?? [], against),
    [results, recorded, against],
  );
  const data = useMemo(() => versusData(shown), [shown]);
  return (
    <Figure
      id="sets"
      wide
      title={setsTitle(shown)}
      sentence={setsSentence(shown)}
      description={describeVersus(data)}
      source={setsSource(shown, recorded)}
      table={() => setsTable(shown)}
      controls={<Items items={['against']} />}
      // a lecture shows results; to run more is for the page
      panel={presenting ? undefined : <Request />}
      height={460}
    >
      {(frame) => <VersusChart {...data} {...frame} />}
    </Figure>
  );
}

/** Examples that settings are chosen on, as in the recorded file. */
const INNER = 300;

/** Which of the reader's sets to run, under which losses. */
function Request() {
  const { folds, sets } = useRankings().results;
  const here = runnable(useVanilla(sets, ({ list }) => list));
  const [left, setLeft] = useState<readonly string[]>([]);
  const [others, setOthers] = useState<readonly RankingMethod[]>(['squared', 'blackbox']);
  const [count, setCount] = useState(FOLDS);
  if (here.length === 0) {
    return (
      <p className="muted">
        To run folds here, open a table of rankings or files of the sets in the controls.
      </p>
    );
  }
  const ids = here.map(({ id }) => id);
  const chosen = here.filter(({ id }) => !left.includes(id));
  const methods = [CHAMPION, ...others] as const;
  const jobs = (repetitions: number) =>
    rankingJobs({
      ...{ datasets: chosen.map(datasetOf), methods, folds: Math.min(FOLDS, repetitions) },
      ...{ seed: SEED, steps: STEPS, inner: INNER },
    });
  return (
    <Repetitions
      table={folds}
      jobs={jobs}
      {...{ repetitions: count, onRepetitions: setCount }}
      empty={chosen.length === 0 || others.length === 0}
      more={<span className="muted">each holds out a tenth of the rows, ten at most</span>}
      files={<Files />}
    >
      <Chips
        legend="Sets"
        names={ids}
        labelOf={(id) => labelOfSet(here.find((each) => each.id === id)!)}
        chosen={chosen.map(({ id }) => id)}
        onChange={(on) => setLeft(ids.filter((id) => !on.includes(id)))}
      />
      <Chips
        legend="Against"
        names={rankingMethods.filter((method) => method !== CHAMPION)}
        labelOf={(method) => rankingVariants[method].label}
        chosen={others}
        onChange={setOthers}
      />
    </Repetitions>
  );
}

/** The results out, and others in. */
function Files() {
  const { folds } = useRankings().results;
  const results = useVanilla(folds, (state) => state.results);
  return (
    <ResultsFiles
      kind={rankingResults}
      {...{ results, seed: SEED }}
      samples={results.length}
      table={() => setsTable(setsShown(results, [], 'squared'))}
      onOpen={(opened) => folds.add(opened)}
    />
  );
}
