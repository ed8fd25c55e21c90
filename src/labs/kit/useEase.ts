import type { Ease } from '../../charts/shared/useMorph';
import { useBegin } from '../../ui/activity';
import { useMotion } from '../../ui/useMedia';
import { useAnyLab, useWatched } from './context';

/**
 * For the charts of a figure whose marks move to their new places when the state of the lab jumps: null
 * where they had better not, out of sight, under a hand that drags, or while a training runs.
 */
export function useEase(training = false): Ease | null {
  const begin = useBegin();
  const motion = useMotion();
  const { store, seen } = useAnyLab();
  const dragged = useWatched(store, ({ phase }) => phase === 'move');
  return motion && seen && !dragged && !training ? begin : null;
}
