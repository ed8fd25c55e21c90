/**
 * Runs suites side by side: each says how many cores it keeps busy and which others must have ended
 * well before it, and starts as soon as there is room and these have. Earlier ones go first.
 */

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {number} [cores] 1 if it does not say; more than there are counts as all
 * @property {string[]} [needs] names of earlier tasks of the list
 */

/**
 * @template {Task} T
 * @template R
 * @param {T[]} tasks
 * @param {object} options
 * @param {number} options.cores cores to share out
 * @param {(task: T) => Promise<R>} options.run
 * @param {(result: R) => boolean} options.endedWell whether tasks that need this one may start
 * @param {(task: T, need: string) => R} options.withhold result of a task whose need ended badly
 * @returns {Promise<R[]>} in the order of the list; rejects as soon as a run does
 */
export async function schedule(tasks, { cores, run, endedWell, withhold }) {
  checkNeeds(tasks);
  const results = new Map();
  const running = new Map();
  const share = ({ cores: wanted = 1 }) => Math.min(wanted, cores);

  async function start(task) {
    results.set(task.name, await run(task));
    running.delete(task.name);
  }

  while (results.size < tasks.length) {
    let free = cores - [...running.values()].reduce((sum, { task }) => sum + share(task), 0);
    for (const task of tasks) {
      const { name, needs = [] } = task;
      if (results.has(name) || running.has(name)) continue;
      const broken = needs.find((need) => results.has(need) && !endedWell(results.get(need)));
      if (broken !== undefined) results.set(name, withhold(task, broken));
      else if (needs.every((need) => results.has(need)) && share(task) <= free) {
        free -= share(task);
        running.set(name, { task, ended: start(task) });
      }
    }
    if (running.size > 0) await Promise.race([...running.values()].map(({ ended }) => ended));
  }
  return tasks.map(({ name }) => results.get(name));
}

/** Needs that come earlier can always be met: no task waits for ever. */
function checkNeeds(tasks) {
  const earlier = new Set();
  for (const { name, needs = [] } of tasks) {
    const missing = needs.find((need) => !earlier.has(need));
    if (missing !== undefined)
      throw new Error(`"${name}" needs "${missing}", which is not before it.`);
    earlier.add(name);
  }
}
