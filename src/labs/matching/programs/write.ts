import type { AskedProgram } from '../../kit/spec';
import type { MatchingValues } from '../params';
import type { MatchingResults } from '../results';
import { juliaProgram } from './julia';
import { numpyProgram, torchProgram } from './numpy';

/** The experiment behind a figure of the matching lab as a program. */
export function write(asked: AskedProgram<MatchingValues, MatchingResults>): string {
  const { form, origin } = asked;
  if (form === 'julia') return juliaProgram(asked, origin);
  return form === 'torch' ? torchProgram(asked, origin) : numpyProgram(asked, origin);
}
