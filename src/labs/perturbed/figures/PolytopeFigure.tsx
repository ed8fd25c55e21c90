import { describePolytope } from '../../../charts/polytope/describe';
import { PolytopeChart } from '../../../charts/polytope/PolytopeChart';
import { formatPercent } from '../../../charts/shared/format';
import { Figure } from '../../../ui/figure/Figure';
import type { LegendItem } from '../../../ui/figure/types';
import { usePerturbed } from '../context';
import { CLOUD, polytopeTable } from './data';
import { CornerButtons } from './CornerButtons';
import { SLOW_STEPS } from '../params';
import { slowMotion } from './slow-motion';
import { useHandles, usePolytope } from './usePolytope';

const LEGEND: readonly LegendItem[] = [
  { label: 'draws', color: 'var(--noise)', mark: 'dot' },
  { label: 'their mean', color: 'var(--prediction)', mark: 'dot' },
];
const EXACT: LegendItem = { label: 'exact mean', color: 'var(--noise)', mark: 'ring' };

/** The main figure: scores to drag, their noise, and the mean of what it picks. */
export function PolytopeFigure() {
  const { values, stage, data } = usePolytope();
  const { onScores, onSigma, onCorner } = useHandles();
  const { labels, best, shares, exact, draws } = data;
  const picked = draws.winners[values.draw];
  const { slow } = values;
  const told = slow > 0 ? slowMotion(slow, data, values, stage) : null;
  const shown = told?.data ?? data;
  const p = exact ? exact[best] : shares[best];
  const hidden = data.flat ? '' : ' Some noise acts unseen.';
  return (
    <Figure
      id="polytope"
      title="Each draw picks a corner, and their mean slides between them"
      sentence={
        told?.sentence ??
        `Drag μ. Without noise it picks ${labels[best]}; with noise that wins ${formatPercent(p)}. Draw ${values.draw + 1} picks ${labels[picked]}.${hidden}`
      }
      description={describePolytope(shown)}
      legend={data.exactMean ? [...LEGEND, EXACT] : LEGEND}
      source={{ backend: 'cpu', adapter: '', samples: CLOUD, seed: values.seed }}
      table={() => polytopeTable(data)}
      controls={
        <>
          <NextDraw draw={values.draw} />
          <SlowMotion step={slow} />
          {values.structure === 'polygon' && <CornerButtons vertices={values.vertices} />}
        </>
      }
      height="fill"
    >
      {(frame) => (
        <PolytopeChart
          {...shown}
          {...frame}
          {...{ onScores, onSigma }}
          onCorner={values.structure === 'polygon' ? onCorner : undefined}
        />
      )}
    </Figure>
  );
}

/** Goes on to the next draw of the noise. */
function NextDraw({ draw }: { draw: number }) {
  const { store } = usePerturbed();
  return (
    <button
      type="button"
      className="button"
      onClick={() => store.set({ draw: (draw + 1) % CLOUD })}
    >
      Next draw
    </button>
  );
}

/** Goes through the steps from scores and noise to a mean that moves. */
function SlowMotion({ step }: { step: number }) {
  const { store } = usePerturbed();
  const button = (label: string, slow: number) => (
    <button type="button" className="button" onClick={() => store.set({ slow })}>
      {label}
    </button>
  );
  if (step === 0) return button('Slow motion', 1);
  return (
    <>
      {step < SLOW_STEPS && button('Next step', step + 1)}
      {button('All at once', 0)}
    </>
  );
}
