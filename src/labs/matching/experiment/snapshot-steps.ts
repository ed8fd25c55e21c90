import { addSortingLoss, shareRight } from '../../../core/losses/sorting';
import type { StepEstimate } from '../../../core/maps/snapshot';
import type { Network } from '../../../core/networks/scores';
import type { NoiseFill } from '../../../core/noise/run-noise';
import { matching, type Matching } from '../../../core/oracles/matching/matching';
import type { Sequence } from './data';
import type { LossForm } from './spec';

/** A training sequence at the weights of a map. */
export interface ScoredSequence {
  /** It keeps what this sequence has made of its neurons. */
  readonly network: Network;
  readonly sequence: Sequence;
  /** mu [d*d]. */
  readonly scores: Float64Array;
  /** Its noise scale over that of the map. */
  readonly share: number;
}

interface StepsOptions {
  readonly rows: readonly ScoredSequence[];
  readonly d: number;
  readonly params: Float64Array;
  readonly form: LossForm;
  /** Room for the gradient in all weights, and that of the weights that the step moves. */
  readonly gradient: { readonly all: Float64Array; readonly moved: Float64Array };
  readonly noise: NoiseFill;
}

/** Draws of a step: how many, and which of the noise are theirs. */
interface StepsDraws {
  readonly samples: number;
  /** How far the scores are augmented already, as part of epsilon. */
  readonly lead: number;
  readonly first: { readonly step: number; readonly row: number };
}

/** y* of a draw, and under which noise scale and loss. */
interface Known {
  readonly y: Matching;
  scale: number;
  led: number;
  right: number;
}

/**
 * What a step of direct loss would be at a noise scale and a loss weight: the sum of y*(epsilon) - y* over the draws of
 * all sequences, as `createObjective` has it, with the sign of epsilon. Matchings are kept by draw: y* of one that is
 * asked for at another epsilon is not looked for again, and all searches begin at the prices of the last one.
 */
export function createSteps(
  { rows, d, params, form, gradient, noise }: StepsOptions,
  { samples, lead, first }: StepsDraws,
): (sigma: number, epsilon: number, step: number) => StepEstimate {
  const oracle = matching(d);
  const cells = d * d;
  const rooms = Array.from({ length: 5 }, () => new Float64Array(cells));
  const [gamma, led, perturbed, augmented, dScores] = rooms;
  const other = oracle.create();
  const known: Known[] = [];
  const slopes = new Float64Array(rows.length);

  function predict(at: number, scale: number, ahead: number, sequence: Sequence): Known {
    const near = known[at] as Known | undefined;
    if (near?.scale === scale && near.led === ahead) return near;
    const found = near ?? { y: oracle.create(), scale, led: ahead, right: 0 };
    oracle.solve(perturbed, found.y, near?.y);
    known[at] = found;
    found.scale = scale;
    found.led = ahead;
    found.right = shareRight(sequence, found.y.column);
    return found;
  }

  return (sigma, epsilon, step) => {
    gradient.all.fill(0);
    const sign = Math.sign(epsilon);
    let [changed, right, rightAugmented] = [0, 0, 0];
    for (let row = 0; row < rows.length; row++) {
      const { network, sequence, scores, share } = rows[row];
      const scale = sigma * share;
      addSortingLoss(scores, sequence, lead * epsilon, form, led);
      dScores.fill(0);
      let slope = 0;
      for (let m = 0; m < samples; m++) {
        noise(first.step + step, m, first.row + row, gamma);
        for (let c = 0; c < cells; c++) perturbed[c] = led[c] + scale * gamma[c];
        const at = (step * rows.length + row) * samples + m;
        const { y, right: share } = predict(at, scale, lead * epsilon, sequence);
        addSortingLoss(perturbed, sequence, epsilon, form, augmented);
        oracle.solve(augmented, other, y);
        right += share;
        rightAugmented += shareRight(sequence, other.column);
        for (let j = 0; j < d; j++) {
          const [from, to] = [j * d + y.column[j], j * d + other.column[j]];
          if (from === to) continue;
          dScores[to] += sign;
          dScores[from] -= sign;
          slope += gamma[to] - gamma[from];
          changed++;
        }
      }
      // what is learned of the noise scale is another matter
      network.backward(params, sequence.numbers, dScores, 0, gradient.all);
      slopes[row] = (scale * slope) / samples / epsilon;
    }
    const all = rows.length * samples;
    return {
      ...{ gradient: gradient.moved, slopes, changed },
      ...{ right: right / all, rightAugmented: rightAugmented / all },
    };
  };
}
