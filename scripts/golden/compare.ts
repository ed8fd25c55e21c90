import type { Case } from './fixture';

/** Values that an operator computed for a case, by field; a function is asked only when needed. */
export type Computed = Readonly<Record<string, () => unknown>>;

/** The first difference between the computed and the expected fields, or null. */
export function firstDifference(
  { expected, tolerance }: Case,
  computed: Computed,
  anyOf: { readonly field: string } | undefined,
): string | null {
  let compared = 0;
  for (const [field, value] of Object.entries(expected)) {
    const compute = field === 'optimal' && anyOf ? computed[anyOf.field] : computed[field];
    if (!compute) continue;
    compared++;
    const got = compute();
    const difference =
      field === 'optimal' ? missing(got, value, tolerance) : differ(got, value, tolerance, field);
    if (difference) return difference;
  }
  return compared === 0 ? 'no expected field that this operator computes' : null;
}

/** |a - b| <= atol + rtol |b|, element by element; a missing or extra element differs. */
function differ(
  got: unknown,
  expected: unknown,
  tol: Case['tolerance'],
  at: string,
): string | null {
  if (expected === null && got === null) return null;
  if (Array.isArray(expected)) return differInList(got, expected, tol, at);
  if (typeof expected !== 'number') return `${at}: expected value is not a number`;
  const near =
    typeof got === 'number' &&
    (got === expected || Math.abs(got - expected) <= tol.atol + tol.rtol * Math.abs(expected));
  return near ? null : `${at}: got ${String(got)}, expected ${expected}`;
}

function differInList(
  got: unknown,
  expected: readonly unknown[],
  tol: Case['tolerance'],
  at: string,
): string | null {
  const list = isListLike(got) ? Array.from(got) : null;
  if (list?.length !== expected.length) {
    return `${at}: got ${list ? `${list.length} entries` : String(got)}, expected ${expected.length} entries`;
  }
  for (let i = 0; i < list.length; i++) {
    const difference = differ(list[i], expected[i], tol, `${at}[${i}]`);
    if (difference) return difference;
  }
  return null;
}

/** Any of the listed optima is right. */
function missing(got: unknown, optima: unknown, tol: Case['tolerance']): string | null {
  if (!Array.isArray(optima)) return 'optimal: expected value is not a list';
  if (optima.some((optimum) => differ(got, optimum, tol, 'optimal') === null)) return null;
  const shown = isListLike(got) ? `[${Array.from(got).join(', ')}]` : String(got);
  return `optimal: got ${shown}, which is none of the ${optima.length} optima`;
}

function isListLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}
