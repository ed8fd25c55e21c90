import type { Compute } from '../../compute/client';
import type { Calls } from '../../compute/service';
import type { ConnectOptions } from './connect';

/** One more worker for what must not keep the first one from its work: it is opened when it is asked for. */
export function spareWorker<C extends Calls>({
  another,
  until,
}: Pick<ConnectOptions<C>, 'another' | 'until'>): () => Compute<C> {
  let worker: Compute<C> | null = null;
  until.addEventListener('abort', () => worker?.dispose());
  return () => (worker ??= another());
}
