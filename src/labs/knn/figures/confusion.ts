import type { HeatmapData } from '../../../charts/heatmap/layout';
import type { SetInfo } from '../compute/protocol';
import type { EvaluatedRun } from '../results';
import { testedNames, untestedOf } from '../untested';

/** Classes without a test image. */
export const untestedIn = ({ result }: EvaluatedRun, { classes }: SetInfo) =>
  untestedOf(result.confusion, classes.length);

/** Shares of the rows, and the errors among them by themselves. */
export function confusionData(evaluated: EvaluatedRun, set: SetInfo): HeatmapData {
  const { result } = evaluated;
  const classes = set.classes.length;
  const values = result.confusion.map((count, cell) => {
    const row = Math.floor(cell / classes) * classes;
    let sum = 0;
    for (let c = row; c < row + classes; c++) sum += result.confusion[c];
    return sum > 0 ? count / sum : 0;
  });
  const each = Array.from({ length: classes }, (_, c) => c);
  const errors = values.map((share, cell) => (cell % (classes + 1) === 0 ? 0 : share));
  return {
    rows: testedNames(set.classes, untestedIn(evaluated, set)),
    columns: [...set.classes],
    rowTitle: 'class',
    columnTitle: 'vote',
    named: true,
    panels: [
      {
        id: 'confusion',
        title: 'share of the row',
        values,
        hue: 'ink',
        extent: 'shares',
        rings: each,
      },
      // beside a good diagonal nothing else can be seen
      { id: 'errors', title: 'errors alone', values: errors, hue: 'error', extent: 'with-zero' },
    ],
  };
}

export function confusionTable(evaluated: EvaluatedRun | null, set: SetInfo | null) {
  const columns = ['class', ...(set?.classes ?? [])];
  if (!evaluated || !set) return { columns, rows: [] };
  const { confusion } = evaluated.result;
  const n = set.classes.length;
  const names = testedNames(set.classes, untestedIn(evaluated, set));
  const rows = names.map((name, r) => [name, ...confusion.subarray(r * n, (r + 1) * n)]);
  return { columns, rows };
}
