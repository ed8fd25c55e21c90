import { useEffect, useLayoutEffect, useRef } from 'react';
import { isTextField } from './text-field';

/** What the keys of a presenter's remote, or of a keyboard, do. */
export type PresentationCommand = 'next' | 'previous' | 'blank' | 'leave' | 'fullscreen';

/** What a command that always has an effect answers. */
export const done = (_: void): true => true;

/** These type nothing and move no slider of ours while presenting, so they always work. */
const always: Readonly<Record<string, PresentationCommand>> = {
  PageDown: 'next',
  PageUp: 'previous',
  Escape: 'leave',
};
/** Some remotes send these; they are a slider's where one has the focus. */
const arrows: Readonly<Record<string, PresentationCommand>> = {
  ArrowRight: 'next',
  ArrowLeft: 'previous',
};
/** Single characters: off in text fields, and where shortcuts are turned off. */
const characters: Readonly<Record<string, PresentationCommand>> = {
  n: 'next',
  p: 'previous',
  b: 'blank',
  '.': 'blank',
  f: 'fullscreen',
};

/** @param idle whether no control has the focus */
export function commandOf(
  key: string,
  shortcuts: boolean,
  idle: boolean,
): PresentationCommand | null {
  const commands = { ...always, ...(shortcuts && characters), ...(idle && arrows) };
  return Object.hasOwn(commands, key) ? commands[key] : null;
}

const KEY_MESSAGE = 'noisy-argmax:key';

/**
 * Listens for presentation keys, before sliders and other controls do. `run` says whether it had a
 * use for the command. Inside a frame, keys without one are handed to the page around: a slide deck goes on
 * when our last figure is done. Keys that it sends are as if pressed here, for whoever else listens as well.
 */
export function usePresentationKeys(
  enabled: boolean,
  shortcuts: boolean,
  run: (command: PresentationCommand) => boolean,
): void {
  const latest = useRef(run);
  // a key acts on what is drawn
  useLayoutEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const press = (event: KeyboardEvent) => {
      const isCharacter = event.key.length === 1;
      if (event.ctrlKey || event.metaKey || event.altKey || isForDialog(event)) return;
      if (isCharacter && isTextField(event.target)) return;
      const command = commandOf(event.key, shortcuts, isIdle(event.target));
      if (!command) return;
      event.preventDefault();
      event.stopPropagation();
      // what has come from the page around does not go back
      if (!latest.current(command) && event.isTrusted) forward(event.key);
    };
    const receive = ({ data, source }: MessageEvent) => {
      if (source !== window.parent || !isKeyMessage(data)) return;
      const { key } = data;
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      );
    };
    window.addEventListener('keydown', press, { capture: true });
    window.addEventListener('message', receive);
    return () => {
      window.removeEventListener('keydown', press, { capture: true });
      window.removeEventListener('message', receive);
    };
  }, [enabled, shortcuts]);
}

/** The page itself, or the presentation, which has the focus when it begins. */
const isIdle = (target: EventTarget | null) =>
  target === document.body || (target instanceof Element && target.matches('main'));

/** Only the name of the key leaves the frame, so any page around may have it. */
function forward(key: string): void {
  if (window.parent !== window) window.parent.postMessage({ type: KEY_MESSAGE, key }, '*');
}

function isKeyMessage(data: unknown): data is { key: string } {
  if (typeof data !== 'object' || data === null) return false;
  const { type, key } = data as Record<string, unknown>;
  return type === KEY_MESSAGE && typeof key === 'string';
}

/** What is open has its own keys, and Escape closes it wherever the focus is. */
const isForDialog = ({ key, target }: KeyboardEvent) =>
  (key === 'Escape' && document.querySelector('[role=dialog]') !== null) ||
  (target instanceof Element && target.closest('[role=dialog], [role=menu]') !== null);
