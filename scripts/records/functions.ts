import type { Recording } from './trace';
import { createRecorder } from './trace';

/** What the project uses of Math beyond what IEEE 754 defines to the bit. */
const functions: Readonly<Record<string, (x: number) => number>> = {
  exp: Math.exp,
  expm1: Math.expm1,
  log: (x) => Math.log(Math.abs(x)),
  log1p: (x) => Math.log1p(Math.abs(x)),
  log2: (x) => Math.log2(Math.abs(x)),
  pow: (x) => Math.abs(x) ** 1.7,
  growth: (x) => 1.1 ** Math.round(x),
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  atan: Math.atan,
  hypot: (x) => Math.hypot(x, 1.3),
};

/**
 * The functions of Math, whose last bit ECMAScript leaves open: where these differ, so does all that
 * is trained, and it is the engine that has changed.
 */
export function recordFunctions(): Recording {
  const recorder = createRecorder();
  for (const scale of [1e-3, 1, 30, 600]) {
    const points = Float64Array.from({ length: 400 }, (_, i) => scale * ((i - 199.5) / 200));
    recorder.add(
      Object.fromEntries(
        Object.entries(functions).map(([name, f]) => [name, points.map((x) => f(x))]),
      ),
    );
  }
  return recorder.end();
}
