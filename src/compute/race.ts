/** Steps of a run that count, after one that warms up. */
const COUNTED = 3;

/** Times paths that do the same work. */
export interface Race<Path extends string> {
  /**
   * Does a step of a run on a path, and times it.
   * @param stepsOf how many it were, of a result that says so
   */
  time<T>(
    run: string,
    path: Path,
    step: () => T | Promise<T>,
    stepsOf?: (result: T) => number,
  ): Promise<T>;
  /** Least milliseconds of a step on each path, once all of them have done enough steps of the run. */
  best(run: string, paths: readonly Path[]): Record<Path, number> | null;
}

/**
 * Fair where every step of a run is done on all paths in turn: A B A B, each with what it remembers of
 * the step before. The same step again would find its matchings solved; all steps of one path and then
 * all of the other would give the second what the first has warmed. Paths remember by runs, so runs are
 * raced apart.
 */
export function createRace<Path extends string>(now: () => number): Race<Path> {
  const times = new Map<string, number[]>();
  const timesOf = (run: string, path: Path) => times.get(`${path} ${run}`) ?? [];
  return {
    async time(run, path, step, stepsOf = () => 1) {
      const start = now();
      const result = await step();
      times.set(`${path} ${run}`, [...timesOf(run, path), (now() - start) / stepsOf(result)]);
      return result;
    },
    best(run, paths) {
      if (paths.some((path) => timesOf(run, path).length <= COUNTED)) return null;
      const least = (path: Path) => Math.min(...timesOf(run, path).slice(1));
      return Object.fromEntries(paths.map((path) => [path, least(path)])) as Record<Path, number>;
    },
  };
}
