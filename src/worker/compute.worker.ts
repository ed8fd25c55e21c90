import { expose } from 'comlink';
import { createHost } from '../compute/host';
import { browserMachine } from '../compute/machine';
import { loadModule } from './modules';

const spawn =
  typeof Worker === 'undefined'
    ? null
    : () =>
        new Worker(new URL('./thread.worker.ts', import.meta.url), {
          type: 'module',
          name: self.name,
        });

// the code of the lab is on its way before the page asks for it
loadModule(self.name).catch(() => undefined);

expose(
  createHost({
    load: loadModule,
    machine: (lab, page, report) => browserMachine({ lab, page, report, spawn }),
  }),
);
