import { expect, it } from 'vitest';
import { knnResults } from '../../src/labs/knn/experiment/table';
import { findBrowser } from '../browser.mjs';
import { readResults } from './file';
import { command, temporaryFolder, writeMnist } from './testing';

const { folder, at } = temporaryFolder('knn-gpu');
const browser = findBrowser() !== null;
const why = browser ? '' : ' (skipped: there is no browser)';

it.skipIf(!browser)(
  `a run of the kNN table is made on the graphics device of a browser to its end, as on the CPU${why}`,
  () => {
    writeMnist(at('mnist'), { train: 150, test: 10 });
    const made = (name: string, ...more: string[]) => {
      const { status, stderr } = command([
        ...['knn', '--from', folder, '--dataset', 'mnist', '--network', 'compact', '--steps', '2'],
        ...['--k', '3', '--methods', 'direct-learned-sigma', '--queries', '4', '--jobs', '1'],
        ...['--out', at(name), ...more],
      ]);
      // one that does not end has no status
      expect(status).toBe(0);
      return { stderr, result: readResults(knnResults, at(name)).results[0] };
    };
    const cpu = made('cpu.json');
    const gpu = made('gpu.json', '--gpu');
    expect(gpu.stderr).toMatch(/^on ./);
    const { right, sigma, test, steps } = cpu.result;
    expect(gpu.result).toMatchObject({ steps, fault: '', test: { images: test.images } });
    expect(gpu.result.right).toBeCloseTo(right, 5);
    expect(gpu.result.sigma).toBeCloseTo(sigma, 5);
  },
);
