import { useEffect, useState } from 'react';
import type { Scene } from '../../lecture/scenes';
import { behind, elapsed, planned, spentIn, type Timing } from '../../lecture/timing';
import { clockTime, timeOfDay, words } from './words';
import type { Clock } from './windows';

/** The time, every second. */
export function useNow(clock: Clock): number {
  const [now, setNow] = useState(clock.now);
  useEffect(() => clock.later(1000, () => setNow(clock.now())), [clock, now]);
  return now;
}

interface TimesProps {
  readonly timing: Timing;
  readonly list: readonly Scene[];
  readonly clock: Clock;
  onRestart(): void;
}

/** The time of day, that of the lecture and that of the scene, beside the plan. */
export function Times({ timing, list, clock, onRestart }: TimesProps) {
  const now = useNow(clock);
  const scene = list.find(({ id }) => id === timing.at?.scene);
  const inScene = scene && {
    time: clockTime(spentIn(timing, scene.id, now)),
    plan: clockTime(planned([scene])),
  };
  const total = words.ofPlan(clockTime(elapsed(timing, now)), clockTime(planned(list)));
  return (
    <dl className="speaker-times">
      <div>
        <dt>{words.inScene}</dt>
        <dd>{inScene ? words.ofPlan(inScene.time, inScene.plan) : '–'}</dd>
      </div>
      <div>
        <dt>{words.elapsed}</dt>
        <dd>
          <span>
            {total}, <Drift milliseconds={behind(timing, list, now)} />
          </span>
          <button type="button" className="button" onClick={onRestart}>
            {words.restart}
          </button>
        </dd>
      </div>
      <div>
        <dt>{words.clock}</dt>
        <dd>{timeOfDay(now)}</dd>
      </div>
    </dl>
  );
}

function Drift({ milliseconds }: { milliseconds: number }) {
  const time = clockTime(Math.abs(milliseconds));
  if (time === '0:00') return <>{words.onTime}</>;
  if (milliseconds < 0) return <>{words.early(time)}</>;
  return <strong className="text-error">{words.late(time)}</strong>;
}
