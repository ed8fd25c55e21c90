import { sectionsOf, type ArgmaxSections } from '../../../core/laws/sections';
import type { ArgmaxProblem } from '../../../core/problem';
import { useArgmaxValues, useResult } from '../context';
import { closedForm, problemOf, sectionKey } from '../model';
import { watchedClass } from '../params';

/** The last sections of a closed form: both figures ask for the same ones, and again for each epsilon. */
let held: { readonly key: string; readonly sections: ArgmaxSections } | null = null;

function closedSections(problem: ArgmaxProblem, watched: number, key: string): ArgmaxSections {
  if (held?.key !== key) held = { key, sections: sectionsOf(problem, watched) };
  return held.sections;
}

/**
 * The sections, as of the present epsilon. While integrals of new values are under way those of the last ones
 * are shown as they were, in all their parts: `problem` says of what.
 */
export function useSections(): ArgmaxSections | null {
  const values = useArgmaxValues();
  const found = useResult('sections');
  const [problem, watched] = [problemOf(values), watchedClass(values)];
  const key = sectionKey(problem, watched);
  const sections = closedForm(values) ? closedSections(problem, watched, key) : found;
  const fits = sections && sectionKey(sections.problem, sections.watched) === key;
  return fits ? { ...sections, problem } : sections;
}
