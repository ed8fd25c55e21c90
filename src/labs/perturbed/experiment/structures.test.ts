import { describe, expect, it } from 'vitest';
import { dot } from '../../../core/vector';
import { inPlane, placeOf, sceneOf, scoresAt, structureNames } from './structures';

const PENTAGON = [1, 0, 0.3, 0.9, -0.8, 0.6, -0.7, -0.5, 0.4, -1];

describe.each(structureNames)('the scene of %s', (name) => {
  const scene = sceneOf(name, PENTAGON);

  it('has an orthonormal plane, in which scores and structures meet', () => {
    const [across, up] = scene.axes;
    expect([dot(across, across), dot(up, up), dot(across, up)].map((x) => x.toFixed(12))).toEqual([
      '1.000000000000',
      '1.000000000000',
      expect.stringMatching(/^-?0\.0+$/),
    ]);
    const scores = scoresAt(scene, [0.7, -1.2]);
    inPlane(scene, scores).forEach((x, i) => expect(x).toBeCloseTo([0.7, -1.2][i], 12));
    const [first, second] = scene.structures;
    const apart = [0, 1].map((i) => scene.places[0][i] - scene.places[1][i]);
    expect(0.7 * apart[0] - 1.2 * apart[1]).toBeCloseTo(
      dot(scores, first) - dot(scores, second),
      12,
    );
  });

  it('has the mean of all structures at the origin, and each in its place', () => {
    const mean = scene.structures[0].map(
      (_, i) => scene.structures.reduce((sum, y) => sum + y[i], 0) / scene.structures.length,
    );
    placeOf(scene, mean).forEach((x) => expect(x).toBeCloseTo(0, 12));
    scene.structures.forEach((y, s) => {
      placeOf(scene, y).forEach((x, i) => expect(x).toBeCloseTo(scene.places[s][i], 12));
    });
  });

  it('shows all differences where it says so', () => {
    const [first, second] = [scene.structures[0], scene.structures.at(-1)!];
    const long = Math.hypot(...second.map((x, i) => x - first[i]));
    const [p, q] = [scene.places[0], scene.places.at(-1)!];
    const seen = Math.hypot(q[0] - p[0], q[1] - p[1]);
    if (scene.flat) expect(seen).toBeCloseTo(long, 12);
    else expect(seen).toBeLessThan(long);
  });

  it('has names of their own', () => {
    expect(new Set(scene.labels).size).toBe(scene.structures.length);
    expect(scene.parts).toHaveLength(scene.oracle.dim);
  });
});

it('shows paths above and below the diagonal, and on it', () => {
  const scene = sceneOf('paths', []);
  expect(scene.structures).toHaveLength(63);
  const at = (label: string) => scene.places[scene.labels.indexOf(label)];
  const [right, down, diagonal] = ['→→→↓↓↓', '↓↓↓→→→', '↘↘↘'].map(at);
  expect(right[0]).toBeCloseTo(-down[0], 5);
  expect(right[1]).toBeCloseTo(down[1], 5);
  expect(diagonal[0]).toBeCloseTo(0, 5);
  expect(diagonal[1]).toBeGreaterThan(0.5);
});

it('points A upwards, and names rankings from the best on', () => {
  const triangle = sceneOf('simplex', []);
  expect(triangle.places[0][1]).toBeGreaterThan(triangle.places[1][1]);
  const hexagon = sceneOf('ranking', []);
  expect([...hexagon.labels]).toEqual(['ABC', 'ACB', 'BAC', 'BCA', 'CAB', 'CBA']);
  expect(scoresAt(hexagon, [0, 1])[0]).toBeCloseTo(2 / Math.sqrt(6), 12);
  const radii = sceneOf('subset', []).places.map(([x, y]) => Math.hypot(x, y).toFixed(6));
  expect(new Set(radii).size).toBe(1);
});
