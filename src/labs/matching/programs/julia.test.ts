import { describe, expect, it } from 'vitest';
import { noiseSpec } from '../../../core/noise/noise';
import { threefry4x32 } from '../../../core/rng/threefry';
import { juliaAsPython } from '../../kit/testing/julia';
import { argumentLines, python } from '../../kit/programs/text';
import { printedBy, pythonWith } from '../../kit/testing/python';
import RANDOM from '../../kit/programs/random.jl?raw';
import DATA from './data.jl?raw';
import { juliaProgram } from './julia';
import NETWORKS from './networks.jl?raw';
import { constants, settingsOf } from './settings';
import { cases, expectCurves, valuesOf } from './testing';
import TRAINING from './training.jl?raw';
import { trainingOf } from './endings';
import type { MatchingValues } from '../params';

const any = pythonWith('math');
const why = any === null ? ' (skipped: there is no python3)' : '';

/** The program with its settings in Python, and its functions read as Python. */
function readAsPython(values: MatchingValues): string {
  const { trainings } = trainingOf({ figure: 'loss', values });
  const runs = trainings.map((each) => {
    const { location, scale } = noiseSpec(each.knobs.law, 0, each.knobs.variance);
    const all = { ...settingsOf(each), location, spread: scale };
    return `("the run", SimpleNamespace(${argumentLines(all, python)}))`;
  });
  const named = Object.entries(constants(10)).map(([name, value]) => `${name} = ${value}`);
  const code = juliaAsPython([RANDOM, DATA, NETWORKS, TRAINING].join('\n'));
  return code.replace(/\nmain\(\)/, `\nruns = [${runs.join(', ')}]\n${named.join('\n')}\nmain()`);
}

describe.skipIf(any === null)(`the trainings as a Julia program, read as Python${why}`, () => {
  it('have the generator of the page', () => {
    const words = new Uint32Array(4);
    const inputs = [
      [0, 0, 0, 0, 0, 0, 0, 0],
      [4294967295, 1, 2147483648, 77, 4294967295, 3735928559, 0, 0],
      [12345, 6, 1000, 0, 7, 2654435769, 1, 4294967295],
    ];
    for (const [a, b, c, d, ...key] of inputs) {
      const [k0, k1, k2, k3] = key;
      threefry4x32(a, b, c, d, k0, k1, k2, k3, words);
      const word = (value: number) => `UInt32(${value})`;
      const [counter, keys] = [[a, b, c, d], key].map((list) => `List([${list.map(word).join()}])`);
      const program = `${juliaAsPython(RANDOM)}\nprint(*threefry(${counter}, ${keys}))`;
      expect(printedBy(any!, program).trim().split(' ').map(Number)).toEqual([...words]);
    }
  });

  const drawn = cases.filter(([, { method }]) => method !== 'gumbel-sinkhorn');
  it.each(drawn)('print the curves of the page: %s', (_, some) =>
    expectCurves({ ...some, d: 4, sequences: 3, steps: 8, julia: true }, (values) =>
      printedBy(any!, readAsPython(values)),
    ),
  );
});

describe('the Julia program', () => {
  const values = valuesOf({ d: 7, method: 'fenchel-young', sigma: 1.5, compare: ['blackbox'] });
  const program = juliaProgram({ figure: 'loss', values }, ['an origin']);

  it('has every setting of every run', () => {
    for (const each of trainingOf({ figure: 'loss', values }).trainings) {
      for (const [name, value] of Object.entries(settingsOf(each))) {
        expect(program).toContain(
          `    ${name}=${value === Infinity ? 'Inf' : JSON.stringify(value)},\n`,
        );
      }
    }
    expect(program).toContain('# an origin\n');
    expect(program).toContain('using Printf, SpecialFunctions\n');
  });

  it('ends as many blocks as it begins, and closes its brackets', () => {
    const code = program.replace(/#.*|"[^"\n]*"/g, '');
    const begun = code.match(/^\s*(function|for|while|if)\b/gm)!;
    expect(code.match(/^\s*end$/gm)).toHaveLength(begun.length);
    for (const [open, close] of ['()', '[]']) {
      expect(code.split(open)).toHaveLength(code.split(close).length);
    }
  });
});
