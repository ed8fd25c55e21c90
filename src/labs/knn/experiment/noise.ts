import { createNoiseFill } from '../../../core/neighbours/noise';
import type { LawName } from '../../../core/noise/laws';
import type { NoiseFill } from '../../../core/noise/run-noise';
import { isRelaxed, type KnnSetup } from './spec';

/** The noise of a run: standard for the relaxations, else centred. */
export const noiseOf = (
  { seed, method }: Pick<KnnSetup, 'seed' | 'method'>,
  law: LawName,
): NoiseFill => createNoiseFill(seed, law, isRelaxed(method));
