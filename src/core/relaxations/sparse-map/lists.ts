/** Moves an entry to the end, the others up: what is taken out of use stays at hand. */
export function moveToEnd<T>(list: T[], index: number): void {
  const moved = list[index];
  for (let i = index + 1; i < list.length; i++) list[i - 1] = list[i];
  list[list.length - 1] = moved;
}
