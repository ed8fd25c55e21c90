import { useMemo, useState } from 'react';
import { describePlane, planeSentence, planeTitle } from '../../../charts/plane/describe';
import { mostZoom, tallied, type PlaneData } from '../../../charts/plane/data';
import type { Draws, Triple } from '../../../charts/plane/model';
import { PlaneChart } from '../../../charts/plane/PlaneChart';
import { topThree } from '../../../core/laws/curves';
import { agreement } from '../../../core/laws/direct-loss';
import { createNoise } from '../../../core/noise/noise';
import { ARGMAX_STREAM } from '../../../core/draws';
import { type ArgmaxProblem } from '../../../core/problem';
import { createRng } from '../../../core/rng/rng';
import { Select } from '../../../ui/controls/choices';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { useArgmaxValues } from '../context';
import { classNames, exactShares, problemOf } from '../model';
import { epsilonBounds, resizeScores, sigmaBounds, type ArgmaxValues } from '../params';
import { ghostsOf, ghostSource } from './ghosts';
import { Unfit } from './Unfit';
import { useDragParameter } from './useDragParameter';

/** Draws that are counted; the sampler of the lab draws the same ones first. */
export const PLANE_DRAWS = 10_000;

const pick = (list: readonly number[], [a, b, c]: Triple): Triple => [list[a], list[b], list[c]];

/** Differences of the noise of three classes, the third being the origin. */
export function noiseDifferences(
  { seed, noise }: Pick<ArgmaxProblem, 'seed' | 'noise'>,
  [a, b, c]: Triple,
): Draws {
  const rng = createRng(seed, ARGMAX_STREAM);
  const { sample } = createNoise(noise);
  const draws = { u: new Float64Array(PLANE_DRAWS), v: new Float64Array(PLANE_DRAWS) };
  for (let draw = 0; draw < PLANE_DRAWS; draw++) {
    const origin = sample(rng.word(draw, c));
    draws.u[draw] = sample(rng.word(draw, a)) - origin;
    draws.v[draw] = sample(rng.word(draw, b)) - origin;
  }
  return draws;
}

/** Standard deviations of a difference that the plane reaches to: nearly all draws of every law. */
const REACH = 2.5;

/** P(y* is not y*(epsilon)). */
const differingOf = (problem: ArgmaxProblem) =>
  Math.max(0, 1 - agreement(problem).reduce((sum, share) => sum + share, 0));

/** Share of the draws that differ at another sigma and epsilon. */
const planeGhosts = ghostSource((problem) => ({ differing: differingOf(problem) }));

/** Three classes on their own, whatever others there are; the whole plane. */
export function planeData(values: ArgmaxValues, classes: Triple, draws: Draws): PlaneData {
  const names = classNames(values.scores.length);
  const [scores, losses] = [pick(values.scores, classes), pick(values.loss, classes)];
  const problem = { ...problemOf(values), scores, loss: losses, k: 1 };
  const [p, q, r] = exactShares(problem);
  const deviation = Math.sqrt(2 * createNoise(problem.noise).variance);
  return tallied({
    labels: [names[classes[0]], names[classes[1]], names[classes[2]]],
    ...{ scores, losses, draws, zoom: 0, sigmaBounds, epsilonBounds },
    ...{ sigma: values.sigma, epsilon: values.epsilon },
    reach: REACH * deviation,
    shares: [p, q, r],
    differing: differingOf(problem),
    pins: planeGhosts(problem, ghostsOf(values), ''),
  });
}

function planeTable(data: PlaneData): FigureTable {
  const { labels, draws, pins = [] } = data;
  const [a, b, c] = labels;
  const tallies = pins.map(({ sigma, epsilon }) => tallied({ ...data, sigma, epsilon }).tally);
  return {
    columns: [
      ...['draw', `gamma(${a}) - gamma(${c})`, `gamma(${b}) - gamma(${c})`],
      ...pins.map(({ name, sigma, epsilon }) => `differs at pin ${name}, ${sigma} and ${epsilon}`),
    ],
    rows: Array.from(draws.u, (difference, n) => [
      ...[n + 1, difference, draws.v[n]],
      ...tallies.map(({ winners, augmented }) => Number(winners[n] !== augmented[n])),
    ]),
  };
}

