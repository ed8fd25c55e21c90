import { useEffect, useLayoutEffect, useRef } from 'react';
import { usePresentationKeys, type PresentationCommand } from '../keys';
import { isTextField } from '../text-field';

/** What keys do in a scene: those of a presentation, and more. */
export type LectureCommand =
  PresentationCommand | 'reveal' | 'controls' | 'restore' | 'speaker' | 'undo' | 'vote';

const characters: Readonly<Record<string, LectureCommand>> = {
  h: 'controls',
  r: 'restore',
  s: 'speaker',
  u: 'undo',
  v: 'vote',
};

/** The answer that a digit stands for, from 1; null for other keys. */
const answerOf = (key: string): number | null => (/^[1-9]$/.test(key) ? Number(key) : null);

/** Keys of a control keep their meaning while that has the focus. */
const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('button, a, input, [role=slider], summary') !== null;

/**
 * Listens for the keys of a scene; digits answer and Enter reveals.
 * @param run says whether it had a use for the command
 */
export function useLectureKeys(
  shortcuts: boolean,
  run: (command: LectureCommand) => boolean,
  say: (answer: number) => boolean,
): void {
  usePresentationKeys(true, shortcuts, run);
  const latest = useRef({ run, say });
  useLayoutEffect(() => {
    latest.current = { run, say };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, metaKey, altKey } = event;
      if (ctrlKey || metaKey || altKey || isTextField(target)) return;
      if (key === 'Enter' && !isControl(target)) latest.current.run('reveal');
      if (!shortcuts) return;
      const answer = answerOf(key);
      if (answer !== null) latest.current.say(answer);
      if (Object.hasOwn(characters, key)) latest.current.run(characters[key]);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [shortcuts]);
}
