import { expose } from 'comlink';
import { samplePairs } from '../gpu/kernels/perturbed-pair/perturbed-pair.cpu';
import type { SampleTask } from './cpu-pool';

expose({ sample: samplePairs, ready: () => true } satisfies SampleTask);
