/** Resolves when something holds: looked at in every turn, whatever the clock of a test says. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
