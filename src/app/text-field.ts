/** Whether keys that come to it type something. */
export const isTextField = (target: EventTarget | null) =>
  target instanceof Element && target.matches('input[type=text], textarea, select');
