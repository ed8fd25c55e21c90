import { expose } from 'comlink';
import { samplePairs } from '../../../simd/perturbed-pair/perturbed-pair.cpu';
import type { SampleTask } from './pool';

expose({ sample: samplePairs, ready: () => true } satisfies SampleTask);
