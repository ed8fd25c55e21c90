import { useEffect, useMemo, useRef, useState } from 'react';
import { describeFrequency } from '../../charts/frequency/describe';
import { FULL } from '../../charts/frequency/pile';
import { FrequencyChart } from '../../charts/frequency/FrequencyChart';
import type { Phase } from '../../ui/concept';
import { Slider } from '../../ui/controls/Slider';
import { Figure } from '../../ui/figure/Figure';
import { useMotion } from '../../ui/useMedia';
import {
  isOver,
  pauseAfter,
  raceData,
  raceFall,
  SIGMA_SCALE,
  start,
  still,
  type Race,
} from './race';
import { words } from './words';

/**
 * Draw after draw falls on its pile, until somebody takes a hand in it.
 * @param props.onDrawn called once it has been painted
 */
export function Picture({ onDrawn }: { onDrawn(): void }) {
  const motion = useMotion();
  const [race, setRace] = useState<Race>(motion ? start : still);
  const [paused, setPaused] = useState(false);
  const plays = motion && !paused && !isOver(race);
  useEffect(() => {
    if (!plays) return undefined;
    const timer = setTimeout(() => setRace(next), pauseAfter(race.draws));
    return () => clearTimeout(timer);
  }, [plays, race.draws]);
  useAfterPaint(onDrawn);
  const data = useMemo(() => raceData(race), [race]);
  const fall = useMemo(() => raceFall(race, plays), [race, plays]);
  // whoever takes hold of something ends the show and has all draws before them
  const set = (patch: Partial<Race>) => {
    setPaused(true);
    setRace((before) => ({ ...before, ...patch, draws: FULL }));
  };
  const onScore = (i: number, value: number, _: Phase) =>
    set({ scores: race.scores.with(i, value) });
  return (
    <>
      <Figure
        id="home"
        title={words.picture}
        sentence={words.pictureSentence}
        description={describeFrequency(data)}
        height="fill"
        bare
      >
        {(frame) => <FrequencyChart {...data} {...frame} {...{ fall, onScore }} />}
      </Figure>
      <div className="home-controls">
        <Slider
          label={words.scale}
          symbol="σ"
          concept="noise"
          scale={SIGMA_SCALE}
          value={race.sigma}
          onChange={(sigma) => set({ sigma })}
        />
        <PlayButton
          {...{ motion, plays, race }}
          onPause={() => setPaused(true)}
          onPlay={() => {
            setPaused(false);
            if (isOver(race)) setRace({ ...race, draws: 1 });
          }}
          onNext={() => setRace(next)}
        />
      </div>
    </>
  );
}

/** Calls back once, when a frame with what is drawn now has been shown. */
function useAfterPaint(call: () => void): void {
  const latest = useRef(call);
  useEffect(() => {
    let second = 0;
    const first = requestAnimationFrame(() => {
      second = requestAnimationFrame(() => latest.current());
    });
    return () => {
      cancelAnimationFrame(first);
      cancelAnimationFrame(second);
    };
  }, []);
}

/** After the last draw the first one comes again. */
const next = (race: Race): Race => ({ ...race, draws: isOver(race) ? 1 : race.draws + 1 });

interface PlayButtonProps {
  readonly motion: boolean;
  readonly plays: boolean;
  readonly race: Race;
  onPause(): void;
  onPlay(): void;
  onNext(): void;
}

function PlayButton({ motion, plays, race, onPause, onPlay, onNext }: PlayButtonProps) {
  const [name, run] = !motion
    ? [words.next, onNext]
    : plays
      ? [words.pause, onPause]
      : [isOver(race) ? words.again : words.play, onPlay];
  return (
    <button type="button" className="button" onClick={run}>
      {name}
    </button>
  );
}
