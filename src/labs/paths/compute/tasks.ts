import { createSliceTasks, type SliceTasks } from '../../../compute/slices/tasks';
import { createCpuNetworks } from '../../../simd/networks/cpu';

/** What a thread does for a step: slices of its maps through the network, and back. */
export const createTasks = (): SliceTasks => createSliceTasks(createCpuNetworks);
