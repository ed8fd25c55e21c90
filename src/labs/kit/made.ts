import { devicesOf, madeOn, type DeviceMade } from '../../core/training/devices';
import type { FigureSource } from '../../ui/figure/types';

/** What made the reader's own results. */
export function madeSource(
  results: readonly DeviceMade[],
): Pick<FigureSource, 'backend' | 'adapter'> {
  const adapter = devicesOf(results).join(', ');
  if (adapter === '') return { backend: 'cpu', adapter };
  return { backend: madeOn(results) === adapter ? 'webgpu' : 'CPU and WebGPU', adapter };
}
