import type { MachineData } from '../../../charts/machine/layout';
import type { Miniature } from '../../../charts/machine/miniatures';
import { formatNumber } from '../../../charts/shared/format';
import { dot } from '../../../core/vector';
import { ends, scalePart } from '../../kit/machine';
import { CELLS, SIDE } from '../experiment/spec';
import { isNoisy } from '../experiment/walk';
import type { Walked } from '../looks';
import { STAGES } from '../runs';

/** What happens in each stage of a slow step, in a sentence. */
const TOLD: Readonly<Record<(typeof STAGES)[number], string>> = {
  picture: 'One training map of the next step: only its picture and its right path are known.',
  costs: 'The network looks at the picture and gives every cell a cost.',
  '+ noise': 'Noise moves every cost a little; none where the method draws none.',
  path: 'The cheapest path at these costs is found.',
  'M paths': 'Other draws of the noise have other cheapest paths.',
  mean: 'On the average every cell is crossed by a share of them.',
  'minus truth':
    'Cells that they cross and the right path does not are to become dearer, others cheaper.',
  weights: 'The weights move so that the costs do: the next press makes the step.',
};

export const tellStage = (stage: number) => TOLD[STAGES[stage]];

/** The part of the drawing that each stage has come to. */
const DRAWN = [0, 0, 1, 2, 2, 3, 4, 5] as const;

const cells = (values: ArrayLike<number>, hue: 'signal' | 'noise' | 'ink'): Miniature => ({
  ...{ kind: 'cells', values: Float64Array.from(values), columns: CELLS, hue },
});

/** What of the machine depends on the run. */
const machineOf = ({ setup, knobs }: Walked['run']) => ({
  scale: isNoisy(setup) ? knobs.sigma : 0,
  learned: false,
});

export function machineTitle({ run }: Walked): string {
  const { scale } = machineOf(run);
  const solved = run.setup.method === 'squared' ? 'no solver' : 'the cheapest path';
  return `The whole machine: one network, ${scale > 0 ? 'noise' : 'no noise'}, ${solved}, and back`;
}

/** A training map on its way through the network, the noise and the solver. */
export function machineData({ walk, run }: Walked, stage: number | null): MachineData {
  const { costs, noisy, path, mean, samples, truth, gradient, pixels } = walk;
  const machine = machineOf(run);
  const moved = gradient.filter((g) => Math.abs(g) > 1e-12).length;
  const noise = noisy.map((cost, i) => cost - costs[i]);
  const shared = dot(mean, truth);
  return {
    parts: {
      input: {
        title: 'picture',
        symbol: 'x',
        rows: [['training map', String(walk.map + 1)]],
        miniature: {
          kind: 'pictures',
          items: [{ picture: { pixels, width: SIDE, height: SIDE, channels: 3 }, change: null }],
        },
      },
      score: {
        title: 'costs',
        symbol: 'μ',
        rows: [ends(costs)],
        miniature: cells(costs, 'signal'),
      },
      scale: scalePart(machine),
      noise: {
        title: '+ noise',
        symbol: 'σγ',
        rows: [ends(noise)],
        miniature: cells(noise, 'noise'),
      },
      prediction: {
        title: 'path',
        symbol: 'y*',
        rows: [['cells', String(dot(path, path))]],
        miniature: cells(path, 'ink'),
      },
      augmented: {
        title: samples > 1 ? `mean of ${samples}` : 'mean',
        symbol: 'E y*',
        rows: [['on the right path', formatNumber(shared, 2)]],
        miniature: cells(mean, 'noise'),
      },
      difference: {
        title: 'gradient',
        symbol: '≠',
        rows: [['cells that move', String(moved)]],
        miniature: { kind: 'text', text: `${moved} of ${gradient.length}` },
      },
    },
    back: 'back into the network',
    stage: stage === null ? null : DRAWN[stage],
  };
}
