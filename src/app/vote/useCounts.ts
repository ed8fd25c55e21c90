import { useEffect, useState } from 'react';
import type { Clock } from '../speaker/windows';
import { readCounts, tallyOf } from './tally';

/** Milliseconds between two looks. */
const PERIOD = 1000;

interface Counts {
  readonly scene: number;
  readonly counts: readonly number[] | null;
}

/**
 * The votes for the open question, where the address of the page says where they are counted
 * ("?tally=http://192.168.0.7:8471/"); null where they are not.
 * @param scene null while no question is open
 */
export function useCounts(scene: number | null, clock: Clock): readonly number[] | null {
  const [known, setKnown] = useState<Counts | null>(null);
  useEffect(() => {
    const tally = tallyOf(new URLSearchParams(location.search));
    if (tally === null || scene === null) return undefined;
    let callOff: (() => void) | null = null;
    let isOver = false;
    const look = () =>
      void readCounts(tally, scene).then((counts) => {
        if (isOver) return;
        if (counts) setKnown({ scene, counts });
        callOff = clock.later(PERIOD, look);
      });
    look();
    return () => {
      isOver = true;
      callOff?.();
    };
  }, [scene, clock]);
  return known?.scene === scene ? known.counts : null;
}
