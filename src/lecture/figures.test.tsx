import { readFileSync } from 'node:fs';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { BiasVarianceChart } from '../charts/bias-variance/BiasVarianceChart';
import { EnvelopeChart } from '../charts/envelope/EnvelopeChart';
import { FrequencyChart } from '../charts/frequency/FrequencyChart';
import { LossCurveChart } from '../charts/loss-curve/LossCurveChart';
import { MatchingChart } from '../charts/matching/MatchingChart';
import { PlaneChart } from '../charts/plane/PlaneChart';
import { SecantChart } from '../charts/secant/SecantChart';
import { SeriesChart } from '../charts/series/SeriesChart';
import type { Ghost } from '../charts/shared/ghost';
import type { ChartSize } from '../charts/shared/size';
import { labelsOf } from '../charts/shared/testing';
import { SimplexChart } from '../charts/simplex/SimplexChart';
import { SlopesChart } from '../charts/slopes/SlopesChart';
import { simulatePairs } from '../core/check/simulate';
import { estimatorCurve, expectedPaths, lossCurve, topThree } from '../core/laws/curves';
import { sectionsOf } from '../core/laws/sections';
import { biasVarianceData } from '../labs/argmax/figures/BiasVarianceFigure';
import { envelopeData } from '../labs/argmax/figures/EnvelopeFigure';
import { frequencyData } from '../labs/argmax/figures/FrequencyFigure';
import { lossCurveData } from '../labs/argmax/figures/LossFigure';
import { noiseDifferences, planeData } from '../labs/argmax/figures/PlaneFigure';
import { secantData } from '../labs/argmax/figures/SecantFigure';
import { simplexData } from '../labs/argmax/figures/SimplexFigure';
import { comparedNoises, problemOf } from '../labs/argmax/model';
import { argmaxTable, normalise, sigmaBounds, watchedClass } from '../labs/argmax/params';
import type { Estimate } from '../labs/argmax/results';
import { runSeries } from '../labs/kit/run-figure';
import { slopesData } from '../labs/knn/figures/TableFigure';
import { matchingData } from '../labs/matching/figures/MatchingFigure';
import { measurements } from '../labs/matching/figures/measurements';
import { matchingKind } from '../labs/matching/kind';
import { instanceOf } from '../labs/matching/model';
import { runSpecs } from '../labs/matching/specs';
import { matchingTable, normalise as normaliseMatching } from '../labs/matching/params';
import { parseRecorded } from '../state/runs/recorded';
import { startRun } from '../state/runs/run';
import { decode } from '../state/url';
import { scenes, type Scene } from './scenes';
import { sceneTexts } from './texts';

/*
 * What the question leaves out is there under its name, and what is left says nothing of the answer. A part
 * that is called otherwise would stay on the screen in front of a class.
 */

const still = () => undefined;

type Draw = (scene: Scene, size: ChartSize, ghost: Ghost | null) => ReactElement;

/** The settings of the argmax lab in a scene, with what the lab computes of them. */
function argmaxOf({ query }: Scene) {
  const { values } = decode(argmaxTable, query, { normalise });
  const problem = problemOf(values);
  const sums = simulatePairs(problem, 2000);
  const estimate: Estimate = {
    ...{ problem, sums, backend: 'cpu', adapter: '', milliseconds: 1, final: true },
  };
  const curves = {
    problem,
    lossCurve: lossCurve(problem),
    paths: expectedPaths(problem, comparedNoises(values)),
    negative: estimatorCurve(problem, -1),
    positive: estimatorCurve(problem, 1),
  };
  const sections = sectionsOf(problem, watchedClass(values));
  return { values, estimate, curves, sections } as const;
}

function recordedRuns() {
  const text = readFileSync(new URL('../../public/recorded/sign.json', import.meta.url), 'utf8');
  const parsed = parseRecorded(matchingKind, text);
  if (!parsed.ok) throw new Error(parsed.fault);
  return parsed.file.runs;
}

/** The charts of the figures, by the ids of these. */
const draws: Readonly<Record<string, Draw>> = {
  frequency(scene, size, ghost) {
    const { values, estimate } = argmaxOf(scene);
    const data = frequencyData(values, estimate, false);
    const sigma = { value: values.sigma, bounds: sigmaBounds, onChange: still };
    return <FrequencyChart {...data} {...size} {...{ ghost, sigma }} onScore={still} />;
  },
  simplex(scene, size, ghost) {
    const { values, curves, estimate } = argmaxOf(scene);
    const data = simplexData(values, curves.paths, estimate, false);
    return <SimplexChart {...data} {...size} ghost={ghost} onSigma={still} />;
  },
  secant(scene, size, ghost) {
    const { sections, estimate } = argmaxOf(scene);
    const data = secantData(sections, estimate, null);
    return <SecantChart {...data} {...size} ghost={ghost} onScore={still} onEpsilon={still} />;
  },
  plane(scene, size) {
    const { values } = argmaxOf(scene);
    const [a, b, c] = topThree(values.scores);
    const data = planeData(values, [a, b, c], noiseDifferences(problemOf(values), [a, b, c]));
    return <PlaneChart {...data} {...size} onSigma={still} onEpsilon={still} />;
  },
  envelope(scene, size, ghost) {
    const data = envelopeData(argmaxOf(scene).sections, null);
    return <EnvelopeChart {...data} {...size} ghost={ghost} onEpsilon={still} />;
  },
  'bias-variance'(scene, size, ghost) {
    const { values, curves } = argmaxOf(scene);
    const data = biasVarianceData(values, curves, null);
    return <BiasVarianceChart {...data} {...size} ghost={ghost} onEpsilon={still} />;
  },
  loss(scene, size, ghost) {
    const { values, curves, estimate } = argmaxOf(scene);
    const data = lossCurveData(values, curves, estimate);
    return <LossCurveChart {...data} {...size} ghost={ghost} onSigma={still} />;
  },
  sign(_, size) {
    const spec = measurements.find(({ id }) => id === 'loss')!;
    return <SeriesChart {...runSeries(spec, recordedRuns())} {...size} />;
  },
  matching({ query }, size, ghost) {
    const { values } = decode(matchingTable, query, { normalise: normaliseMatching });
    const run = startRun(matchingKind, runSpecs(values)[0]);
    const data = matchingData({ values, run, instance: instanceOf(values, run) });
    const said = ghost?.kind === 'counts' ? ghost.values : null;
    return <MatchingChart {...data} {...size} said={said} />;
  },
  table: (_, size) => <SlopesChart {...slopesData([])} {...size} />,
};

