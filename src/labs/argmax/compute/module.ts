import {
  backendChoices,
  type BackendChoice,
  type ComputeModule,
  type Machine,
} from '../../../compute/service';
import { threadsLabel } from '../../../compute/status';
import { createEngine } from './engine';
import type { MeasuredMaps } from './measured';
import { createCpuPool } from './pool';
import type { ArgmaxCalls } from './protocol';
import { createTasks } from './tasks';

/** The backend that the address asks for; of an unknown one the page has told the reader. */
function backendFrom(search: string): BackendChoice {
  const wanted = new URLSearchParams(search).get('backend');
  return backendChoices.find((choice) => choice === wanted) ?? 'auto';
}

/**
 * Samples and exact curves of the argmax lab. Helper threads and devices start after the first answer
 * that does not come alone: where cores are few they would hold up the first figure.
 */
export const module: ComputeModule<ArgmaxCalls> = {
  open(machine: Machine) {
    const { cores } = machine;
    const tasks = createTasks();
    // The first thread a reader can spare is the page's own: leave it one core where there are several.
    const threads = machine.openThreads(tasks, cores === 1 ? 1 : Math.max(2, cores - 1));
    const aside = machine.openThreads(tasks, cores === 1 ? 1 : 2);
    const engine = createEngine({
      gpu: machine.gpu,
      pool: createCpuPool(threads, tasks),
      gentleThreads: Math.max(1, Math.floor(cores / 2)),
      now: machine.now,
    });
    const choice = backendFrom(machine.search);
    let measuredMaps: Promise<MeasuredMaps> | null = null;
    let opened: Promise<unknown> | null = null;
    const begin = () => (opened ??= engine.open(choice, machine.report));
    return {
      handlers: {
        async sample(request) {
          // whoever forces WebGPU compares numbers of it, and waits
          if (choice === 'webgpu') await begin();
          try {
            return await engine.sample(request);
          } finally {
            if (!request.alone) void begin();
          }
        },
        async curves(request) {
          await aside.ready();
          void begin();
          const [curves] = await aside.map('curves', [request], [1]);
          return curves;
        },
        async sections(request) {
          await aside.ready();
          const [sections] = await aside.map('sections', [request], [1]);
          return sections;
        },
        async descent(request) {
          const [descent] = await aside.map('descent', [request], [1]);
          return descent;
        },
        async map(request) {
          await aside.ready();
          const [map] = await aside.map('map', [request], [1]);
          return map;
        },
        async measured(request, { breathe }) {
          measuredMaps ??= import('./measured').then(({ createMeasuredMaps }) =>
            createMeasuredMaps({
              draw: (shares) => threads.map('mapDraws', shares),
              told: () => machine.report({ status: 'ready', adapter: threadsLabel(threads.count) }),
            }),
          );
          return (await measuredMaps)(request, breathe);
        },
        async train(request, { breathe }) {
          return (await import('./train')).train(request, breathe);
        },
        async cell(cell) {
          const { measureArgmax } = await import('../experiment/cell');
          return measureArgmax(cell);
        },
      },
      loseDevice: () => engine.loseDevice(),
    };
  },
};
