import { expect, it } from 'vitest';
import { describeBiasVariance } from '../bias-variance/describe';
import { describeFewNoises } from '../few-noises/describe';
import { describeFlips } from '../flips/describe';
import { describeFrequency } from '../frequency/describe';
import { gradientTitle } from '../gradient/claims';
import { describeGradient } from '../gradient/describe';
import { gradientLayout } from '../gradient/layout';
import { describeLetGo } from '../let-go/describe';
import { describeLossCurve } from '../loss-curve/describe';
import { describePlane } from '../plane/describe';
import { describeSimplex } from '../simplex/describe';
import { describeComparison } from '../comparison/describe';
import { describeHeatmap } from '../heatmap/describe';
import { describeMatching } from '../matching/describe';
import { describeScatter } from '../scatter/describe';
import { describeSeries } from '../series/describe';
import { describeThumbnails, nameOf } from '../thumbnails/describe';
import { describeEnvelope } from '../envelope/describe';
import { describeSecant, secantTitle } from '../secant/describe';
import * as data from './data';
import { describeLoudness } from '../loudness/describe';
import { describeMachine } from '../machine/describe';
import { describeFan } from '../fan/describe';
import { machineCase } from './machine';
import { fanCase, loudnessCase } from './matching';
import { GARMENTS, scatterCase, thumbnailCase } from './knn';
import { envelopeCase, NEAR_TIE, secantCase } from './slopes';
import { comparisonCase, heatmapCase, matchingCase, seriesCase } from './training';

it('describes the shares: who leads, the distance to the law, the ground truth', () => {
  expect(describeFrequency(data.frequencyCase([1, -0.5]))).toMatchInlineSnapshot(
    `"In draw 1 y* is class A, with score plus noise 0.69. The scores alone would choose the same. A leads with 81.8% of the draws (Gibbs law). The largest distance of a measured share to the Gibbs law is 0.0051 (0.84 standard errors), at class A. The target, B, gets 18.2%."`,
  );
  const computing = { ...data.frequencyCase([1, 0]), frequencies: null, exact: null };
  expect(describeFrequency(computing)).toContain('still being computed');
});

it('describes the flips of a draw, and their absence', () => {
  expect(describeFlips(data.flipsCase(2))).toMatchInlineSnapshot(
    `"For this draw the prediction changes once as sigma goes from 0.010 to 100: from A with little noise to B with much. The first change is at sigma 0.826, where B takes over from A. At sigma 0.800 the prediction is A."`,
  );
  expect(describeFlips({ ...data.flipsCase(3), scores: [0, 0, 0] })).toContain('at every sigma');
});

it('describes where the expected predictor lies', () => {
  expect(describeSimplex(data.simplexCase())).toMatchInlineSnapshot(
    `"With Gumbel noise the expected predictor E[y*] moves from 1.000 A, 0.000 B and 0.000 C at the smallest sigma to 0.338 A, 0.335 B and 0.328 C at the largest. At the current sigma it is 0.719 A, 0.264 B and 0.017 C. The Monte-Carlo estimate is 0.729 A, 0.252 B and 0.019 C, within ± 0.0240 (2 standard errors)."`,
  );
});

it('says that there is no gradient to be seen where both predictions agree in every draw', () => {
  const rows = data.gradientCase(3).rows.map((row) => ({
    ...row,
    ...{ estimate: 0, standardError: 0, exact: 1e-29, expected: 2e-31, noiseless: 0 },
  }));
  expect(describeGradient({ rows })).toContain(
    'In every draw both predictions are the same, so every estimate is zero.',
  );
  expect(gradientTitle({ rows })).toBe(
    'Both predictions are the same in every draw: there is no estimate of the gradient',
  );
  const waiting = rows.map((row) => ({ ...row, estimate: null, standardError: null }));
  expect(describeGradient({ rows: waiting })).toContain('The estimates are still being computed.');
  const { x } = gradientLayout({ rows }, { width: 640, height: 320, fontSize: 13 });
  expect(x.domain[1]).toBeGreaterThanOrEqual(1e-4);
});

it('describes the gradient and its estimates', () => {
  expect(describeGradient(data.gradientCase(3))).toMatchInlineSnapshot(
    `"The exact gradient is largest in size for A: −0.220. At this epsilon the estimator is biased most for σ, by −0.32. It points the wrong way for σ. 2 of 4 estimates lie within 2 standard errors of the exact value."`,
  );
});

it('describes bias and variance: where bias outgrows spread and changes sign, what dominates now', () => {
  expect(describeBiasVariance(data.biasVarianceCase())).toMatchInlineSnapshot(
    `"For negative epsilon the bias of an estimate of 1000 samples outgrows its spread at epsilon −0.31. For positive epsilon the bias of an estimate of 1000 samples outgrows its spread at epsilon 0.37. At epsilon 0.600 the squared bias is 0.0049 and the variance 0.0011: bias dominates."`,
  );
});

