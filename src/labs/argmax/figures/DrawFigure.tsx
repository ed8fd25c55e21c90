import { describeDraw } from '../../../charts/draw/describe';
import { DrawChart } from '../../../charts/draw/DrawChart';
import type { DrawData } from '../../../charts/draw/layout';
import { Toggle } from '../../../ui/controls/choices';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { useArgmax, useArgmaxValues } from '../context';
import { classNames, gammaOfDraw, problemOf, topK } from '../model';
import { argmaxTable, type ArgmaxValues } from '../params';

export function drawData(values: ArgmaxValues): DrawData {
  const { scores, sigma, epsilon, loss, k, draw } = values;
  const perturbation = gammaOfDraw(problemOf(values), draw).map((gamma) => sigma * gamma);
  const sums = scores.map((score, i) => score + perturbation[i]);
  const augmentation = loss.map((entry) => epsilon * entry);
  return {
    labels: classNames(scores.length),
    scores,
    perturbation,
    augmentation,
    winners: topK(sums, k),
    augmentedWinners: topK(
      sums.map((sum, i) => sum + augmentation[i]),
      k,
    ),
  };
}

function drawTable(data: DrawData): FigureTable {
  return {
    columns: [
      'class',
      'score',
      'sigma * gamma',
      'sum',
      'epsilon * loss',
      'in y*',
      'in y*(epsilon)',
    ],
    rows: data.labels.map((label, i) => [
      label,
      data.scores[i],
      data.perturbation[i],
      data.scores[i] + data.perturbation[i],
      data.augmentation[i],
      Number(data.winners[i]),
      Number(data.augmentedWinners[i]),
    ]),
  };
}

/** The controls of the draw, shared by the two figures that look at it. */
export function DrawControls() {
  const { store } = useArgmax();
  const { draw, freeze } = useArgmaxValues();
  return (
    <>
      <Toggle
        label="Freeze the noise"
        checked={freeze}
        onChange={(on) => store.set({ freeze: on })}
        help={argmaxTable.freeze.help}
      />
      <button
        type="button"
        className="button"
        onClick={() => store.set({ draw: draw >= argmaxTable.draw.max ? 0 : draw + 1 })}
      >
        Next draw
      </button>
    </>
  );
}

/** One draw under the microscope. */
export function DrawFigure() {
  const values = useArgmaxValues();
  const data = drawData(values);
  return (
    <Figure
      id="draw"
      title="In one draw, the loudest sum wins"
      sentence={`Draw ${values.draw}: the noise moves each score, the highest sum is y*; adding ε times the loss may crown another.`}
      description={describeDraw(data)}
      source={{ backend: 'cpu', adapter: 'one draw', samples: 1, seed: values.seed }}
      table={() => drawTable(data)}
      controls={<DrawControls />}
      height={280}
    >
      {(frame) => <DrawChart {...data} {...frame} />}
    </Figure>
  );
}
