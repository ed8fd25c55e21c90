import type { MatchingRun } from '../kind';
import { useMemo } from 'react';
import { describeSeries } from '../../../charts/series/describe';
import { SeriesChart } from '../../../charts/series/SeriesChart';
import { useVanilla } from '../../../state/react';
import { canGoOn } from '../../../state/runs/store';
import { useFigureActions } from '../../../ui/figure/context';
import { useQuestion } from '../../kit/question';
import { Figure } from '../../../ui/figure/Figure';
import { Progress } from '../../../ui/runs/Progress';
import { useMatching, useMatchingValues } from '../context';
import { SIGN_STEPS, signSpecs } from '../sign';
import { begun, drawnRun, runSeries, seriesTable } from '../../kit/run-figure';
import { useRunSource } from '../../kit/training-hooks';
import { measurements } from './measurements';
import { signLossTitle, signPlacesTitle } from './sign-titles';

const specOf = (id: string) => measurements.find((spec) => spec.id === id)!;

/** The experiment of the paper's Figure 3: which sign of epsilon learns. */
export function SignLossFigure() {
  return (
    <SignFigure
      id="sign"
      title={signLossTitle}
      sentence="Figure 3 of the paper: training loss of 10 and 100 numbers, ε negative and positive."
      spec="loss"
      take={() => true}
    />
  );
}

export function SignPositionsFigure({ d }: { d: number }) {
  return (
    <SignFigure
      id={`sign-${d}`}
      title={(runs) => signPlacesTitle(d, runs)}
      sentence="Numbers in their right places, in y* and in y*(ε)."
      spec="positions"
      take={({ setup }) => setup.d === d}
    />
  );
}

interface SignFigureProps {
  id: string;
  title(this: void, runs: readonly MatchingRun[]): string;
  sentence: string;
  spec: string;
  take(run: MatchingRun): boolean;
}

/** Numbers that a lecture may leave out as too few. */
const FEW = 10;
const RECORDED = 'Recorded runs, until you train them here.';

function SignFigure({ id, title, sentence, spec, take }: SignFigureProps) {
  const { sign } = useMatching().results;
  const runs = useVanilla(sign, (state) => state.runs);
  const hasFew = !useQuestion().withholds.includes('few');
  const shown = useMemo(
    () => runs.filter((run) => take(run) && (hasFew || run.setup.d > FEW)),
    [runs, take, hasFew],
  );
  const data = useMemo(() => {
    // what each of many growths of epsilon was is for the curve of epsilon
    const { events: _, series, ...rest } = runSeries(specOf(spec), begun(shown));
    // where all were recorded, the line under the figure says so once
    const isOwn = series.some(({ recorded }) => !recorded);
    const tagged = series.map((one) => ({ ...one, tag: one.label.replace(', recorded', '') }));
    return { ...rest, series: isOwn ? series : tagged };
  }, [spec, shown]);
  const source = useRunSource(drawnRun(shown, null));
  const { presenting } = useFigureActions();
  const isRecorded = shown.length > 0 && begun(shown).every(({ recorded }) => recorded);
  return (
    <Figure
      id={id}
      title={title(shown)}
      sentence={isRecorded ? `${sentence} ${RECORDED}` : sentence}
      description={describeSeries(data)}
      source={source}
      table={() => seriesTable(data)}
      controls={(id === 'sign' || presenting) && <SignControls />}
      height={260}
    >
      {(frame) => <SeriesChart {...data} {...frame} />}
    </Figure>
  );
}

/** Starts the four runs, and takes them up again where they were stopped. */
function SignControls() {
  const { sign } = useMatching().results;
  const { seed } = useMatchingValues();
  const playing = useVanilla(sign, (state) => state.playing);
  const done = useVanilla(sign, ({ runs }) =>
    runs.reduce((sum, { pinned, step }) => sum + (pinned ? 0 : step), 0),
  );
  const total = signSpecs(seed).length * SIGN_STEPS;
  const start = () => {
    sign.follow(signSpecs(seed));
    if (!sign.getState().runs.some(canGoOn)) sign.reset();
    sign.play(true);
  };
  return (
    <>
      {done > 0 && done < total && (
        <Progress done={done} total={total} label="Steps of the four runs" remaining="" />
      )}
      <button type="button" className="button" onClick={playing ? () => sign.play(false) : start}>
        {playing ? 'Stop' : done > 0 && done < total ? 'Go on' : 'Train 4 runs'}
      </button>
    </>
  );
}
