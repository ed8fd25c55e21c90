import { wrap } from 'comlink';
import type { ArgmaxCurves, ComparedNoises } from '../core/laws/curves';
import type { ArgmaxProblem } from '../core/problem';

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
    const died = new Promise<null>((resolve) => {
      worker.addEventListener('error', () => {
        compute = here;
        resolve(null);
      });
    });
    compute = async (...request) => {
      const answer = await Promise.race([remote.curves(...request), died]);
      return answer ?? here(...request);
    };
  } catch {
    // no module workers in this browser: `compute` stays on this thread
  }
  return (...request) => compute(...request);
}
