import { describeClasses } from '../kit/testing/classes';
import { runSpecs } from './specs';
import { matchingTable, normalise } from './params';

describeClasses({
  table: matchingTable,
  normalise,
  setupsOf: (values) => runSpecs(values).map(({ id, setup }) => ({ id, setup })),
});
