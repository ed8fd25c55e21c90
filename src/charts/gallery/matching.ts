import { createElement } from 'react';
import { LoudnessChart } from '../loudness/LoudnessChart';
import type { LoudnessData } from '../loudness/layout';
import { MachineChart } from '../machine/MachineChart';
import type { MachineData, Miniature } from '../machine/layout';
import { FanChart } from '../fan/FanChart';
import type { FanData } from '../fan/layout';
import { orderings } from '../../core/oracles/orderings';
import type { ChartSize } from '../shared/size';

/** All matchings of n numbers; the loss counts those in wrong places, as many draws lift the right one. */
export function fanCase(n: number, lifted = 140): FanData {
  const all = Array.from(orderings(n), (places) => [...places]);
  const wrong = (places: readonly number[]) => places.filter((place, j) => place !== j).length;
  const places = all.sort((a, b) => wrong(a) - wrong(b));
  const losses = places.map(wrong);
  const worst = losses.filter((loss) => loss === n).length;
  const draws = 200;
  const share = (y: number) => Math.round((draws * 0.8) / worst) - (y % 3);
  const touched = places.map((_, y) => (losses[y] === n ? share(y) : 0));
  return {
    places,
    losses: losses.map((loss) => 0.31 * loss),
    prediction: places.map((_, y) => Math.round(50 / (1 + y))),
    negative: {
      epsilon: -12,
      touched: places.map((_, y) => (y === 0 ? lifted : 0)),
      same: draws - lifted,
    },
    positive: {
      epsilon: 12,
      touched,
      same: draws - touched.reduce((sum, count) => sum + count, 0),
    },
    draws,
  };
}

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

/** Sequences of d numbers, each a little louder than the one before. */
export const loudnessCase = (count: number, d: number): LoudnessData => ({
  sequences: Array.from({ length: count }, (_, i) => ({
    name: String(((7 * i) % count) + 1),
    scale: 0.4 + 0.3 * (i / count) ** 2,
    numbers: Array.from({ length: d }, (__, j) => Math.abs(Math.sin(3 * i + 5 * j))),
    rows: [['numbers', String(d)]],
  })),
});

const loudness = (data: LoudnessData) => (size: ChartSize) =>
  createElement(LoudnessChart, { ...data, ...size });
const machine = (data: MachineData) => (size: ChartSize) =>
  createElement(MachineChart, { ...data, ...size });
const fan = (data: FanData) => (size: ChartSize) => createElement(FanChart, { ...data, ...size });

export const matchingCases = {
  loudness: {
    'ten sequences': loudness(loudnessCase(10, 10)),
    'one sequence': loudness(loudnessCase(1, 3)),
    'fifty sequences': loudness(loudnessCase(50, 40)),
  },
  machine: {
    'ten numbers': machine(machineCase(10)),
    'three numbers, the argmax': machine(machineCase(3, 2)),
    'a hundred, at its end': machine(machineCase(100, 5)),
  },
  fan: {
    'four numbers': fan(fanCase(4)),
    'three numbers': fan(fanCase(3)),
    'nothing changes': fan({
      ...fanCase(4, 0),
      positive: { epsilon: 0.01, touched: fanCase(4).places.map(() => 0), same: 200 },
    }),
  },
};
