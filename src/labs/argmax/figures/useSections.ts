import type { ArgmaxSections } from '../../../core/laws/sections';
import { useArgmaxValues, useResult } from '../context';
import { closedForm, closedSections, problemOf, sectionKey } from '../model';
import { watchedClass } from '../params';

/**
 * The sections, as of the present epsilon. While integrals of new values are under way those of the last ones
 * are shown as they were, in all their parts: `problem` says of what.
 */
export function useSections(): ArgmaxSections | null {
  const values = useArgmaxValues();
  const found = useResult('sections');
  const problem = problemOf(values);
  const sections = closedForm(values) ? closedSections(values) : found;
  if (!sections) return null;
  const watched = watchedClass(values);
  const fits =
    sections.watched === watched &&
    sectionKey(sections.problem, watched) === sectionKey(problem, watched);
  return fits ? { ...sections, problem } : sections;
}
