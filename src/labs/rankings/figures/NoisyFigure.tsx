import { useMemo, useState } from 'react';
import { describeSeries } from '../../../charts/series/describe';
import { SeriesChart } from '../../../charts/series/SeriesChart';
import { useVanilla } from '../../../state/react';
import { useFigureActions } from '../../../ui/figure/context';
import { Figure } from '../../../ui/figure/Figure';
import { useWatched } from '../../kit/context';
import { Items } from '../../kit/Items';
import { Chips, Repetitions } from '../../kit/Repetitions';
import { ResultsFiles } from '../../kit/ResultsFiles';
import { useRankings, useRankingsValues } from '../context';
import { noisyJobs, noisyResults } from '../experiment/noisy-table';
import { rankingMethods, rankingVariants } from '../experiment/spec';
import {
  defaultMethods,
  noisyData,
  noisySentence,
  noisyShown,
  noisySource,
  noisyTable,
  noisyTitle,
  PAGE_SIZE,
} from './noisy';

/** Figure 4 of the paper: how well rankings made under noise are learned, under every loss. */
export function NoisyFigure() {
  const { noisy } = useRankings().results;
  const { measure, seed } = useRankingsValues();
  const results = useWatched(noisy, (state) => state.results);
  const recorded = useWatched(noisy, (state) => state.recorded);
  const { presenting } = useFigureActions();
  const own = useMemo(() => results.filter((result) => result.seed === seed), [results, seed]);
  const rows = useMemo(() => noisyShown(own, recorded?.results ?? []), [own, recorded]);
  const data = useMemo(() => noisyData(rows, measure), [rows, measure]);
  return (
    <Figure
      id="noisy"
      wide
      title={noisyTitle(rows, measure)}
      sentence={noisySentence(rows)}
      description={describeSeries(data)}
      source={noisySource(own, recorded)}
      table={() => noisyTable(rows)}
      controls={<Items items={['measure']} />}
      // a lecture shows results; to run more is for the page
      panel={presenting ? undefined : <Request />}
      height={320}
    >
      {(frame) => <SeriesChart {...data} {...frame} />}
    </Figure>
  );
}

/** Which losses to run at the size of the page, and how often. */
function Request() {
  const { noisy } = useRankings().results;
  const { seed } = useRankingsValues();
  const [methods, setMethods] = useState(defaultMethods);
  const [count, setCount] = useState(1);
  return (
    <Repetitions
      table={noisy}
      jobs={(repetitions) => noisyJobs({ ...PAGE_SIZE, methods, repetitions, seed })}
      {...{ repetitions: count, onRepetitions: setCount }}
      empty={methods.length === 0}
      more={<span className="muted">each with new features, weights and noise</span>}
      files={<Files />}
    >
      <Chips
        legend="Methods"
        names={rankingMethods}
        labelOf={(method) => rankingVariants[method].label}
        chosen={methods}
        onChange={setMethods}
      />
    </Repetitions>
  );
}

/** The results of the seed out, and others in. */
function Files() {
  const { noisy } = useRankings().results;
  const { seed } = useRankingsValues();
  const results = useVanilla(noisy, (state) => state.results).filter(
    (result) => result.seed === seed,
  );
  return (
    <ResultsFiles
      kind={noisyResults}
      {...{ results, seed }}
      samples={results.length}
      table={() => noisyTable(noisyShown(results, []))}
      onOpen={(opened) => noisy.add(opened)}
    />
  );
}
