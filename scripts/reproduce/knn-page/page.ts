/** Whole repetitions of the kNN table on the graphics device of this browser, for whoever drives the page. */
import { assembleSet } from '../../../src/data/assemble';
import { isSetId } from '../../../src/data/catalogue';
import { drawnSet } from '../../../src/data/drawn/drawn';
import { openDevice } from '../../../src/gpu/device';
import { createGpuNetwork } from '../../../src/gpu/networks/network';
import { createGpuResnet18 } from '../../../src/gpu/networks/resnet18';
import { createGpuMachine } from '../../../src/labs/knn/compute/resident/repetition';
import {
  repeat,
  type KnnData,
  type KnnJob,
  type KnnResult,
} from '../../../src/labs/knn/experiment/repetition';
import { DRAWN } from '../drawn';

/** A set, and its files by their addresses; none of the generated one. */
export interface PageTask {
  readonly job: KnnJob;
  readonly files: Readonly<Record<string, string>>;
}

declare global {
  interface Window {
    /** Name of the adapter, and whether it is a program on the CPU. */
    knnAdapter(): Promise<{ readonly name: string; readonly software: boolean }>;
    knnRepetition(task: PageTask): Promise<KnnResult>;
  }
}

const open = openDevice(navigator.gpu);
const shown = document.querySelector('pre')!;
let known: { readonly name: string; readonly data: KnnData } | null = null;

async function fetched(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} was not to be had: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function dataOf({ job: { dataset }, files }: PageTask): Promise<KnnData> {
  if (known?.name === dataset) return known.data;
  const read = async () => {
    if (!isSetId(dataset)) return drawnSet(DRAWN);
    const named = Object.entries(files).map(
      async ([name, address]) => [name, await fetched(address)] as const,
    );
    return assembleSet(dataset, new Map(await Promise.all(named)));
  };
  const { height, width, channels, classes, train, test } = await read();
  const data = { input: [height, width, channels], classes: classes.length, train, test } as const;
  known = { name: dataset, data };
  return data;
}

window.knnAdapter = async () => (await open).adapter;
window.knnRepetition = async (task) => {
  const data = await dataOf(task);
  const networks = { createGpuNetwork, createGpuResnet18 };
  const machine = createGpuMachine(await open, networks, {
    now: () => performance.now(),
    pause(done) {
      shown.textContent = `${task.job.variant}: ${(100 * done).toFixed(1)}%`;
    },
  });
  return repeat(task.job, data, machine);
};
