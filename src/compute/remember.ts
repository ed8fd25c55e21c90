/**
 * Something that is made for a key and kept for the next call, the most recent `size` of them. The
 * argument belongs to the key: another one under the same key makes the thing anew.
 */
export function remembering<Argument, Made>(
  size: number,
  make: (argument: Argument) => Made,
): (key: string, argument: Argument) => Made {
  const kept = new Map<string, { readonly text: string; readonly made: Made }>();
  return (key, argument) => {
    const text = JSON.stringify(argument);
    const found = kept.get(key);
    const entry = found?.text === text ? found : { text, made: make(argument) };
    kept.delete(key);
    kept.set(key, entry);
    if (kept.size > size) kept.delete(kept.keys().next().value!);
    return entry.made;
  };
}
