import { formatList } from '../shared/format';
import { centresOf, QUERY, WRONG, type ScatterData } from './layout';

/** Per class: its points, and how many of them lie nearest to the centre of their own class. */
export interface Separation {
  readonly count: number;
  readonly own: number;
  /** The class whose centre attracts most of the others, -1 if there are none. */
  readonly rival: number;
}

export function separation({ points, classes }: ScatterData): Separation[] {
  const { positions, labels } = points;
  const xs = positions.filter((_, i) => i % 2 === 0);
  const ys = positions.filter((_, i) => i % 2 === 1);
  const centres = centresOf(labels, classes.length, xs, ys);
  const nearest = classes.map(() => new Array<number>(classes.length).fill(0));
  for (let i = 0; i < labels.length; i++) {
    let [best, least] = [-1, Infinity];
    for (let c = 0; c < centres.length; c++) {
      const square = (xs[i] - centres[c].x) ** 2 + (ys[i] - centres[c].y) ** 2;
      if (square < least) [best, least] = [c, square];
    }
    if (best >= 0 && nearest[labels[i]]) nearest[labels[i]][best]++;
  }
  return nearest.map((counts, c) => {
    const rivals = counts.map((count, other) => (other === c ? 0 : count));
    const most = Math.max(...rivals);
    const count = counts.reduce((sum, each) => sum + each, 0);
    return { count, own: counts[c], rival: most > 0 ? rivals.indexOf(most) : -1 };
  });
}

const percent = (part: number, whole: number) => `${Math.round((100 * part) / whole)}%`;

/** How well the classes keep apart: the share of points nearest to the centre of their own class. */
export function describeScatter(data: ScatterData): string {
  const { points, classes } = data;
  const classesApart = separation(data);
  const shown = [...classes.keys()].filter((c) => classesApart[c].count > 0);
  const count = classesApart.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) return 'No points yet: nothing has been projected.';
  if (shown.length === 1) return `${count} points, all of class ${classes[shown[0]]}.`;
  const own = classesApart.reduce((sum, each) => sum + each.own, 0);
  const sentences = [
    `${count} points of ${shown.length} classes. ${percent(own, count)} lie nearest to the centre of their own class.`,
  ];
  const told = shown.map(
    (c) => `${classes[c]} ${percent(classesApart[c].own, classesApart[c].count)}`,
  );
  sentences.push(`By class: ${formatList(told)}.`);
  const share = (c: number) => classesApart[c].own / classesApart[c].count;
  const worst = shown.reduce((a, b) => (share(b) < share(a) ? b : a));
  const { rival } = classesApart[worst];
  sentences.push(
    rival < 0
      ? 'No class runs into another.'
      : `Class ${classes[worst]} is the least separate; most of its strays are nearest to ${classes[rival]}.`,
  );
  return [...sentences, ...marked(points.marks)].join(' ');
}

function marked(marks: Uint8Array | undefined): string[] {
  if (!marks) return [];
  const having = (bit: number) => marks.reduce((sum, mark) => sum + (mark & bit ? 1 : 0), 0);
  const [queries, wrong] = [having(QUERY), having(WRONG)];
  return queries + wrong > 0 ? [`${queries} points are queries, ${wrong} are wrong.`] : [];
}
