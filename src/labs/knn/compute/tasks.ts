import { createSliceTasks, type SliceTasks } from '../../../compute/slices/tasks';
import { createCpuNetworks } from '../../../simd/networks/cpu';

/** What a thread does for a step: slices of a batch through the networks of a run, and back. */
export const createTasks = (): SliceTasks => createSliceTasks(createCpuNetworks);
