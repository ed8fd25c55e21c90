import { BETA1, BETA2 } from '../../../../core/training/optimisers';
import { MAX_EPSILON, type Plan } from './plan';

type Rule = Pick<Plan, 'maxSteps' | 'growth'>;

/** Numbers before the factors on epsilon: two corrections for each step, in whole rows of four. */
const corrections = ({ maxSteps }: Pick<Rule, 'maxSteps'>) => 4 * (Math.floor(maxSteps / 2) + 1);

/** Bytes of the uniform `Tables`. */
export const tableBytes = ({ maxSteps }: Pick<Rule, 'maxSteps'>) =>
  4 * (corrections({ maxSteps }) + 4 * (Math.floor(maxSteps / 4) + 1));

/**
 * Adam's corrections by the number of the update, and by the number of growths the factor on epsilon, in float64
 * first.
 */
export function stepTables({ maxSteps, growth }: Rule): Float32Array<ArrayBuffer> {
  const from = corrections({ maxSteps });
  const tables = new Float32Array(tableBytes({ maxSteps }) / 4);
  for (let step = 0; step < maxSteps; step++) {
    tables[2 * step] = 1 / (1 - BETA1 ** (step + 1));
    tables[2 * step + 1] = 1 / (1 - BETA2 ** (step + 1));
  }
  for (let growths = 0; growths <= maxSteps; growths++) {
    tables[from + growths] = Math.min(growth ** growths, MAX_EPSILON);
  }
  return tables;
}
