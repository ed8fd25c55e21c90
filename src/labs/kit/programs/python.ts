import type { LawName } from '../../../core/noise/laws';
import RANDOM from './random.py?raw';

/** What a program needs before anything else: the modules, and the page's own generator and laws. */
export function pythonHead(
  laws: readonly LawName[],
  modules: readonly string[] = [],
): { readonly imports: string; readonly random: string } {
  const own = laws.includes('normal') ? ['from statistics import NormalDist'] : [];
  const imports = [...modules, ...own, 'import numpy as np'].sort(plainFirst);
  return { imports: imports.join('\n'), random: RANDOM };
}

/** Modules of Python itself before the others. */
const plainFirst = (a: string, b: string) => Number(isOther(a)) - Number(isOther(b));
const isOther = (line: string) => /numpy|torch|jax|optax/.test(line);