it('describes the expected loss: its ends, its minimum, its slope', () => {
  expect(describeLossCurve(data.lossCurveCase())).toMatchInlineSnapshot(
    `"The expected loss goes from 0.85 without noise to 0.60 for a uniform choice. It is least, 0.398, at sigma 0.96: some noise lowers the loss. At sigma 0.500 it is 0.534, with slope −0.72. The Monte-Carlo estimate is 0.544 ± 0.024."`,
  );
});

it('describes where sigma went when it was let go', () => {
  const shown = data.letGoCase([
    [-1, 0.05],
    [-0.1, 0.8],
  ]);
  expect(describeLetGo(shown)).toMatchInlineSnapshot(
    `"The expected loss is least, 0.398, at sigma 0.96. The ball lies at sigma 0.300, where the loss is 0.713. With epsilon −1 sigma went from 0.30 to 0.051 in 40 steps, and the loss from 0.713 to 0.850: the wrong way. With epsilon −0.1 sigma went from 0.30 to 0.79 in 40 steps, and the loss from 0.713 to 0.411: the right way."`,
  );
  expect(describeLetGo({ ...shown, walked: 3 })).toContain('It is on its way.');
  expect(describeLetGo({ ...shown, exact: null })).toContain('still being computed');
});

it('tells what pins have beside the point', () => {
  const pin = { name: 'B', sigma: 2, epsilon: -0.9 };
  const start = 'At pin B, sigma 2.00 and epsilon −0.900, ';
  const plane = data.planeCase([1, 0.9, -1], [1, 0, 1]);
  expect(describePlane({ ...plane, pins: [{ ...pin, differing: 0.11 }] })).toContain(
    `${start}11.0% of all draws differ.`,
  );
  const errors = { ...pin, biasSquared: 0.02, variance: 0.4 };
  const described = describeBiasVariance({ ...data.biasVarianceCase(), pins: [errors] });
  expect(described).toContain(`${start}the squared bias is 0.020 and the variance`);
  const secant = { ...pin, scores: [], losses: [], value: 0.5, slope: -0.25 };
  expect(describeSecant({ ...secantCase(NEAR_TIE, 1, -1), pins: [secant] })).toContain(
    `${start}the expected loss is 0.500 and the mean of the estimate −0.25.`,
  );
});

it('describes the plane of the noise: who wins where, and where the predictions differ', () => {
  expect(describePlane(data.planeCase([1, 0.9, -1], [1, 0, 1]))).toMatchInlineSnapshot(
    `"A plane of two differences of noise, cut by three borders into the sectors in which A, B and C win. y* is A in 49.0%, B in 44.4% and C in 6.63% of all draws. With the loss weight −0.900 the borders move, and 21.9% of all draws get another prediction; 27 of these 120. Each dot is a draw of the noise; σ and ε move the borders, never the dots. Of 120 draws none lies on a border."`,
  );
});

it('describes where the mass of few noises lies', () => {
  expect(describeFewNoises(data.fewNoisesCase(1))).toMatchInlineSnapshot(
    `"Two binary variables with coupling 1.00. With noise per structure the shares are (0, 0) 0.323, (1, 0) 0.196, (0, 1) 0.088 and (1, 1) 0.394; with noise per variable (0, 0) 0.342, (1, 0) 0.166, (0, 1) 0.075 and (1, 1) 0.417; the Gibbs law has (0, 0) 0.323, (1, 0) 0.196, (0, 1) 0.088 and (1, 1) 0.394. With noise per variable 4.25% of the mass lies elsewhere than in the Gibbs law."`,
  );
});

it('describes slopes: the exact one, those of both signs, the step', () => {
  const near = secantCase(NEAR_TIE, 1, -1);
  expect(describeSecant(near)).toMatchInlineSnapshot(
    `"At sigma 0.300 and a score of 0.900 of class B the expected loss is 0.583, and its exact slope −0.81. The mean of the direct loss estimate is −0.71 at epsilon −0.60, that of the secant to the score 1.50, and −0.55 at epsilon +0.60. Without noise the loss steps from 1.0 to 0 at the score 1.00; its slope at the present score is 0. Measured: −0.70 ± 0.012."`,
  );
  expect(describeSecant({ ...near, score: near.step.at })).toContain(
    'slope at the present score is none',
  );
  expect(secantTitle({ ...near, constant: true })).toContain('cost the same');
  expect(secantTitle({ ...near, slope: -near.slope })).toContain('the wrong way for B');
});