/** Where in the space of the noise the predictions are, and where they differ. */
export function PlaneFigure() {
  const values = useArgmaxValues();
  if (values.scores.length < 3) {
    const settings = { scores: resizeScores(values.scores, 3) };
    return <Other why="A plane takes three classes." offer="Use three classes" {...{ settings }} />;
  }
  if (values.k > 1) {
    const why = 'The plane shows the one best of three classes.';
    return <Other why={why} offer="Pick one class" settings={{ k: 1 }} />;
  }
  return <Plane values={values} />;
}

const HEIGHT = 360;

function Other(props: { why: string; offer: string; settings: Partial<ArgmaxValues> }) {
  return (
    <Figure
      id="plane"
      title="A tie has no width"
      sentence="Draws of the noise, and the borders between the predictions."
      description={props.why}
      height={HEIGHT}
    >
      {() => <Unfit {...props} />}
    </Figure>
  );
}

function Plane({ values }: { values: ArgmaxValues }) {
  const [chosen, setChosen] = useState<Triple | null>(null);
  const [wanted, setZoom] = useState(0);
  const onSigma = useDragParameter('sigma');
  const onEpsilon = useDragParameter('epsilon');
  const count = values.scores.length;
  const fitting = chosen?.every((i) => i < count) ? chosen : topThree(values.scores);
  const [a, b, c] = fitting;
  const { seed, noise } = problemOf(values);
  const { law, location, scale } = noise;
  // sigma, epsilon and the scores move borders, not draws
  const draws = useMemo(
    () => noiseDifferences({ seed, noise: { law, location, scale } }, [a, b, c]),
    [seed, law, location, scale, a, b, c],
  );
  const whole = planeData(values, [a, b, c], draws);
  const most = mostZoom(whole);
  const zoom = Math.min(wanted, most);
  const data = { ...whole, zoom };
  return (
    <Figure
      id="plane"
      title={planeTitle(data)}
      sentence={
        count > 3
          ? `${data.labels.join(', ')} alone, of ${count} classes. ${planeSentence(data)}`
          : planeSentence(data)
      }
      description={describePlane(data)}
      source={{ backend: 'cpu', adapter: '', samples: PLANE_DRAWS, seed: values.seed }}
      table={() => planeTable(data)}
      controls={
        <>
          <button
            type="button"
            className="button"
            disabled={zoom === most}
            onClick={() => setZoom(zoom + 1)}
          >
            Look closer
          </button>
          <button type="button" className="button" disabled={zoom === 0} onClick={() => setZoom(0)}>
            Whole plane
          </button>
        </>
      }
      panel={count > 3 && <Classes classes={[a, b, c]} count={count} onChange={setChosen} />}
      height={HEIGHT}
    >
      {(frame) => <PlaneChart {...data} {...frame} onSigma={onSigma} onEpsilon={onEpsilon} />}
    </Figure>
  );
}

const PLACES = ['Across', 'Upwards', 'Origin'];

/** Which three classes are shown, each at most once. */
function Classes(props: { classes: Triple; count: number; onChange(classes: Triple): void }) {
  const { classes, count, onChange } = props;
  const names = classNames(count);
  return (
    <div className="controls-row">
      {PLACES.map((label, place) => (
        <Select
          key={label}
          label={label}
          value={names[classes[place]]}
          options={names
            .filter((_, i) => i === classes[place] || !classes.includes(i))
            .map((name) => ({ value: name, label: name }))}
          onChange={(name) => onChange(pick(classes.with(place, names.indexOf(name)), [0, 1, 2]))}
        />
      ))}
    </div>
  );
}