/** A projector with the question beside the figure, and a phone. */
const SIZES: readonly ChartSize[] = [
  { width: 850, height: 480, presentation: true, fontSize: 24 },
  { width: 370, height: 370, presentation: true, fontSize: 14 },
];

const partsOf = (attributes: string) =>
  /data-part="([^"]*)"/.exec(attributes)?.[1].split(' ') ?? [];

/** The markup without the elements of the parts, as the style sheet of a scene leaves them out. */
function without(markup: string, hides: readonly string[]): string {
  const kept: string[] = [];
  let depth = 0;
  for (const [token, closes, attributes] of markup.matchAll(/<(\/?)([^>]*)>|[^<]+/g)) {
    const isTag = attributes !== undefined;
    if (isTag && closes) {
      if (depth > 0) depth--;
      else kept.push(token);
    } else if (isTag && !attributes.endsWith('/')) {
      const isHidden = partsOf(attributes).some((part) => hides.includes(part));
      if (depth > 0 || isHidden) depth++;
      else kept.push(token);
    } else if (depth === 0) kept.push(token);
  }
  return kept.join('');
}

/** Numbers of a text with the half of their last digit. */
const numbersIn = (text: string) =>
  (text.replaceAll('CIFAR-10', '').match(/[−+]?\d[\d,]*(?:\.\d+)?/g) ?? []).map((written) => ({
    value: Number(written.replace('−', '-').replace(',', '')),
    half: 0.5 * 10 ** -(written.split('.').at(1)?.length ?? 0),
  }));

/** What the reveal says and the question does not: its numbers. */
function secretsOf({ id }: Scene) {
  const { setting, question, reveal } = sceneTexts[id];
  const known = numbersIn(`${setting} ${question}`).map(({ value }) => value);
  return numbersIn(reveal).filter(({ value }) => !known.includes(value));
}

const asking = scenes.filter(({ hides }) => hides.length > 0);

describe.each(asking.map((scene) => [`${scene.id}, ${scene.figure}`, scene] as const))(
  'scene %s',
  (_, scene) => {
    const left = [...scene.hides, ...(scene.withholds ?? [])];
    const pictures = SIZES.map((size) =>
      renderToStaticMarkup(draws[scene.figure](scene, size, null)),
    );

    it('has all the parts that it leaves out', () => {
      for (const markup of pictures) {
        const there = new Set(partsIn(markup));
        expect([...there]).toEqual(expect.arrayContaining([...scene.hides]));
      }
    });

    it('says no number of its reveal before that', () => {
      for (const markup of pictures) {
        const rest = without(markup, left);
        expect(partsIn(rest).filter((part) => left.includes(part))).toEqual([]);
        const texts = labelsOf(rest)
          .filter(({ kind }) => !kind.includes('label-tick'))
          .map(({ text }) => text);
        const shown = numbersIn(texts.join(' '));
        for (const secret of secretsOf(scene)) {
          const told = shown.filter(({ value }) => Math.abs(value - secret.value) < secret.half);
          expect(told, texts.join(' | ')).toEqual([]);
        }
      }
    });
  },
);

const partsIn = (markup: string) =>
  [...markup.matchAll(/<[^>]*data-part="[^"]*"[^>]*>/g)].flatMap(([tag]) => partsOf(tag));

it('finds a number that a chart says too early', () => {
  const scene = scenes.find(({ id }) => id === 3)!;
  const markup = renderToStaticMarkup(draws[scene.figure](scene, SIZES[0], null));
  const told = labelsOf(without(markup, ['noise'])).map(({ text }) => text);
  expect(told).toContain('78.6%');
});

it('leaves no grip where the noise that it takes hold of is not shown', () => {
  const scene = scenes.find(({ id }) => id === 2)!;
  const markup = renderToStaticMarkup(draws[scene.figure](scene, SIZES[0], null));
  const grip = /aria-label="noise scale sigma/;
  expect(markup).toMatch(grip);
  expect(without(markup, scene.hides)).not.toMatch(grip);
});

it.each(scenes.filter(({ ghosts }) => ghosts).map((scene) => [scene.id, scene] as const))(
  'every answer of scene %i is drawn, beside the truth and before it',
  (_, scene) => {
    for (const ghost of scene.ghosts!) {
      for (const size of SIZES) {
        const plain = renderToStaticMarkup(draws[scene.figure](scene, size, null));
        const markup = renderToStaticMarkup(draws[scene.figure](scene, size, ghost));
        expect(plain).not.toContain('you said');
        expect(markup).toMatch(/class="ghost"|you said/);
        expect(without(markup, scene.hides)).toMatch(/class="ghost"|you said/);
      }
    }
  },
);
