import { describeClasses } from '../kit/testing/classes';
import type { SetInfo } from './compute/protocol';
import { runSpecs } from './model';
import { knnTable, normalise } from './params';

/** A set of each name that the parameters know; the page opens another one when the name changes. */
const setOf = (id: string): SetInfo => ({
  ...{ id, title: id, height: 28, width: 28, channels: 1 },
  classes: ['a', 'b', 'c'],
  ...{ train: 6000, test: 1000 },
});

describeClasses({
  table: knnTable,
  normalise,
  setupsOf: (values) =>
    runSpecs(values, setOf(values.dataset)).map(({ id, setup }) => ({ id, setup })),
});
