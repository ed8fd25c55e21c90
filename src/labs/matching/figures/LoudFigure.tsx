import { useMemo } from 'react';
import { describeLoudness } from '../../../charts/loudness/describe';
import { LoudnessChart } from '../../../charts/loudness/LoudnessChart';
import { Figure } from '../../../ui/figure/Figure';
import { useRunSource } from '../../kit/training-hooks';
import { useCurrentRun } from '../context';
import { loudSequences, loudTable, loudTitle } from './loud-sequences';

/** How loud the noise of every training sequence is, and what its numbers are. */
export function LoudFigure() {
  const run = useCurrentRun();
  const data = useMemo(() => run && loudSequences(run), [run]);
  const source = useRunSource(run);
  return (
    <Figure
      id="loud"
      title={data ? loudTitle(data) : 'Noise of every sequence'}
      sentence="Training sequences, the calmest first, and their numbers; a σ(x) that is learned comes from a weighted sum of these."
      description={data ? describeLoudness(data) : 'There is no run.'}
      source={source}
      table={() => (data ? loudTable(data) : { columns: [], rows: [] })}
      height={300}
    >
      {(frame) => data && <LoudnessChart {...data} {...frame} />}
    </Figure>
  );
}
