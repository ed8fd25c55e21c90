import { createElement } from 'react';
import type { MachineData } from '../machine/layout';
import { MachineChart } from '../machine/MachineChart';
import type { Miniature } from '../machine/miniatures';
import type { ChartSize } from '../shared/size';
import { thumbnailCase } from './knn';

const cells = (rows: number, columns: number, hue: 'signal' | 'noise'): Miniature => {
  const values = Array.from({ length: rows * columns }, (_, c) => Math.sin(7 * c + columns));
  return { kind: 'cells', values, columns, hue };
};

/** A machine that links `d` things in order but for two. */
export function machineCase(d: number, stage: number | null = null): MachineData {
  const order = Array.from({ length: d }, (_, j) => j);
  const differs = order.map((j) => j < 2);
  const swapped = [1, 0, ...order.slice(2)];
  const part = (title: string, miniature: Miniature) => {
    return { title, symbol: title.slice(-1), rows: [['numbers', String(d)] as const], miniature };
  };
  const links = (places: readonly number[], look: 'prediction' | 'augmented'): Miniature => {
    return { kind: 'links', places, differs, look };
  };
  return {
    parts: {
      input: part('x', cells(d, 1, 'signal')),
      score: part('network μ', cells(d, d, 'signal')),
      scale: part('network σ', { kind: 'text', text: '0.43' }),
      noise: part('+ noise', cells(d, d, 'noise')),
      prediction: part('y*', links(swapped, 'prediction')),
      augmented: part('y*(ε)', links(order, 'augmented')),
      difference: part('difference', { kind: 'text', text: `2 of ${d}` }),
    },
    back: 'back into both networks',
    stage,
  };
}

/** A query among a dozen candidates: the k nearest, of which the loss swaps some. */
function neighboursMachineCase(
  k: number,
  swapped: number,
  stage: number | null = null,
): MachineData {
  const { items } = thumbnailCase(13);
  const [query, ...pictures] = items;
  const values = (of: (i: number) => number) => pictures.map((_, i) => of(i));
  const bars = (hue: 'signal' | 'noise', of: (i: number) => number): Miniature => {
    return { kind: 'bars', hue, values: values(of), pictures };
  };
  const some = (from: number, to: number, change: 'down' | 'up' | null) =>
    pictures
      .slice(from, to)
      .map((picture, i) => ({ picture, change, wrong: i === 1 && change !== 'up' }));
  const part = (title: string, symbol: string, miniature: Miniature) => {
    return { title, symbol, rows: [['neighbours', String(k)] as const], miniature };
  };
  const kept = some(swapped, k, null);
  const [down, up] = [some(0, swapped, 'down'), some(k, k + swapped, 'up')];
  const shown = (items: typeof kept, text?: string): Miniature => {
    return { kind: 'pictures', items, ...(text !== undefined && { text }) };
  };
  return {
    parts: {
      input: part('x', 'x', shown([{ picture: query, change: null, wrong: false }])),
      score: part(
        'μ = −distance',
        'μ',
        bars('signal', (i) => -1 - 0.2 * i),
      ),
      scale: part('network σ', 'σ', { kind: 'text', text: '0.16' }),
      noise: part(
        '+ noise',
        'σγ',
        bars('noise', (i) => Math.sin(5 * i)),
      ),
      prediction: part('y*', 'y*', shown([...down, ...kept])),
      augmented: part('y*(ε)', 'y*(ε)', shown([...kept, ...up])),
      difference: part('difference', '≠', shown([...down, ...up], `${swapped} of ${k}`)),
    },
    back: 'back into both networks',
    stage,
  };
}

const machine = (data: MachineData) => (size: ChartSize) =>
  createElement(MachineChart, { ...data, ...size });

export const machineCases = {
  machine: {
    'ten numbers': machine(machineCase(10)),
    'three numbers, the argmax': machine(machineCase(3, 2)),
    'a hundred, at its end': machine(machineCase(100, 5)),
    'five neighbours': machine(neighboursMachineCase(5, 2)),
    'one neighbour, the loss': machine(neighboursMachineCase(1, 1, 3)),
    'nothing is swapped': machine(neighboursMachineCase(9, 0)),
  },
};
