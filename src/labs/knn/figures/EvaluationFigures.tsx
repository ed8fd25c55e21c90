import { useMemo } from 'react';
import { REPORTED_KS } from '../experiment/spec';
import { wilsonInterval } from '../../../core/training/statistics';
import { describeHeatmap } from '../../../charts/heatmap/describe';
import { HeatmapChart } from '../../../charts/heatmap/HeatmapChart';
import { describeThumbnails } from '../../../charts/thumbnails/describe';
import type { ThumbnailItem, ThumbnailRowData } from '../../../charts/thumbnails/layout';
import { ThumbnailRow } from '../../../charts/thumbnails/ThumbnailRow';
import { formatNumber } from '../../../charts/shared/format';
import type { EvaluatedRun } from '../results';
import { useVanilla } from '../../../state/react';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureSource } from '../../../ui/figure/types';
import { Progress, remainingTime } from '../../../ui/runs/Progress';
import type { HardQuery, SetInfo } from '../compute/protocol';
import { useCurrentRun, useKnn, useSetOf } from '../context';
import { confusionData, confusionTable, untestedIn } from './confusion';
import { recordedSource } from '../../kit/recorded';
import { evaluatedFor } from '../evaluations';
import { untestedSentence } from '../untested';
import { hardestTitle, testTitle } from '../words';
import { shownRun } from '../../../state/runs/shown';
import { className, type picturesOf } from './thumbnails';
import { useImages } from './useImages';

/** The last full test of the shown run, else that of the raw pixels, else one that came with the site. */
function useEvaluated(): EvaluatedRun | null {
  const { evaluations } = useKnn().results;
  const run = useCurrentRun();
  const results = useVanilla(evaluations, (state) => state.results);
  return evaluatedFor(run, results);
}

const sourceOf = (evaluated: EvaluatedRun | null, seed: number): FigureSource | undefined => {
  if (!evaluated) return undefined;
  const { recorded, result } = evaluated;
  const made = recorded ? recordedSource(recorded) : { backend: result.backend, adapter: '' };
  return { ...made, samples: result.accuracy.images, unit: 'images', seed };
};

/** What is taken for what, over all test images. */
export function ConfusionFigure() {
  const evaluated = useEvaluated();
  const run = useCurrentRun();
  const open = useSetOf(run);
  const data = useMemo(
    () => evaluated && open && confusionData(evaluated, open),
    [evaluated, open],
  );
  return (
    <Figure
      id="confusion"
      title={testTitle(evaluated)}
      sentence={`Rows are the true classes, columns what the neighbours vote for, as shares of the row; among classes of as many votes that of the nearest neighbour wins. The diagonal is right, and the errors are shown again alone.${evaluated && open ? untestedSentence(open.classes, untestedIn(evaluated, open)) : ''}`}
      description={data ? describeHeatmap(data) : 'Not tested yet.'}
      source={sourceOf(evaluated, run?.setup.seed ?? 0)}
      table={() => confusionTable(evaluated, open)}
      panel={<TestEverything />}
      height={340}
    >
      {(frame) =>
        data ? (
          <HeatmapChart {...data} {...frame} />
        ) : (
          <p className="muted">The matrix appears here after the test.</p>
        )
      }
    </Figure>
  );
}

