import { useEffect, useState } from 'react';
import type { Trail } from '../../../charts/let-go/model';
import { messageOf } from '../../../core/message-of';
import { useBegin } from '../../../ui/activity';
import { useFigureActions } from '../../../ui/figure/context';
import { useMotion } from '../../../ui/useMedia';
import { useArgmax, useArgmaxValues } from '../context';
import { estimatorMean, exactGradient } from '../gradients';
import { problemOf } from '../model';
import { sigmaBounds, type ArgmaxValues } from '../params';

/** As many as can be told apart. */
const MOST = 4;
const STEP_MS = 40;

/** What a trail belongs to: the curve that it runs on. */
const curveOf = ({ scores, loss, k, noise, variance }: ArgmaxValues) =>
  JSON.stringify([scores, loss, k, noise, variance]);

interface Kept {
  readonly curve: string;
  readonly trails: readonly Trail[];
  readonly walked: number;
}

const NONE: Kept = { curve: '', trails: [], walked: 0 };

/** One per epsilon, the newest last; of another curve none stay. */
function withTrail(kept: Kept, curve: string, trail: Trail, walked: number): Kept {
  const trails = kept.curve === curve ? kept.trails : [];
  const others = trails.filter(({ epsilon }) => epsilon !== trail.epsilon);
  return { curve, trails: [...others, trail].slice(-MOST), walked };
}

/**
 * The trails on the curve of the moment. `letGo` asks for a new one, which then grows step by step, or is
 * there at once where the reader wants no motion.
 */
export function useTrails() {
  const { results } = useArgmax();
  const { notify } = useFigureActions();
  const begin = useBegin();
  const motion = useMotion();
  const values = useArgmaxValues();
  const [kept, setKept] = useState(NONE);
  const curve = curveOf(values);
  const { trails, walked } = kept.curve === curve ? kept : NONE;
  const steps = (trails.at(-1)?.sigmas.length ?? 1) - 1;

  const walking = walked < steps;
  useEffect(() => {
    if (!walking) return;
    const end = begin();
    const timer = setInterval(
      () => setKept((now) => ({ ...now, walked: now.walked + 1 })),
      STEP_MS,
    );
    return () => {
      clearInterval(timer);
      end();
    };
  }, [walking, begin]);

  async function letGo(): Promise<void> {
    const problem = problemOf(values);
    try {
      const { sigmas, losses } = await results.descent({ problem, bounds: sigmaBounds });
      const slopes = {
        estimated: estimatorMean(problem).sigma,
        exact: exactGradient(problem).sigma,
      };
      const trail = { epsilon: values.epsilon, sigmas, losses, ...slopes };
      setKept((now) => withTrail(now, curve, trail, motion ? 0 : sigmas.length));
    } catch (error) {
      notify(`The ball could not be let go: ${messageOf(error)}`, 'error');
    }
  }
  return { trails, walked, letGo, clear: () => setKept(NONE) };
}
