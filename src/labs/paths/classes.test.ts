import { describeClasses } from '../kit/testing/classes';
import { normalise, pathsTable } from './params';
import { runSpecs } from './runs';

describeClasses({
  table: pathsTable,
  normalise,
  setupsOf: (values) => runSpecs(values).map(({ id, setup }) => ({ id, setup })),
});
