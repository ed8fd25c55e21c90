import { createHost, type HostApi } from '../compute/host';
import { browserMachine } from '../compute/machine';
import { loadModule } from './modules';

/** The work of a lab on the page's own thread, for browsers that cannot start a module worker. */
export const createInlineHost = (): HostApi =>
  createHost({
    load: loadModule,
    machine: (lab, page, report) => browserMachine({ lab, page, report, spawn: null }),
  });
