import { messageOf } from '../../core/message-of';
import { createStore } from 'zustand/vanilla';
import type { Compute } from '../../compute/client';
import type { KeptResults } from '../../state/kept-results';
import type { EvaluationResult, KnnCalls } from './compute/protocol';
import type { KnnResult } from './experiment/repetition';
import { REPORTED_KS } from './experiment/spec';
import type { KnnRun } from './kind';
import { withWeights } from './looks';
import { resultRow } from './model';
import type { KnnValues } from './params';
import type { EvaluatedRun, Evaluations, KnnResults } from './results';

export interface EvaluationOptions {
  readonly compute: Pick<Compute<KnnCalls>, 'call'>;
  readonly table: Pick<KeptResults<KnnResult>, 'add'>;
  values(): KnnValues;
  now(): number;
}

/** Tests of runs on all images, one at a time: another one, or a stop, ends the one before. */
export function createEvaluations({
  compute,
  table,
  values,
  now,
}: EvaluationOptions): Pick<
  KnnResults,
  'evaluations' | 'addEvaluation' | 'evaluate' | 'stopEvaluation'
> {
  const evaluations = createStore<Evaluations>(() => ({ results: [], running: null, error: null }));
  let wanted = new AbortController();

  function keep(evaluated: EvaluatedRun): void {
    const { results } = evaluations.getState();
    const others = results.filter(({ id }) => id !== evaluated.id);
    evaluations.setState({ results: [...others, evaluated], running: null });
    if (evaluated.row) void table.add([evaluated.row]);
  }

  async function ask(run: KnnRun, raw: boolean, signal: AbortSignal): Promise<EvaluationResult> {
    const { k, networks } = values();
    const start = now();
    const id = raw ? '' : run.id;
    const tell = (done: number, stage: string) =>
      evaluations.setState({ running: { id, done, stage, elapsed: now() - start } });
    tell(0, 'embedding');
    const onProgress = ({ done, stage }: KnnCalls['evaluate']['progress']) => {
      if (!signal.aborted) tell(done, stage);
    };
    return withWeights(run, (trained) =>
      compute.call(
        'evaluate',
        { ...trained, k, ks: REPORTED_KS, raw, networks },
        { signal, onProgress },
      ),
    );
  }

  async function evaluate(run: KnnRun, raw: boolean): Promise<void> {
    wanted.abort();
    const mine = (wanted = new AbortController());
    evaluations.setState({ error: null });
    try {
      const result = await ask(run, raw, mine.signal);
      keep({
        id: raw ? '' : run.id,
        dataset: run.setup.dataset,
        result,
        row: raw ? null : resultRow(run, result),
        name: raw ? 'raw pixels' : run.name,
        category: raw ? 0 : run.category,
        step: raw ? 0 : run.step,
      });
    } catch (error) {
      if (mine.signal.aborted) return;
      const message = messageOf(error);
      evaluations.setState({ running: null, error: message });
    }
  }

  return {
    evaluations,
    addEvaluation(recorded) {
      const { results } = evaluations.getState();
      if (!results.some(({ id }) => id === recorded.id))
        evaluations.setState({ results: [...results, recorded] });
    },
    evaluate: (run, raw = false) => void evaluate(run, raw),
    stopEvaluation() {
      wanted.abort();
      evaluations.setState({ running: null });
    },
  };
}

/** The test to show of a run: its own, else that of the raw pixels, else one that came with the site. */
export function evaluatedFor(
  run: KnnRun | null,
  results: readonly EvaluatedRun[],
): EvaluatedRun | null {
  const fitting = results.filter(({ dataset }) => dataset === run?.setup.dataset);
  const find = (is: (one: EvaluatedRun) => boolean) => fitting.find(is);
  return (
    find(({ id }) => id === run?.id) ??
    find(({ id }) => id === '') ??
    find(({ recorded }) => recorded !== undefined) ??
    null
  );
}
