/** A text of any length, made to fit a sentence. */
export function shorten(text: string, length = 40): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
