import type { JacobiansData } from './layout';

/** Says how good each matrix is. */
export const describeJacobians = ({ panels, parts }: JacobiansData): string =>
  [
    `The slopes of the mean prediction in the scores, a matrix of ${parts.length} rows and columns.`,
    ...panels.map(({ title, note }) => `${title}: ${note}.`),
  ].join(' ');
