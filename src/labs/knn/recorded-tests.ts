import { faultOf, text, whole, type Check, type Checks } from '../../core/training/fields';
import type { EvaluationResult, HardQuery } from './compute/protocol';
import type { KnnRun } from './kind';
import type { EvaluatedRun } from './results';

/** A test of a recorded run on all images, as it stands in the file of the runs. */
export interface FiledTest {
  /** Id of the run. */
  readonly run: string;
  readonly result: Omit<EvaluationResult, 'confusion'> & { readonly confusion: readonly number[] };
}

export const filedTest = (run: Pick<KnnRun, 'id'>, result: EvaluationResult): FiledTest => ({
  run: run.id,
  result: { ...result, confusion: [...result.confusion] },
});

/** A recorded run as its test has found it. */
const evaluatedOf = (
  { id, name, category, setup, step, recorded }: KnnRun,
  result: EvaluationResult,
): EvaluatedRun => ({
  ...{ id, name, category, step, result, dataset: setup.dataset, row: null },
  ...(recorded && { recorded }),
});

/**
 * The tests in a file of recorded runs; a test of a run that the file does not have is left out.
 * @param runs those of the file
 * @throws RangeError naming the field and what would be right
 */
export function recordedTests(json: string, runs: readonly KnnRun[]): EvaluatedRun[] {
  const { tests = [] } = JSON.parse(json) as { readonly tests?: readonly unknown[] };
  return tests.flatMap((filed, i) => {
    const fault = faultOf<FiledTest>(filed, { run: text(), result: object });
    if (fault) throw new RangeError(`test ${i + 1}: ${fault}`);
    const { run: id, result } = filed as FiledTest;
    const run = runs.find((one) => one.id === id);
    if (!run) return [];
    const wrong = faultOf<FiledTest['result']>(result, resultChecks(run.setup.classes));
    if (wrong) throw new RangeError(`test ${i + 1}: ${wrong}`);
    return [evaluatedOf(run, { ...result, confusion: Float64Array.from(result.confusion) })];
  });
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null;
const object: Check = { fits: isObject, must: 'be an object' };
const counts = (size?: number): Check => ({
  fits: (value) =>
    Array.isArray(value) &&
    (size === undefined || value.length === size) &&
    value.every((count) => Number.isInteger(count) && count >= 0),
  must: `be a list of ${size === undefined ? '' : `${size} `}counts`,
});

const accuracyChecks = { images: whole(), ks: counts(), right: counts() };
const hardChecks: Checks<HardQuery> = {
  ...{ number: whole(), label: whole(), predicted: whole() },
  ...{ neighbours: counts(), neighbourLabels: counts() },
};

const resultChecks = (classes: number): Checks<FiledTest['result']> => ({
  accuracy: {
    fits: (value) => faultOf<EvaluationResult['accuracy']>(value, accuracyChecks) === null,
    must: 'say how many images are right for which k',
  },
  k: whole(),
  confusion: counts(classes ** 2),
  hardest: {
    fits: (value) =>
      Array.isArray(value) && value.every((one) => faultOf<HardQuery>(one, hardChecks) === null),
    must: 'be a list of queries',
  },
  candidates: whole(),
});
