import { expect, it } from 'vitest';
import { defaultsOf } from '../../state/params';
import { describeTable } from '../kit/testing';
import { normalise, rankingsTable } from './params';
import { presets } from './presets';

describeTable({ table: rankingsTable, normalise, presets });

it('values that depend on each other are a label and an example that are there', () => {
  const values = { ...defaultsOf(rankingsTable), watch: 7, example: 150 };
  expect(normalise({ ...values, labels: 3, examples: 21 })).toMatchObject({
    ...{ watch: 2, example: 20 },
  });
  expect(normalise({ ...values, labels: 8, examples: 200 })).toMatchObject({
    ...{ watch: 7, example: 150 },
  });
});
