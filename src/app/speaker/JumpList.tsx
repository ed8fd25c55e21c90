import type { Course } from '../../lecture/course';
import { textOf } from '../../lecture/own-text';
import type { Scene } from '../../lecture/scenes';
import { planned, spentIn, type Timing } from '../../lecture/timing';
import { useNow } from './Times';
import { clockTime, words } from './words';
import type { Clock } from './windows';

interface JumpListProps {
  readonly list: readonly Scene[];
  readonly timing: Timing;
  readonly own: Course | null;
  readonly clock: Clock;
  readonly current: number | null;
  onJump(scene: number): void;
}

/** All scenes of the course, with the time that each has taken and was to take. */
export function JumpList({ list, timing, own, clock, current, onJump }: JumpListProps) {
  const now = useNow(clock);
  return (
    <ol className="speaker-jumps">
      {list.map((scene, i) => {
        const spent = spentIn(timing, scene.id, now);
        return (
          <li key={scene.id}>
            <button
              type="button"
              className="bare-button"
              aria-current={scene.id === current ? 'step' : undefined}
              title={words.jumpTo(textOf(scene.id, own).name)}
              onClick={() => onJump(scene.id)}
            >
              <span>
                {i + 1}. {textOf(scene.id, own).name}
              </span>
              <span data-late={spent > planned([scene]) || undefined}>
                {spent > 0 && `${clockTime(spent)} / `}
                {clockTime(planned([scene]))}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
