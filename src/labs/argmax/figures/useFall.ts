import { useMemo, useState } from 'react';
import { FULL, type Fall } from '../../../charts/frequency/pile';
import { winsOfDraws } from '../../../core/draws';
import { useMotion } from '../../../ui/useMedia';
import { useArgmax, usePhase } from '../context';
import { problemOf } from '../model';
import type { ArgmaxValues } from '../params';

interface Falling {
  /** The draws that are shown as dots; null where the bars of all draws are. */
  readonly fall: Fall | null;
  readonly onFallen: (id: string) => void;
  /** The reader goes on by a draw: the first ones become dots until something else changes. */
  readonly onStep: () => void;
}

/**
 * When draws are shown one by one: the first hundred fall once each time that the problem has come to rest
 * and has been sampled, and become the bars; a draw that is stepped to falls on those before it.
 */
export function useFall(values: ArgmaxValues, sampled: boolean): Falling {
  const { seen } = useArgmax();
  const motion = useMotion();
  const moving = usePhase() === 'move';
  const [fallen, setFallen] = useState<string | null>(null);
  const [stepped, setStepped] = useState<string | null>(null);
  const { draw } = values;
  const problem = nameOf(values);
  const may = motion && seen && sampled;
  const { count, steps } = drawsShown({ problem, fallen, stepped, draw, moving, may });
  const id = steps ? `${problem} ${draw}` : problem;
  const fall = useMemo(
    () =>
      count > 0
        ? {
            id,
            wins: winsOfDraws(problemOf(values), count),
            first: steps ? draw : 0,
            marksLast: steps,
            still: !motion || fallen === id,
          }
        : null,
    [values, id, count, steps, draw, motion, fallen],
  );
  return { fall, onFallen: setFallen, onStep: () => setStepped(problem) };
}

/** What decides which draws are shown one by one. */
interface Moment {
  readonly problem: string;
  /** The problem whose draws have fallen, and the one that the reader steps through. */
  readonly fallen: string | null;
  readonly stepped: string | null;
  readonly draw: number;
  readonly moving: boolean;
  /** Whether there is something that may fall by itself. */
  readonly may: boolean;
}

/** How many draws are shown as dots, and whether the reader steps through them. */
export function drawsShown({ problem, fallen, stepped, draw, moving, may }: Moment) {
  if (moving) return { count: 0, steps: false };
  if (stepped === problem) {
    const steps = draw < FULL;
    return { count: steps ? draw + 1 : 0, steps };
  }
  return { count: may && fallen !== problem ? FULL : 0, steps: false };
}

/** A name that changes with all that decides who wins the draws. */
function nameOf({ scores, sigma, k, noise, variance, seed }: ArgmaxValues): string {
  return [scores.join(), sigma, k, noise, variance, seed].join(' ');
}
