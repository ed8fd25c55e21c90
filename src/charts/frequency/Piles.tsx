import { useEffect, useEffectEvent, useState } from 'react';
import type { FrequencyColumn } from './column';
import { durationOf, pilePaths, type Fall } from './pile';

interface PilesProps {
  readonly fall: Fall;
  readonly columns: readonly FrequencyColumn[];
  readonly onFallen?: ((id: string) => void) | undefined;
}

/** The first draws, a dot each, which fall on the piles of the classes that win them. */
export function Piles({ fall, columns, onFallen }: PilesProps) {
  const time = useFallTime(fall, onFallen);
  return columns.map(({ pile, sum }, i) => {
    const { dots, last } = pilePaths(pile, fall, i, fall.marksLast ? sum.y : pile.y, time);
    return (
      <g key={i} data-term="prediction">
        <path d={dots} className="pile" />
        <path d={last} className="pile pile-last" />
      </g>
    );
  });
}

/** Milliseconds since the fall has begun; only this part is drawn again while they pass. */
function useFallTime(fall: Fall, onFallen: PilesProps['onFallen']): number {
  const [time, setTime] = useState(0);
  const end = durationOf(fall);
  const fallen = useEffectEvent(() => onFallen?.(fall.id));
  useEffect(() => {
    if (end === 0) return;
    let begun: number | null = null;
    let frame = requestAnimationFrame(function tick(now) {
      begun ??= now;
      setTime(now - begun);
      if (now - begun < end) frame = requestAnimationFrame(tick);
      else fallen();
    });
    return () => cancelAnimationFrame(frame);
  }, [end]);
  return time;
}
