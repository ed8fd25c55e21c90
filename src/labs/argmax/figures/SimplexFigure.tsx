import { useState } from 'react';
import { describeSimplex } from '../../../charts/simplex/describe';
import type { SimplexData, SimplexPath } from '../../../charts/simplex/layout';
import { SimplexChart } from '../../../charts/simplex/SimplexChart';
import { nameOfLaw } from '../../../core/atlas/law-names';
import { expectedPoint, topThree, type ExpectedPaths } from '../../../core/laws/curves';
import { createNoise } from '../../../core/noise/noise';
import { Toggle } from '../../../ui/controls/choices';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import type { Estimate } from '../results';
import { useArgmaxValues, useResult } from '../context';
import { classNames, comparedNoises, measuredShares, problemOf, usable } from '../model';
import { resizeScores, sigmaBounds, type ArgmaxValues } from '../params';
import { sampledSource } from './source';
import { useQuestion } from '../../kit/question';
import { useDragParameter } from './useDragParameter';
import { Unfit } from './Unfit';

type Triple = [number, number, number];

/**
 * The triangle of the three highest classes. With three classes it is the problem itself and carries
 * the Monte-Carlo estimate; with more it is the problem of those three alone, and says so.
 */
export function simplexData(
  values: ArgmaxValues,
  paths: ExpectedPaths,
  estimate: Estimate | null,
  /** Whether all laws are drawn, or that of the noise and Gumbel's, which has a closed form. */
  all = true,
): SimplexData {
  const names = classNames(values.scores.length);
  const classes = topThree(values.scores);
  const [a, b, c] = classes;
  const scores = classes.map((i) => values.scores[i]);
  const noises = comparedNoises(values);
  const fitting = values.scores.length === 3 ? usable(estimate, problemOf(values)) : null;
  const shares = fitting && measuredShares(fitting).prediction;
  const perMember = (list: Float64Array) => Array.from(list, (p) => p / values.k) as Triple;
  return {
    labels: [names[a], names[b], names[c]],
    k: paths.k,
    paths: paths.laws.flatMap(({ law, points }, i): SimplexPath[] => {
      if (!all && law !== values.noise && law !== 'gumbel') return [];
      const current = expectedPoint(scores, values.sigma, createNoise(noises[law]), paths.k);
      return [
        {
          ...{ id: law, label: nameOfLaw[law], series: i + 1 },
          points: points as readonly Triple[],
          sigmas: paths.sigmas,
          current: current as Triple,
        },
      ];
    }),
    currentId: values.noise,
    sigma: values.sigma,
    sigmaBounds,
    estimate: shares && {
      point: perMember(shares.value),
      standardErrors: perMember(shares.standardError),
    },
    note:
      values.scores.length > 3
        ? `The three highest of ${values.scores.length} classes on their own, of which ${paths.k} ${paths.k > 1 ? 'are' : 'is'} picked`
        : undefined,
  };
}

function simplexTable(data: SimplexData): FigureTable {
  return {
    columns: ['noise', 'sigma', ...data.labels.map((label) => `E[y*]/k of ${label}`)],
    rows: data.paths.flatMap(({ label, points, sigmas }) =>
      points.map((point, i) => [label, sigmas[i], ...point]),
    ),
  };
}

const titles = {
  title: 'Where the expected prediction goes as the noise grows',
  sentence:
    'A point is a distribution over three classes: a corner is sure of one, at the centre all are alike. Drag the ring along the path: it sets σ. The black dot is measured.',
};

const HEIGHT = 320;

/** The expected predictor in the simplex, under every noise law. */
export function SimplexFigure() {
  const values = useArgmaxValues();
  const estimate = useResult('estimate');
  const curves = useResult('curves');
  const onSigma = useDragParameter('sigma');
  const { ghost } = useQuestion();
  const [all, setAll] = useState(false);
  if (values.scores.length < 3) return <TwoClasses />;
  const data =
    curves?.paths.classes.length === 3 ? simplexData(values, curves.paths, estimate, all) : null;
  return (
    <Figure
      id="simplex"
      {...titles}
      description={data ? describeSimplex(data) : 'The paths are being computed.'}
      source={sampledSource(usable(estimate, problemOf(values)))}
      table={() => (data ? simplexTable(data) : { columns: [], rows: [] })}
      controls={<Toggle label="all noise laws" checked={all} onChange={setAll} />}
      height={HEIGHT}
    >
      {(frame) => data && <SimplexChart {...data} {...frame} ghost={ghost} onSigma={onSigma} />}
    </Figure>
  );
}

/** A triangle needs three corners. */
function TwoClasses() {
  const { scores } = useArgmaxValues();
  return (
    <Figure
      id="simplex"
      {...titles}
      description="This figure needs at least three classes."
      height={HEIGHT}
    >
      {() => (
        <Unfit
          why="With two classes the simplex is a line."
          offer="Use three classes"
          settings={{ scores: resizeScores(scores, 3) }}
        />
      )}
    </Figure>
  );
}
