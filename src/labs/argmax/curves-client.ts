import { wrap } from 'comlink';
import type { ArgmaxCurves, ComparedNoises } from '../../core/laws/curves';
import type { ArgmaxProblem } from '../../core/problem';
import { within } from '../../compute/within';

type Curves = (problem: ArgmaxProblem, compared: ComparedNoises) => Promise<ArgmaxCurves>;

export interface CurvesClientOptions {
  spawn(): Worker;
  /** The same computation on this thread, loaded when there is no worker or it died. */
  inline(): Promise<(...request: Parameters<Curves>) => ArgmaxCurves>;
}

/** The exact curves from a worker of their own: a quadrature must not hold up the sampler. */
export function createCurvesClient({ spawn, inline }: CurvesClientOptions): Curves {
  const here: Curves = async (...request) => (await inline())(...request);
  let compute: Curves = here;
  try {
    const worker = spawn();
    const remote = wrap<{ curves: Curves }>(worker);
    const death = new AbortController();
    worker.addEventListener('error', () => {
      compute = here;
      death.abort(new Error('the thread of the curves stopped'));
    });
    compute = async (...request) => {
      try {
        return await within(remote.curves(...request), death.signal);
      } catch (error) {
        if (!death.signal.aborted) throw error;
        return here(...request);
      }
    };
  } catch {
    // no module workers in this browser: `compute` stays on this thread
  }
  return (...request) => compute(...request);
}
