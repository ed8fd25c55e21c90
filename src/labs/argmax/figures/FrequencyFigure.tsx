import { useMemo, useState } from 'react';
import type { FrequencyData } from '../../../charts/frequency/data';
import { describeFrequency } from '../../../charts/frequency/describe';
import { FrequencyChart } from '../../../charts/frequency/FrequencyChart';
import { perturbedDraw, topK } from '../../../core/draws';
import { firstTime } from '../../../state/first-time';
import { useBusy } from '../../../ui/activity';
import { Toggle } from '../../../ui/controls/choices';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { useLitTerm } from '../../kit/context';
import { useEase } from '../../kit/useEase';
import type { Estimate } from '../results';
import { useQuestion } from '../../kit/question';
import { useArgmaxValues, useResult } from '../context';
import {
  classNames,
  closedForm,
  exactAugmentedShares,
  exactShares,
  gibbsShares,
  isTruth,
  measuredShares,
  problemOf,
  usable,
} from '../model';
import { scoreBounds, sigmaBounds, type ArgmaxValues } from '../params';
import { NextDraw } from './DrawControls';
import { sampledSource } from './source';
import { useDragParameter, useDragScore } from './useDragParameter';
import { useFall } from './useFall';

/** The draw that is under the microscope: sigma * gamma, epsilon * loss, and who wins. */
export function drawOf(values: ArgmaxValues) {
  const { epsilon, loss, k, draw } = values;
  const { perturbation, sums, winners } = perturbedDraw(problemOf(values), draw);
  const augmentation = loss.map((entry) => epsilon * entry);
  const augmentedSums = sums.map((sum, i) => sum + augmentation[i]);
  return {
    ...{ draw: draw + 1, perturbation, augmentation },
    winners,
    augmentedWinners: topK(augmentedSums, k),
  };
}

export function frequencyData(
  values: ArgmaxValues,
  estimate: Estimate | null,
  showsAugmented: boolean,
): FrequencyData {
  const problem = problemOf(values);
  const fitting = usable(estimate, problem);
  const shares = fitting && measuredShares(fitting);
  return {
    labels: classNames(values.scores.length),
    scores: values.scores,
    scoreBounds,
    losses: values.loss,
    isTruth: isTruth(values.loss),
    k: values.k,
    ...drawOf(values),
    showsAugmented,
    frequencies: shares?.prediction.value ?? null,
    standardErrors: shares?.prediction.standardError ?? null,
    augmented: showsAugmented ? (shares?.augmented.value ?? null) : null,
    exact: exactShares(problem),
    exactLabel: closedForm(values) ? 'Gibbs law' : 'exact integral',
    gibbs: values.noise !== 'gumbel' && values.k === 1 ? gibbsShares(problem) : null,
  };
}

function frequencyTable(values: ArgmaxValues, estimate: Estimate | null): FigureTable {
  const problem = problemOf(values);
  const fitting = usable(estimate, problem);
  const shares = fitting && measuredShares(fitting);
  const exact = exactShares(problem);
  const exactAugmented = exactAugmentedShares(problem);
  const names = classNames(values.scores.length);
  const draw = drawOf(values);
  const cell = (list: ArrayLike<number> | undefined, i: number) => list?.[i] ?? '';
  return {
    columns: [
      'class',
      'score',
      'loss',
      `sigma * gamma of draw ${draw.draw}`,
      'epsilon * loss',
      'in its y*',
      'in its y*(epsilon)',
      'share of y*',
      'standard error',
      'exact share of y*',
      'share of y*(epsilon)',
      'standard error of y*(epsilon)',
      'exact share of y*(epsilon)',
    ],
    rows: names.map((name, i) => [
      name,
      values.scores[i],
      values.loss[i],
      draw.perturbation[i],
      draw.augmentation[i],
      Number(draw.winners[i]),
      Number(draw.augmentedWinners[i]),
      cell(shares?.prediction.value, i),
      cell(shares?.prediction.standardError, i),
      exact[i],
      cell(shares?.augmented.value, i),
      cell(shares?.augmented.standardError, i),
      exactAugmented[i],
    ]),
  };
}

/** While a term of the formula is lit, its marks are there to be seen. */
export const litShowsAugmented = (lit: string | null) => lit === 'epsilon' || lit === 'loss';

/** Whether y*(epsilon) is shown: as the reader says, else once epsilon has been moved. */
function useAugmented({ epsilon }: ArgmaxValues) {
  const [lit] = useLitTerm();
  const [first] = useState(epsilon);
  const [chosen, choose] = useState<boolean | null>(null);
  const on = chosen ?? epsilon !== first;
  return { on, choose, shows: on || litShowsAugmented(lit) };
}

/** The main figure: scores to drag, the noise of a draw on them, and who wins how often. */
export function FrequencyFigure() {
  const values = useArgmaxValues();
  const estimate = useResult('estimate');
  const { on, choose, shows } = useAugmented(values);
  const [nudges] = useState(() => firstTime('score grip'));
  const data = frequencyData(values, estimate, shows);
  const { fall, onFallen, onStep } = useFall(values, data.frequencies !== null);
  const onScore = useDragScore();
  const onSigma = useDragParameter('sigma');
  const { freeze, sigma: value } = values;
  const sigma = useMemo(
    () => (freeze ? { value, bounds: sigmaBounds, onChange: onSigma } : null),
    [freeze, value, onSigma],
  );
  const ease = useEase();
  const { ghost, withholds } = useQuestion();
  const raceOnly = withholds.includes('shares');
  const winning = values.k > 1 ? `the ${values.k} highest sums win` : 'the highest sum wins';
  return (
    <Figure
      id="frequency"
      title="Add noise, take the best, and count who wins"
      sentence={`In draw ${data.draw} every score gets its noise, and ${winning}. Drag a score, or the noise.`}
      description={describeFrequency(data)}
      source={sampledSource(usable(estimate, problemOf(values)))}
      table={() => frequencyTable(values, estimate)}
      controls={
        <>
          <Toggle label="Show y*(ε)" checked={on} onChange={choose} />
          <NextDraw onNext={onStep} />
        </>
      }
      height="fill"
    >
      {(frame) => (
        <>
          {fall && !fall.still && <Busy />}
          <FrequencyChart
            {...data}
            {...frame}
            {...{ raceOnly, fall, ghost, onFallen, nudges, onScore, sigma, ease }}
          />
        </>
      )}
    </Figure>
  );
}

/** Keeps the page busy while dots fall. */
function Busy() {
  useBusy();
  return null;
}
