/** How often a step is begun again whose threads have died. */
const MAX_REPEATS = 3;

/**
 * Work on several threads, begun again where one of them dies.
 * @param work hears whether what was done before it is lost
 */
export async function repeated<T>(
  work: (again: boolean) => T | Promise<T>,
  again = false,
): Promise<T> {
  for (let repeats = 0; ; repeats++) {
    try {
      return await work(again || repeats > 0);
    } catch (error) {
      if (repeats === MAX_REPEATS) throw error;
    }
  }
}