/** Starts the test of everything; what has been tested so far. */
function TestEverything() {
  const { results } = useKnn();
  const run = useCurrentRun();
  const open = useSetOf(run);
  const { results: done, running, error } = useVanilla(results.evaluations);
  if (!open || !run) return null;
  const start = (raw: boolean) => {
    results.runs.play(false);
    // the run as it is now: what a figure has seen may be older
    results.evaluate(shownRun(results.runs.getState()) ?? run, raw);
  };
  return (
    <div className="table-request">
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={running !== null}
          onClick={() => start(false)}
        >
          Test on all {open.test} images
        </button>
        <button
          type="button"
          className="button"
          disabled={running !== null}
          onClick={() => start(true)}
        >
          Raw pixels, for comparison
        </button>
        {running && (
          <button type="button" className="button" onClick={() => results.stopEvaluation()}>
            Stop
          </button>
        )}
      </div>
      {running && (
        <Progress
          done={Math.round(100 * running.done)}
          total={100}
          label={`${running.stage}, percent`}
          remaining={running.done > 0.02 ? remainingTime(running.done, 1, running.elapsed) : ''}
        />
      )}
      {error && <p className="field-fault">{error}</p>}
      {done.length > 0 && (
        <div className="accuracies-frame">
          <table className="accuracies">
            <caption className="visually-hidden">Accuracy on all test images, per k</caption>
            <thead>
              <tr>
                <th scope="col">tested</th>
                {REPORTED_KS.map((k) => (
                  <th key={k} scope="col">
                    k = {k}
                  </th>
                ))}
                <th scope="col">images/s</th>
              </tr>
            </thead>
            <tbody>
              {done
                .filter(({ dataset }) => dataset === run.setup.dataset)
                .map((evaluated) => (
                  <Row key={evaluated.id} {...evaluated} />
                ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function Row({ id, name, step, result, recorded }: EvaluatedRun) {
  const { accuracy, milliseconds } = result;
  return (
    <tr>
      <th scope="row">{id === '' ? name : `${name}, ${step} steps`}</th>
      {REPORTED_KS.map((k) => {
        const right = accuracy.right[accuracy.ks.indexOf(k)];
        const [low, high] = wilsonInterval(right, accuracy.images);
        const interval = `95% interval ${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}`;
        return (
          <td key={k} title={interval}>
            {((100 * right) / accuracy.images).toFixed(2)}%
          </td>
        );
      })}
      {/* of another machine it would say nothing */}
      <td>{recorded ? '' : formatNumber((1000 * accuracy.images) / milliseconds, 3)}</td>
    </tr>
  );
}

const NOBODY: readonly HardQuery[] = [];

function itemOf(
  { number, label, predicted, neighbourLabels }: HardQuery,
  picture: ReturnType<typeof picturesOf>[number],
  set: SetInfo,
): ThumbnailItem {
  return {
    ...picture,
    name: `test image ${number + 1}`,
    label: className(set, label),
    failed: true,
    caption: `${className(set, label)} as ${className(set, predicted)}`,
    rows: [
      ['taken for', className(set, predicted)],
      ['neighbours', neighbourLabels.map((other) => className(set, other)).join(', ')],
    ],
  };
}

/** The wrongly classified test images, those with the fewest right neighbours first. */
export function HardestFigure() {
  const evaluated = useEvaluated();
  const run = useCurrentRun();
  const open = useSetOf(run);
  const hardest = evaluated?.result.hardest ?? NOBODY;
  const pictures = useImages(
    hardest.map(({ number }) => ({ part: 'test', number })),
    open,
  );
  const items = useMemo(
    () => (pictures && open ? hardest.map((one, i) => itemOf(one, pictures[i], open)) : []),
    [pictures, hardest, open],
  );
  const data: ThumbnailRowData = {
    title: 'wrong, fewest right neighbours first',
    items,
  };
  return (
    <Figure
      id="hardest"
      title={hardestTitle(evaluated)}
      sentence="Test images that the neighbours vote wrong, after a test on everything (in the figure of the confusion matrix)."
      description={describeThumbnails(data)}
      source={sourceOf(evaluated, run?.setup.seed ?? 0)}
      table={() => ({
        columns: ['test image', 'class', 'taken for'],
        rows: (evaluated?.result.hardest ?? []).map(({ number, label, predicted }) => [
          number + 1,
          open ? className(open, label) : label,
          open ? className(open, predicted) : predicted,
        ]),
      })}
      height={420}
    >
      {(frame) =>
        items.length > 0 ? (
          <ThumbnailRow {...data} {...frame} />
        ) : (
          <p className="muted">{evaluated ? 'None is wrong.' : 'Nothing has been tested yet.'}</p>
        )
      }
    </Figure>
  );
}
