import type { Command } from '../../lecture/exchange';
import { Kbd } from '../../ui/basics';
import { words } from './words';

interface StepsProps {
  /** Whether the question is open; null while no scene is shown. */
  readonly asks: boolean | null;
  readonly blank: boolean;
  readonly isLast: boolean;
  onStep(command: Command): void;
}

/** The steps of the lecture as buttons, each with its key. */
export function Steps({ asks, blank, isLast, onStep }: StepsProps) {
  const none = asks === null;
  const step = (name: 'undo' | 'previous' | 'restore' | 'vote', key: string, disabled: boolean) => (
    <button
      type="button"
      className="button"
      disabled={disabled}
      onClick={() => onStep({ do: name })}
    >
      {words[name]} <Kbd>{key}</Kbd>
    </button>
  );
  return (
    <nav className="speaker-steps" aria-label={words.controls}>
      {step('undo', 'u', false)}
      {step('previous', 'p', none)}
      {step('restore', 'r', none)}
      {step('vote', 'v', !asks)}
      <button
        type="button"
        className="button"
        aria-pressed={blank}
        onClick={() => onStep({ do: 'blank' })}
      >
        {words.blank} <Kbd>b</Kbd>
      </button>
      <button
        type="button"
        className="button speaker-on"
        disabled={none || (isLast && !asks)}
        onClick={() => onStep({ do: 'next' })}
      >
        {asks ? words.reveal : words.next} <Kbd>n</Kbd>
      </button>
    </nav>
  );
}
