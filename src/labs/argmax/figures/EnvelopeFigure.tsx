import { useState } from 'react';
import { describeEnvelope, envelopeTitle } from '../../../charts/envelope/describe';
import { EnvelopeChart } from '../../../charts/envelope/EnvelopeChart';
import { reachOf, type EnvelopeData, type ScoreLine } from '../../../charts/envelope/model';
import { inclusion } from '../../../core/laws/inclusion';
import { inclusionJacobian } from '../../../core/laws/jacobian';
import type { ArgmaxSections } from '../../../core/laws/sections';
import { corners, type Corner } from '../../../core/laws/upper-envelope';
import { createNoise } from '../../../core/noise/noise';
import type { ArgmaxProblem } from '../../../core/problem';
import { dot } from '../../../core/vector';
import { topK } from '../../../core/draws';
import type { Phase } from '../../../state/lab-store';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { exactGradient } from '../gradients';
import { classNames, exactMaximum } from '../model';
import { epsilonBounds } from '../params';
import { useQuestion } from '../../kit/question';
import { useDragParameter } from './useDragParameter';
import { useSections } from './useSections';
import { WatchedClass } from './WatchedClass';

/** @param held the reach of the plot while epsilon is dragged, else null */
export function envelopeData(
  { problem, watched, epsilon: section }: ArgmaxSections,
  held: number | null,
): EnvelopeData {
  const { scores, loss, k, sigma, epsilon } = problem;
  const noise = createNoise(problem.noise);
  const augmented = scores.map((score, i) => score + epsilon * loss[i]);
  const { probabilities, winningNoise } = inclusion(augmented, sigma, noise, k);
  const jacobian = inclusionJacobian(augmented, sigma, noise, k);
  // a column: how all shares answer to one score; a row: how one share answers to all scores
  const column = loss.map((_, i) => jacobian[i * loss.length + watched]);
  const row = loss.map((_, j) => jacobian[watched * loss.length + j]);
  const found = corners(problem, [-epsilonBounds[1], epsilonBounds[1]]);
  return {
    names: classNames(scores.length),
    lines: linesOf(problem, found),
    corners: found,
    epsilons: section.epsilons,
    maxima: section.maxima,
    reach: held ?? reachOf(epsilon),
    sigma,
    epsilon,
    epsilonBounds,
    now: {
      value: dot(augmented, probabilities) + sigma * winningNoise,
      slope: dot(loss, probabilities),
    },
    zero: { value: exactMaximum(problem), slope: exactGradient(problem).value },
    shares: Array.from(probabilities),
    watched,
    slopeByScore: dot(loss, column),
    shareByEpsilon: dot(loss, row),
  };
}

/** The lines of all classes; of larger subsets those that are on top between two corners. */
function linesOf(
  { scores, loss, k }: Pick<ArgmaxProblem, 'scores' | 'loss' | 'k'>,
  found: readonly Corner[],
): ScoreLine[] {
  const names = classNames(scores.length);
  const ends = [-Infinity, ...found.map(({ epsilon }) => epsilon), Infinity];
  const onTop = () =>
    ends.slice(1).map((end, i) => {
      const epsilon = between(ends[i], end);
      const sums = scores.map((score, j) => score + epsilon * loss[j]);
      const members = topK(sums, k);
      return names.map((_, j) => j).filter((j) => members[j]);
    });
  const structures = k === 1 ? names.map((_, j) => [j]) : onTop();
  const lines = structures.map((members) => ({
    name: members.map((j) => names[j]).join('+'),
    value: members.reduce((sum, j) => sum + scores[j], 0),
    slope: members.reduce((sum, j) => sum + loss[j], 0),
  }));
  return lines.reduce<ScoreLine[]>((distinct, line) => {
    const same = distinct.findIndex(
      ({ value, slope }) => value === line.value && slope === line.slope,
    );
    if (same < 0) return [...distinct, line];
    const name = `${distinct[same].name}, ${line.name}`;
    return distinct.with(same, { ...line, name });
  }, []);
}

function between(from: number, to: number): number {
  if (from === -Infinity) return to === Infinity ? 0 : to - 1;
  return to === Infinity ? from + 1 : (from + to) / 2;
}

function envelopeTable(data: EnvelopeData): FigureTable {
  const { names, watched, epsilon, now, zero, shares } = data;
  const name = names[watched];
  return {
    columns: ['quantity', 'epsilon', 'value'],
    rows: [
      ['slope of G', 0, zero.slope],
      ['slope of G', epsilon, now.slope],
      ...names.map((each, i) => [`share of ${each} in y*(epsilon)`, epsilon, shares[i]]),
      [`change of the slope with the score of ${name}`, epsilon, data.slopeByScore],
      [`change of the share of ${name} with epsilon`, epsilon, data.shareByEpsilon],
      ...data.corners.map((corner) => ['corner without noise', corner.epsilon, corner.value]),
      ...data.epsilons.map((each, i) => ['G', each, data.maxima[i]]),
    ],
  };
}

/** G(eps), the one function that holds the loss, the prediction and the gradient as its derivatives. */
export function EnvelopeFigure() {
  const sections = useSections();
  const set = useDragParameter('epsilon');
  const { ghost } = useQuestion();
  const [held, setHeld] = useState<number | null>(null);
  const data = sections && envelopeData(sections, held);
  const onEpsilon = (value: number, phase: Phase) => {
    // the axis stays under the hand
    setHeld(data && phase === 'move' ? data.reach : null);
    set(value, phase);
  };
  return (
    <Figure
      id="envelope"
      title={data ? envelopeTitle(data) : 'The expected maximum holds the loss and the prediction'}
      sentence="Drag ε: the slope of G is the expected loss of y*(ε), the bars are its slopes along the scores. Both ways round the square end in the same number: at ε near 0 the gradient of the expected loss."
      description={data ? describeEnvelope(data) : 'The curve is being computed.'}
      table={() => (data ? envelopeTable(data) : { columns: [], rows: [] })}
      controls={<WatchedClass />}
      height={360}
    >
      {(frame) =>
        data && <EnvelopeChart {...data} {...frame} ghost={ghost} onEpsilon={onEpsilon} />
      }
    </Figure>
  );
}
