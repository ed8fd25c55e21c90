import { formatList } from '../shared/format';
import type { SlopesData } from './model';

/** Which printed values fail, and how the reader's own compare. */
export function describeSlopes({ groups }: SlopesData): string {
  const cells = groups.flatMap((group) =>
    group.lines.flatMap((line) => line.points.map((point) => ({ group, line, point }))),
  );
  const printed = cells.filter(({ point }) => point.printed !== null);
  const failed = printed.filter(({ point }) => point.failed);
  const own = cells.filter(({ point }) => point.own);
  const told = failed.map(
    ({ group, line, point }) =>
      `${group.title}, ${line.label}, k = ${group.columns[point.column]}: ${point.printed}%`,
  );
  return [
    `${printed.length} printed values of ${groups.length} sets of images.`,
    failed.length > 0
      ? `Far under the best of their column: ${formatList(told)}.`
      : 'None is far under the best of its column.',
    own.length > 0
      ? `${own.length} results of this site lie beside them.`
      : 'No result of this site yet.',
  ].join(' ');
}
