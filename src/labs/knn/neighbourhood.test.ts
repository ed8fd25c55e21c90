import { describe, expect, it } from 'vitest';
import { distanceOf } from './experiment/query';
import { showQuery, sharesRequest } from './model';
import { queryView, valuesOf } from './testing/query';
import { epsilonAt, neighbourhoodOf, sigmaAt, SLOW, swapOf } from './neighbourhood';

const METHODS = ['direct', 'neural-sort'] as const;
const FORMS = ['distance', 'count'] as const;

describe('the neighbourhood of a query', () => {
  it.each(METHODS)('has its ring at the k-th nearest, by %s', (method) => {
    for (let seed = 1; seed <= 20; seed++) {
      const shown = showQuery(valuesOf({ k: 4, sigma: 0.4 }), queryView(seed, method));
      const { reach, neighbours } = neighbourhoodOf(shown, null, null);
      expect(neighbours.filter(({ at }) => at <= reach)).toHaveLength(4);
      for (const stage of [SLOW.noise, SLOW.top]) {
        const noisy = neighbourhoodOf(shown, null, stage);
        const nearer = noisy.neighbours.filter(({ at }) => at < noisy.reach);
        expect(nearer.length).toBeLessThan(4);
      }
    }
  });

  it.each(METHODS.flatMap((method) => FORMS.map((form) => [method, form] as const)))(
    'says how far the loss reaches: right candidates there score as the k-th nearest, %s by %s',
    (method, lossForm) => {
      for (const epsilon of [-0.9, -0.2, 0.3, 2]) {
        const shown = showQuery(valuesOf({ k: 4, epsilon, lossForm }), queryView(3, method));
        const { reach, pull } = neighbourhoodOf(shown, null, null);
        const score = (d: number) => (method === 'direct' ? -d : -d * d);
        const gain = lossForm === 'count' ? 1 : pull!;
        if (pull! > 0) expect(score(pull!) - epsilon * gain).toBeCloseTo(score(reach), 9);
        if (pull! > 0) expect(epsilonAt(shown, reach, pull!)).toBeCloseTo(epsilon, 9);
      }
    },
  );

  it('reaches everywhere where the loss outweighs all distances, and nowhere without a class', () => {
    const values = valuesOf({ epsilon: -1.5 });
    expect(neighbourhoodOf(showQuery(values, queryView(1)), null, null).pull).toBe(Infinity);
    const drawn = showQuery(values, { ...queryView(1), label: -1 });
    expect(neighbourhoodOf(drawn, null, null).pull).toBeNull();
  });

  it('has a band of a standard deviation of the noise, from which sigma is read off', () => {
    for (const sigma of [0.05, 0.7, 20]) {
      const shown = showQuery(valuesOf({ sigma, noise: 'normal' }), queryView(2));
      const { reach, band } = neighbourhoodOf(shown, null, null);
      expect(band![1] - reach).toBeCloseTo(sigma, 9);
      expect(band![0]).toBeCloseTo(Math.max(0, reach - sigma), 9);
      expect(sigmaAt(shown, sigma, reach, band![1])).toBeCloseTo(sigma, 9);
    }
    const still = queryView(2);
    const quiet = { ...still, run: { ...still.run, setup: { ...still.run.setup, scale: 'zero' } } };
    const none = showQuery(valuesOf({}), quiet as typeof still);
    expect(neighbourhoodOf(none, null, null).band).toBeNull();
  });

  it('has the counted shares as links, if they are of this query', () => {
    const values = valuesOf({ k: 4 });
    const view = queryView(5);
    const shown = showQuery(values, view);
    const request = sharesRequest(values, view);
    expect(request.scales).toEqual([shown.scale]);
    const entered = Float64Array.from(view.distances, (_, i) => i / 30);
    const shares = {
      request,
      reply: { entered, enteredAugmented: entered, backend: 'cpu' as const },
    };
    const { neighbours, samples } = neighbourhoodOf(shown, shares, null);
    expect(neighbours.map(({ share }) => share)).toEqual([...entered]);
    expect(samples).toBe(request.samples);
    const old = { ...shares, request: { ...request, distances: request.distances.slice() } };
    expect(neighbourhoodOf(shown, old, null).samples).toBe(1);
  });

  it('walks through the slow step: moved by noise, chosen, moved by the loss, swapped', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const view = queryView(seed);
      const shown = showQuery(valuesOf({ k: 4, sigma: 0.5, epsilon: -0.5 }), view);
      const { prediction, augmented, perturbed } = shown.predictions;
      const at = (stage: number) => neighbourhoodOf(shown, null, stage);
      const links = (stage: number, key: 'share' | 'pulled') =>
        at(stage).neighbours.flatMap((one, i) => (one[key] ? [i] : []));
      const sorted = (found: Iterable<number>) => [...found].sort((a, b) => a - b);
      expect(links(SLOW.noise, 'share')).toEqual([]);
      at(SLOW.noise).neighbours.forEach(({ at: place, from }, i) => {
        expect(from).toBe(view.distances[i]);
        expect(place).toBe(distanceOf('direct', perturbed[i]));
      });
      expect(links(SLOW.top, 'share')).toEqual(sorted(prediction));
      expect(links(SLOW.augmented, 'pulled')).toEqual(sorted(augmented!));
      at(SLOW.augmented).neighbours.forEach(({ at: place, from }, i) => {
        if (shown.right![i]) expect(place).toBeLessThanOrEqual(from!);
        else expect(place).toBe(from);
      });
      const { dropped, taken } = swapOf(shown.predictions);
      expect(dropped).toHaveLength(taken.length);
      expect(links(SLOW.difference, 'share')).toEqual(sorted(dropped));
      expect(links(SLOW.difference, 'pulled')).toEqual(sorted(taken));
      expect(new Set([...prediction, ...taken])).toEqual(new Set([...augmented!, ...dropped]));
    }
  });
});
