import { useState } from 'react';
import { describeSecant, secantSentence, secantTitle } from '../../../charts/secant/describe';
import { domainAround, type SecantData } from '../../../charts/secant/model';
import { SecantChart } from '../../../charts/secant/SecantChart';
import type { Ends } from '../../../charts/shared/scale';
import { hasClosedForm } from '../../../core/maps/closed-form';
import { footPerEpsilon } from '../../../core/laws/secant';
import { scoreSection, type ArgmaxSections } from '../../../core/laws/sections';
import { directLossExpectation } from '../../../core/laws/direct-loss';
import type { Phase } from '../../../state/lab-store';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { useQuestion } from '../../kit/question';
import { useArgmaxValues, useResult } from '../context';
import { estimatorMean, exactGradient } from '../gradients';
import { classNames, isTruth, measuredGradient, usable } from '../model';
import { epsilonBounds, scoreBounds } from '../params';
import type { Estimate } from '../results';
import { ghostsOf, ghostSource, type NamedPin } from './ghosts';
import { sampledSource } from './source';
import { useDragParameter, useDragScore } from './useDragParameter';
import { useSections } from './useSections';
import { WatchedClass } from './WatchedClass';

/** The curve of another sigma, where it takes no integrals, with its value and the mean slope at the score. */
const secantGhosts = ghostSource((problem, watched: number) => {
  const { scores, losses } = hasClosedForm(problem)
    ? scoreSection(problem, watched)
    : { scores: [], losses: [] };
  const [{ value }, mean] = [exactGradient(problem), estimatorMean(problem)];
  return { scores, losses, value, slope: mean.scores[watched] };
});

/** @param held the scores that the plot shows while the point is dragged, else null */
export function secantData(
  { problem, watched: i, score: section }: ArgmaxSections,
  estimate: Estimate | null,
  held: Ends | null,
  pins: readonly NamedPin[] = [],
): SecantData {
  const { scores, loss, k, sigma, epsilon } = problem;
  const fitting = usable(estimate, problem);
  const measured = fitting && measuredGradient(fitting).scores;
  const exact = exactGradient(problem);
  const ascending = [...loss].sort((a, b) => a - b);
  const total = (list: readonly number[]) => list.reduce((sum, entry) => sum + entry, 0);
  const [lowest, highest] = [
    Math.min(0, total(ascending.slice(0, k))),
    Math.max(0, total(ascending.slice(-k))),
  ];
  const targets = isTruth(loss);
  return {
    name: classNames(scores.length)[i],
    isTarget: targets[i] && targets.indexOf(true) === targets.lastIndexOf(true),
    score: scores[i],
    scoreBounds,
    domain: held ?? domainAround(section.step.at, scores[i]),
    scores: section.scores,
    losses: section.losses,
    step: section.step,
    lossBounds: lowest < highest ? [lowest, highest] : [0, 1],
    constant: ascending[0] === ascending.at(-1),
    sigma,
    value: exact.value,
    exact: exact.scores[i],
    epsilon,
    epsilonBounds,
    slope: estimatorMean(problem).scores[i],
    otherSlope: directLossExpectation(problem, -epsilon).scores[i],
    footPerEpsilon: footPerEpsilon(loss, i),
    estimate: measured && { value: measured.value[i], standardError: measured.standardError[i] },
    pins: secantGhosts(problem, pins, i),
  };
}

function secantTable(data: SecantData): FigureTable {
  const slopes: [string, number, number][] = [
    ['exact slope', data.score, data.exact],
    [`mean of the estimate at epsilon ${data.epsilon}`, data.score, data.slope],
    [`mean of the estimate at epsilon ${-data.epsilon}`, data.score, data.otherSlope],
  ];
  if (data.estimate) {
    slopes.push(
      ['measured estimate', data.score, data.estimate.value],
      ['its standard error', data.score, data.estimate.standardError],
    );
  }
  for (const { name, sigma, epsilon, value, slope } of data.pins ?? []) {
    const at = `at pin ${name}, sigma ${sigma} and epsilon ${epsilon}`;
    slopes.push(
      [`expected loss ${at}`, data.score, value],
      [`mean of the estimate ${at}`, data.score, slope],
    );
  }
  return {
    columns: ['quantity', `score of ${data.name}`, 'value'],
    rows: [...slopes, ...data.scores.map((score, i) => ['expected loss', score, data.losses[i]])],
  };
}

/** The expected loss along one score: a step without noise, a slope with it, and the secant of epsilon. */
export function SecantFigure() {
  const sections = useSections();
  const estimate = useResult('estimate');
  const onEpsilon = useDragParameter('epsilon');
  const setScore = useDragScore();
  const { ghost } = useQuestion();
  const [held, setHeld] = useState<Ends | null>(null);
  const pins = ghostsOf(useArgmaxValues());
  const data = sections && secantData(sections, estimate, held, pins);
  const onScore = (value: number, phase: Phase) => {
    if (!data || !sections) return;
    // the axis stays under the hand
    setHeld(phase === 'move' ? data.domain : null);
    setScore(sections.watched, value, phase);
  };
  return (
    <Figure
      id="secant"
      title={data ? secantTitle(data) : 'Direct loss as a slope of the expected loss'}
      sentence={data ? secantSentence(data) : 'The curve is being computed.'}
      description={data ? describeSecant(data) : 'The curve is being computed.'}
      source={sections ? sampledSource(usable(estimate, sections.problem)) : undefined}
      table={() => (data ? secantTable(data) : { columns: [], rows: [] })}
      controls={<WatchedClass />}
      height={320}
    >
      {(frame) =>
        data && (
          <SecantChart {...data} {...frame} ghost={ghost} onScore={onScore} onEpsilon={onEpsilon} />
        )
      }
    </Figure>
  );
}
