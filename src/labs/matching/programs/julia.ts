import { noiseSpec } from '../../../core/noise/noise';
import { juliaHead } from '../../kit/programs/julia';
import { argumentLines, comments, joined, julia } from '../../kit/programs/text';
import { TESTS } from '../connect';
import DATA from './data.jl?raw';
import { trainingOf, type AskedMatching } from './endings';
import LAYER from './layer.jl?raw';
import NETWORKS from './networks.jl?raw';
import { DEFINITIONS, PRECISION } from './numpy';
import { constants, settingsOf, type Described } from './settings';
import TRAINING from './training.jl?raw';

/** Settings as Julia has them, with the noise of the law as location and spread. */
function settingsLines(described: Described): string {
  const { law, variance } = described.knobs;
  const { location, scale } = noiseSpec(law, 0, variance);
  const all = { ...settingsOf(described), location, spread: scale };
  return `(\n${argumentLines(all, julia)})`;
}

/**
 * The trainings behind a figure in Julia, without packages but for the quantile of the normal law; and the
 * matching as a layer of InferOpt.
 * @param origin lines that say where it comes from
 */
export function juliaProgram(
  asked: Pick<AskedMatching, 'figure' | 'values'>,
  origin: readonly string[],
): string {
  const { about, trainings } = trainingOf(asked);
  const { packages, random } = juliaHead(trainings.map(({ knobs }) => knobs.law));
  const named = Object.entries(constants(TESTS.evaluateEvery));
  const runs = trainings.map((each) => `    (${julia(each.name)}, ${settingsLines(each)}),\n`);
  return joined([
    `${comments([
      ...[...origin, '', ...DEFINITIONS, '', ...about, ''],
      `Needs Julia 1.6 or later${packages.length > 1 ? ' and SpecialFunctions' : ''}.`,
      ...PRECISION,
      ...[
        'The tests of the page read this program as Python, for want of Julia where they run; the',
        'layer of InferOpt at its end they do not run.',
      ],
    ])}using ${packages.join(', ')}`,
    named.map(([name, value]) => `const ${name} = ${value}`).join('\n'),
    `const runs = [\n${runs.join('')}]`,
    ...[random, DATA, NETWORKS, TRAINING, LAYER],
  ]);
}
