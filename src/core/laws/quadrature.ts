import type { Law } from '../noise/laws';

/** Nodes and weights of a quadrature rule: the integral of f is about sum_q weights[q] f(nodes[q]). */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const ORDER = 16;

/** Gauss-Legendre rule on [-1, 1], exact for polynomials of degree 2*order - 1. */
function gaussLegendre(order: number): Quadrature {
  const nodes = new Float64Array(order);
  const weights = new Float64Array(order);
  for (let q = 0; q < order; q++) {
    let x = -Math.cos((Math.PI * (q + 0.75)) / (order + 0.5));
    for (let step = 0; step < 6; step++) {
      const { value, slope } = legendre(order, x);
      x -= value / slope;
    }
    const { slope } = legendre(order, x);
    nodes[q] = x;
    weights[q] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

/** Legendre polynomial of the given degree and its derivative, by the three-term recurrence. */
function legendre(degree: number, x: number): { value: number; slope: number } {
  let before = 1;
  let value = x;
  for (let m = 2; m <= degree; m++) {
    [before, value] = [value, ((2 * m - 1) * x * value - (m - 1) * before) / m];
  }
  return { value, slope: (degree * (x * value - before)) / (x * x - 1) };
}

const panel = gaussLegendre(ORDER);

/** The rule of 16 points on each of the panels between consecutive breaks (ascending). */
export function compositeRule(breaks: ArrayLike<number>): Quadrature {
  const panels = breaks.length - 1;
  const nodes = new Float64Array(panels * ORDER);
  const weights = new Float64Array(panels * ORDER);
  for (let p = 0; p < panels; p++) {
    const half = (breaks[p + 1] - breaks[p]) / 2;
    for (let q = 0; q < ORDER; q++) {
      nodes[p * ORDER + q] = breaks[p] + half * (1 + panel.nodes[q]);
      weights[p * ORDER + q] = half * panel.weights[q];
    }
  }
  return { nodes, weights };
}

/** Width of a panel that 16 points resolve to 1e-11, for products of distribution functions. */
const panelWidth = { gumbel: 2.2, normal: 2.3, logistic: 4.8, uniform: 2 } as const;

const rules = new Map<Law['name'], Quadrature>();

/**
 * The rule on the support of the standard law, for integrands built from densities and distribution
 * functions of the law shifted by `offsets` [n]. Smooth laws share one rule; the uniform law has
 * kinks at offset - 1 and offset + 1 and a polynomial of degree n between them, so panels end there.
 */
export function lawRule(law: Law, offsets: ArrayLike<number>): Quadrature {
  if (law.name === 'uniform') return compositeRule(uniformBreaks(offsets));
  let rule = rules.get(law.name);
  if (!rule) {
    const [low, high] = law.support;
    rule = compositeRule(splitPanels([low, high], panelWidth[law.name]));
    rules.set(law.name, rule);
  }
  return rule;
}

function uniformBreaks(offsets: ArrayLike<number>): number[] {
  const breaks = [-1, 1];
  for (let i = 0; i < offsets.length; i++) {
    for (const kink of [offsets[i] - 1, offsets[i] + 1]) if (Math.abs(kink) < 1) breaks.push(kink);
  }
  // degree n per panel of width 2: narrower panels keep up with more than 24 classes
  return splitPanels(
    breaks.sort((a, b) => a - b),
    Math.min(2, 48 / offsets.length),
  );
}

/** Inserts breaks so that no panel is wider than `width`; drops empty panels, and one that goes back. */
export function splitPanels(breaks: readonly number[], width: number): number[] {
  const out = [breaks[0]];
  for (let b = 1; b < breaks.length; b++) {
    const from = breaks[b - 1];
    const length = breaks[b] - from;
    if (length <= 0) continue;
    const parts = Math.ceil(length / width);
    for (let p = 1; p <= parts; p++) out.push(from + (length * p) / parts);
  }
  return out;
}
