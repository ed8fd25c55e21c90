/**
 * Distribution function and quantile of the standard normal law, to a few units in the last place
 * (relative, in both tails: 1e-15 down to probabilities of 1e-300).
 *
 * Upper tail: 1 - Phi(z) = phi(z) R(z), with R the Mills ratio, an entire function that falls slowly.
 * Its Taylor series about c, R(c+d) = sum_n a_n(c) d^n, obeys (n+1) a_{n+1} = c a_n + a_{n-1} (from
 * R' = zR - 1), hence r_n = -a_n / a_{n-1} = 1 / (c + (n+1) r_{n+1}): Laplace's continued fraction.
 * Evaluated from its far end all its terms are positive, so nothing cancels. A table of such series
 * on a grid of step 1/8 leaves one exponential and a polynomial of degree 10 per call (the idea of
 * Marsaglia, "Evaluating the normal distribution", J. Stat. Software 11(4), 2004).
 */
const STEPS_PER_UNIT = 8;
const DEGREE = 10;
const WIDTH = DEGREE + 1;
const LARGEST = 38.5;
const CELLS = LARGEST * STEPS_PER_UNIT + 1;
const SQRT_HALF_PI = Math.sqrt(Math.PI / 2);
const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

const series = new Float64Array(CELLS * WIDTH);
const densityAt = new Float64Array(CELLS);
for (let cell = 0; cell < CELLS; cell++) {
  const centre = cell / STEPS_PER_UNIT;
  densityAt[cell] = Math.exp(-0.5 * centre * centre) / SQRT_TWO_PI;
  fillMillsSeries(centre, cell * WIDTH);
}

function fillMillsSeries(centre: number, at: number): void {
  const ratios = centre === 0 ? ratiosAtZero() : ratiosFrom(centre);
  series[at] = ratios[0];
  for (let n = 1; n <= DEGREE; n++) series[at + n] = -series[at + n - 1] * ratios[n];
}

/** At 0 the fraction does not converge, and R(0) = sqrt(pi/2) starts the recurrence upwards. */
function ratiosAtZero(): number[] {
  const ratios = [SQRT_HALF_PI];
  for (let n = 0; n < DEGREE; n++) ratios.push(1 / ((n + 1) * ratios[n]));
  return ratios;
}

function ratiosFrom(centre: number): number[] {
  // the error of the tail falls like exp(-2 c sqrt(2n)): 16/c squared terms leave less than 1e-19
  let n = DEGREE + 20 + Math.ceil((16 / centre) ** 2);
  let ratio = (Math.sqrt(centre * centre + 4 * n) - centre) / (2 * n);
  const ratios: number[] = [];
  for (n--; n >= 0; n--) {
    ratio = 1 / (centre + (n + 1) * ratio);
    if (n <= DEGREE) ratios[n] = ratio;
  }
  return ratios;
}

/** 1 - Phi(z) for z >= 0. */
function upperTail(z: number): number {
  if (z >= LARGEST) return 0;
  const cell = (z * STEPS_PER_UNIT + 0.5) | 0;
  const centre = cell / STEPS_PER_UNIT;
  const d = z - centre;
  const at = cell * WIDTH;
  let mills = series[at + DEGREE];
  for (let n = DEGREE - 1; n >= 0; n--) mills = mills * d + series[at + n];
  // exp(-z^2/2) from the grid point: the exponent stays small, so its rounding does too
  return densityAt[cell] * Math.exp(-0.5 * d * (z + centre)) * mills;
}

/** Phi(z) = P(Z <= z); relative accuracy in the lower tail, absolute in the upper. NaN for NaN. */
export function normalCdf(z: number): number {
  if (z < 0) return upperTail(-z);
  return z >= 0 ? 1 - upperTail(z) : NaN;
}

/**
 * Coefficients of Phi^-1(1/2 + q) = w sum_k b_k w^(2k), w = sqrt(2 pi) q, by the recurrence that the
 * equation x' = exp(x^2/2) gives; 30 of them reach full precision for |q| <= 1/4.
 */
const centralSeries = (() => {
  const c = [1];
  for (let k = 1; k < 30; k++) {
    c[k] = 0;
    for (let m = 0; m < k; m++) c[k] += (c[m] * c[k - 1 - m]) / ((m + 1) * (2 * m + 1));
  }
  return Float64Array.from(c, (value, k) => value / ((2 * k + 1) * 2 ** k));
})();

/** Phi^-1(u), the normal quantile; -Infinity at 0, Infinity at 1, NaN outside of [0, 1]. */
export function normalQuantile(u: number): number {
  const q = u - 0.5;
  if (q < -0.25) return -upperQuantile(u);
  if (q > 0.25) return upperQuantile(1 - u);
  const w = SQRT_TWO_PI * q;
  const w2 = w * w;
  let sum = centralSeries[29];
  for (let k = 28; k >= 0; k--) sum = sum * w2 + centralSeries[k];
  return sum * w;
}

/** z > 0 with 1 - Phi(z) = p, for p <= 1/4. */
function upperQuantile(p: number): number {
  if (!(p > 0)) return p === 0 ? Infinity : NaN;
  // Hastings' rational guess (Abramowitz and Stegun 26.2.23): off by less than 4.5e-4 everywhere
  const t = Math.sqrt(-2 * Math.log(p));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  const z = t - numerator / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return z > LARGEST - 0.5 ? z : z + inverseStep(z, upperTail(z), p);
}

/**
 * The Taylor series of the inverse function at z, to fifth order: with w = (tail(z) - p) / phi(z),
 * dz = w + z w^2/2 + (2z^2+1) w^3/6 + (6z^3+7z) w^4/24 + (24z^4+46z^2+7) w^5/120.
 */
function inverseStep(z: number, tail: number, p: number): number {
  const w = ((tail - p) / Math.exp(-0.5 * z * z)) * SQRT_TWO_PI;
  const z2 = z * z;
  const high = (z * (6 * z2 + 7)) / 24 + (w * (z2 * (24 * z2 + 46) + 7)) / 120;
  return w * (1 + w * (z / 2 + w * ((2 * z2 + 1) / 6 + w * high)));
}
