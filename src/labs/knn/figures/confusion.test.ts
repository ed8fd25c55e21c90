import { expect, it } from 'vitest';
import { domainOf } from '../../../charts/heatmap/colours';
import type { SetInfo } from '../compute/protocol';
import type { EvaluatedRun } from '../results';
import { confusionData } from './confusion';

const set = { classes: ['cat', 'dog'] } as unknown as SetInfo;
const evaluated = (...counts: number[]) =>
  ({ result: { confusion: Float64Array.from(counts) } }) as unknown as EvaluatedRun;

it('errors alone are shares of the rows from 0 on, also where there are none', () => {
  const [all, errors] = confusionData(evaluated(3, 1, 0, 2), set).panels;
  expect(Array.from(all.values)).toEqual([0.75, 0.25, 0, 1]);
  expect(Array.from(errors.values)).toEqual([0, 0.25, 0, 0]);
  expect(domainOf(errors.values, errors.extent!)).toEqual([0, 0.25]);
  const [, none] = confusionData(evaluated(4, 0, 0, 2), set).panels;
  expect(domainOf(none.values, none.extent!)).toEqual([0, 1]);
});