it('describes both derivatives, and the corners', () => {
  const tie = envelopeCase({ scores: [0, 0, 0], loss: [0, 1, 1], sigma: 0.3, epsilon: 0.6 });
  expect(describeEnvelope(tie)).toMatchInlineSnapshot(
    `"At sigma 0.300 G has the slope 0.67 at epsilon 0, the expected loss, and 0.94 at epsilon 0.600, where its value is 0.828. Without noise G has a corner at epsilon 0, where it has no derivative. Its slopes along the scores are the shares of the loss-augmented prediction: A 0.06, B 0.47 and C 0.47. Both ways around, the mixed derivative for class A is −0.20."`,
  );
  expect(describeEnvelope({ ...tie, corners: [] })).toContain('no corner in sight');
});

it('describes runs: where each stands, and that there are none yet', () => {
  expect(describeSeries(seriesCase(2, 50))).toMatch(
    /^training loss\. Direct, σ\(x\) is at [\d.]+ in step 50, from [\d.]+ at first\. Direct, σ = 0 is/,
  );
  expect(describeSeries(seriesCase(1, 0))).toContain('No steps yet');
});

it('describes a matching: what is wrong, and what the loss would change', () => {
  expect(describeMatching(matchingCase(6, 3))).toMatch(
    /^2 of 6 numbers are in their right places\. .* is in place \d instead of \d.*pulled towards low loss, differs in 4 links and has 6 right\.$/,
  );
  expect(describeMatching(matchingCase(5, 0))).toBe(
    'All 5 numbers are in their right places. The loss-augmented prediction is the same, so the gradient is zero here.',
  );
});

it('describes matrices and comparisons', () => {
  expect(describeHeatmap(heatmapCase(4))).toContain('Sinkhorn runs from 0 to 1.0');
  expect(describeComparison(comparisonCase(2))).toContain(
    'The printed value lies outside of our interval in 2 of 4 rows.',
  );
  expect(describeComparison({ ...comparisonCase(1), rows: [] })).toContain('No results yet');
});

it('describes points: how far the classes keep apart, and what runs into what', () => {
  expect(describeScatter(scatterCase(300, GARMENTS, 0.4, true))).toMatchInlineSnapshot(
    `"300 points of 10 classes. 64% lie nearest to the centre of their own class. By class: T-shirt 57%, trouser 77%, pullover 77%, dress 60%, coat 57%, sandal 43%, shirt 63%, sneaker 77%, bag 70% and ankle boot 60%. Class sandal is the least separate; most of its strays are nearest to shirt. 28 points are queries, 10 are wrong."`,
  );
  expect(describeScatter(scatterCase(90, GARMENTS, 0.05))).toContain('No class runs into another.');
  expect(describeScatter(scatterCase(5, ['one']))).toBe('5 points, all of class one.');
  expect(describeScatter(scatterCase(0))).toContain('No points yet');
});

it('describes images, and names each', () => {
  const row = thumbnailCase(9, GARMENTS);
  expect(describeThumbnails(row)).toMatchInlineSnapshot(
    `"nearest candidates: 9 images, 2 of coat, 2 of ankle boot, 2 of shirt, 1 of T-shirt, 1 of trouser and 1 of sandal. 7 of 9 are right."`,
  );
  expect(nameOf(thumbnailCase(12).items[11])).toBe('candidate 12, a 1, wrong');
  expect(describeThumbnails(thumbnailCase(0))).toContain('no images yet');
});

it('describes all matchings, and how many of them the loss touches', () => {
  expect(describeFan(fanCase(3))).toMatchInlineSnapshot(
    `"All 6 matchings of 3 numbers, ordered by their loss, under 200 draws of common noise. y* is the right one in 50 draws. With epsilon −12.0 the loss lifts one matching, of loss 0; in 60 draws nothing changes. With epsilon 12.0 the loss presses 2 matchings, of loss 0.93; in 43 draws nothing changes."`,
  );
  expect(describeFan(fanCase(3, 0))).toContain('lifts nothing');
});

it('describes the machine: what every part holds, and the stage of a slow step', () => {
  expect(describeMachine(machineCase(5, 2))).toMatch(
    /^The predictor .* network μ: numbers 5\. .* stage 3 of 6\.$/,
  );
  expect(describeMachine(machineCase(5))).not.toContain('stage');
});

it('describes sequences by their noise', () => {
  expect(describeLoudness(loudnessCase(10, 3))).toBe(
    '10 training sequences, ordered by their noise scale, from 0.400 of sequence 1 to 0.643 of sequence 4.',
  );
  expect(describeLoudness({ sequences: [] })).toContain('no sequences');
});
