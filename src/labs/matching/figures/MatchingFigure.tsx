import { useState } from 'react';
import { describeMatching } from '../../../charts/matching/describe';
import { HeatmapChart } from '../../../charts/heatmap/HeatmapChart';
import type { MatchingData } from '../../../charts/matching/layout';
import { MatchingChart } from '../../../charts/matching/MatchingChart';
import { Figure } from '../../../ui/figure/Figure';
import { Stages } from '../../../ui/runs/Stages';
import type { FigureTable } from '../../../ui/figure/types';
import { FigureOptions } from '../../kit/Items';
import { useQuestion } from '../../kit/question';
import { useRunSource } from '../../kit/training-hooks';
import { useEase } from '../../kit/useEase';
import { useInstance, useLitNumber, useMatching, useRuns, type ShownInstance } from '../context';
import { epsilonOf, rangeOf, STAGES, tellStage } from '../model';
import { stageMatrix } from './matrices';

export function matchingData({ values, run, instance }: ShownInstance): MatchingData {
  const { sequence, prediction, augmentedPrediction } = instance;
  const own = values.instance === 'own' && values.own.length === run.setup.d;
  return {
    numbers: sequence.numbers,
    ...(own && { labels: values.own.map(String) }),
    prediction,
    augmented: augmentedPrediction,
    truth: sequence.places,
    showTruth: values.truth,
    arrange: values.arrange,
    view: values.view,
    epsilon: epsilonOf(run),
  };
}

function matchingTable(data: MatchingData): FigureTable {
  const { numbers, prediction, augmented, truth } = data;
  return {
    columns: ['number', 'place under y*', 'place under y*(epsilon)', 'right place'],
    rows: Array.from(numbers, (x, j) => [x, prediction[j] + 1, augmented[j] + 1, truth[j] + 1]),
  };
}

/** Stages of the slow step from which y* and y*(epsilon) are there. */
const ARGMAX_STAGE = 2;
const AUGMENTED_STAGE = 3;

/** Width from which the slow step shows the matrix beside the links, and the share of these. */
const BESIDE = 640;
const LINKS_SHARE = 0.55;

/** The main figure: numbers, places, and the matching that the predictor chooses. */
export function MatchingFigure() {
  const { store } = useMatching();
  const [lit, setLit] = useLitNumber();
  const stage = useRuns((runs) => runs.stage);
  const shown = useInstance();
  const { ghost } = useQuestion();
  const source = useRunSource(shown?.run ?? null);
  const ease = useEase(useRuns((runs) => runs.playing));
  const [onMove] = useState(() => (j: number, value: number, phase: 'move' | 'commit') => {
    const { own } = store.getState().values;
    const [low, high] = rangeOf(own);
    const moved = Number((low + value * (high - low)).toPrecision(3));
    store.set({ own: own.map((number, k) => (k === j ? moved : number)) }, phase);
  });
  const data = shown && staged(matchingData(shown), stage);
  const draggable = shown?.values.instance === 'own';
  return (
    <Figure
      id="matching"
      title="Sorting is a matching of numbers with places"
      sentence={
        stage !== null
          ? tellStage(stage)
          : data?.view === 'difference'
            ? 'Links that only one side has are the gradient: the scores of some cells go down, of others up.'
            : 'Every number chooses a place; run the training and watch the wrong links go.'
      }
      description={data ? describeMatching(data) : 'The scores are not finite numbers.'}
      source={source}
      table={() => (data ? matchingTable(data) : { columns: [], rows: [] })}
      controls={stage === null ? <FigureOptions /> : <Stages stages={STAGES} stage={stage} />}
      height="fill"
    >
      {(frame) => {
        if (!data) return null;
        const step = stage !== null && frame.width >= BESIDE;
        const links = step ? { ...frame, width: Math.round(frame.width * LINKS_SHARE) } : frame;
        return (
          <div className="beside">
            {step && (
              <HeatmapChart
                {...stageMatrix(shown, stage)}
                {...frame}
                width={frame.width - links.width}
              />
            )}
            <MatchingChart
              {...data}
              {...links}
              ease={ease}
              said={ghost?.kind === 'counts' ? ghost.values : null}
              lit={lit}
              onLit={setLit}
              {...(draggable && { onMove })}
            />
          </div>
        );
      }}
    </Figure>
  );
}

/** What the slow step has come to: before the argmax there are no links, after it y*, then both. */
function staged(data: MatchingData, stage: number | null): MatchingData {
  if (stage === null || stage > AUGMENTED_STAGE) {
    return stage === null ? data : { ...data, view: 'difference' };
  }
  if (stage < ARGMAX_STAGE) return { ...data, view: 'none' };
  return { ...data, view: stage === ARGMAX_STAGE ? 'prediction' : 'difference' };
}
