import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSortingLoss, squaredError } from '../../../core/losses/sorting';
import { createAssignmentSolver } from '../../../core/oracles/matching/assignment';
import { startRun } from '../../../state/runs/run';
import { defaultsOf } from '../../../state/params';
import { anyValues } from '../../../state/testing';
import { fanNoise, firstFew } from '../experiment/fan';
import { matchingKind } from '../kind';
import { epsilonOf, instanceOf, toUnit } from '../model';
import { runSpecs } from '../specs';
import { matchingTable, normalise, type MatchingValues } from '../params';
import { presets } from '../presets';
import { FAN_DRAWS, fanData, fanTitle } from './fan';

function shownOf(values: MatchingValues) {
  const run = startRun(matchingKind, runSpecs(values)[0]);
  return { values, run, instance: instanceOf(values, run) };
}

/** The claim by another way: an assignment is solved per draw and sign, and the errors are squared. */
function touchedOf({ run, instance }: ReturnType<typeof shownOf>) {
  const { sequence, scores } = firstFew(instance.sequence, instance.scores);
  const n = sequence.numbers.length;
  const solver = createAssignmentSolver(n);
  const noise = fanNoise(run.setup, run.knobs);
  const gamma = new Float64Array(n * n);
  const touched = [new Map<string, number>(), new Map<string, number>()];
  for (let draw = 0; draw < FAN_DRAWS; draw++) {
    noise(draw, gamma);
    const perturbed = scores.map((score, c) => score + instance.scale * gamma[c]);
    solver.solve(perturbed);
    const best = solver.perm.join();
    [-1, 1].forEach((sign, side) => {
      const augmented = new Float64Array(n * n);
      const epsilon = sign * Math.abs(epsilonOf(run));
      addSortingLoss(perturbed, sequence, epsilon, run.knobs.lossForm, augmented);
      solver.solve(augmented);
      const other = solver.perm.join();
      if (other !== best) touched[side].set(other, squaredError(sequence, solver.perm));
    });
  }
  return touched;
}

function check(values: MatchingValues) {
  const shown = shownOf(values);
  const title = fanTitle(fanData(shown));
  const [lifted, pressed] = touchedOf(shown);
  if (lifted.size + pressed.size === 0) return expect(title).toContain('changes no prediction');
  expect(title).toMatch(
    new RegExp(`lifts ${lifted.size} of \\d+ matchings, .* presses ${pressed.size}$`),
  );
  if (!title.startsWith('One right')) return undefined;
  expect([...lifted.values()]).toEqual([0]);
  for (const error of pressed.values()) expect(error).toBeGreaterThan(0);
}

const defaults = defaultsOf(matchingTable);

describe('the title says how many matchings the loss touches', () => {
  it.each(presets.map(({ id, values }) => [id, values] as const))('in the preset %s', (_, values) =>
    check(normalise({ ...defaults, ...values })),
  );

  it('under any settings', () => {
    const any = anyValues(matchingTable);
    // nearly equal numbers tie, and each route breaks ties in its own order
    const apart = ({ own, instance }: MatchingValues) => {
      const few = toUnit(own).slice(0, 4);
      const near = (x: number, i: number) => few.some((y, j) => j < i && Math.abs(x - y) < 1e-3);
      return instance !== 'own' || !few.some(near);
    };
    fc.assert(
      fc.property(any.map(normalise).filter(apart), (values) => {
        check(values);
      }),
      { numRuns: 200 },
    );
  });

  it('at the defaults', () => {
    expect(fanTitle(fanData(shownOf(defaults)))).toBe(
      'ε\u00a0<\u00a00 lifts 2 of 24 matchings, ε\u00a0>\u00a00 presses 13',
    );
  });
});
