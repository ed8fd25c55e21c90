import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from './normal';

/** [z, Phi(z)] to 17 digits, computed with 40. */
const distribution = [
  [-37.5, 4.6053530095819548e-308],
  [-20.33, 3.4901243290273352e-92],
  [-8.3, 5.205569744890254e-17],
  [-5.51, 1.7941684935847135e-8],
  [-3, 0.0013498980316300945],
  [-1, 0.15865525393145705],
  [-0.51, 0.30502573089751941],
  [-0.0625, 0.47508233097075278],
  [0, 0.5],
  [0.2, 0.57925970943910303],
  [1, 0.84134474606854295],
  [2.5, 0.99379033467422386],
  [7, 0.99999999999872019],
];

/** [u, z] with Phi(z) = u. */
const quantiles = [
  [1e-300, -37.047096299361199],
  [1e-100, -21.273453560965324],
  [1e-15, -7.9413453261709968],
  [2 ** -24, -5.2947040848545981],
  [1e-5, -4.2648907939228246],
  [0.01, -2.3263478740408411],
  [0.1, -1.2815515655446004],
  [0.2499, -0.67480447011060999],
  [0.2501, -0.67417509707465894],
  [0.4, -0.25334710313579974],
  [0.4999999999, -2.5066284820303539e-10],
  [0.76, 0.70630256284008748],
  [0.99, 2.3263478740408408],
  [1 - 2 ** -24, 5.2947040848545981],
];

const relative = (got: number, want: number) => Math.abs(got / want - 1);

describe('normalCdf', () => {
  it('matches 40-digit values to a relative 1e-15, far into the lower tail', () => {
    for (const [z, p] of distribution)
      expect(relative(normalCdf(z), p), `z=${z}`).toBeLessThan(1e-15);
  });

  it('never falls where z grows, and adds up to 1 with its mirror', () => {
    let before = 0;
    let [fall, mirror] = [0, 0];
    for (let z = -12; z <= 12; z += 1 / 1024) {
      const p = normalCdf(z);
      if (before > 0) fall = Math.max(fall, 1 - p / before);
      mirror = Math.max(mirror, Math.abs(p + normalCdf(-z) - 1));
      before = p;
    }
    // one unit of rounding either side of a grid point of the table
    expect(fall).toBeLessThanOrEqual(4e-16);
    expect(mirror).toBeLessThan(2.3e-16);
  });

  it('is 0, 1 and NaN at the ends and for NaN', () => {
    expect(normalCdf(-Infinity)).toBe(0);
    expect(normalCdf(-100)).toBe(0);
    expect(normalCdf(Infinity)).toBe(1);
    expect(normalCdf(NaN)).toBeNaN();
  });
});

describe('normalQuantile', () => {
  it('matches 40-digit values to a relative 2e-15, also next to 1/2 and at 1e-300', () => {
    for (const [u, z] of quantiles) {
      expect(relative(normalQuantile(u), z), `u=${u}`).toBeLessThan(2e-15);
    }
  });

  it('inverts the distribution function', () => {
    for (let z = -30; z <= 5; z += 0.037) {
      // u itself is rounded: that moves z by 1e-16 over the density
      const tolerance = 4e-15 * Math.max(1, -z) + Math.max(0, z) * 1e-10;
      expect(Math.abs(normalQuantile(normalCdf(z)) - z), `z=${z}`).toBeLessThan(tolerance);
    }
  });

  it('is antisymmetric about 1/2', () => {
    for (let cell = 0; cell < 500; cell++) {
      const u = (cell + 0.5) / 1024;
      expect(normalQuantile(1 - u)).toBe(-normalQuantile(u));
    }
    expect(normalQuantile(0.5)).toBe(0);
  });

  it('is infinite at 0 and 1 and NaN outside', () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    for (const u of [-0.1, 1.1, NaN]) expect(normalQuantile(u)).toBeNaN();
  });
});
