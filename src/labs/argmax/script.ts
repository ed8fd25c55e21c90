import { ARGMAX_STREAM } from '../../core/draws';
import type { ArgmaxProblem } from '../../core/problem';
import { streamId } from '../../core/rng/rng';
import { THREEFRY } from '../kit/python';

/** NumPy's own arithmetic for each law of `core/noise/laws`, from u in (0, 1). */
const QUANTILES = {
  gumbel: '-np.log(-np.log(u))',
  normal: 'np.array([NormalDist().inv_cdf(v) for v in u.ravel()]).reshape(u.shape)',
  logistic: 'np.log(u) - np.log1p(-u)',
  uniform: '2 * u - 1',
} as const;

const list = (values: readonly number[]) => `[${values.join(', ')}]`;

/**
 * The experiment of the lab as a Python program: NumPy alone, with the same noise word for word, so that its
 * counts are those of the page (but for a sum that rounding makes a tie of, the page's noise being in single
 * precision). It prints the shares of both predictions and the direct loss gradients.
 * @param origin comment lines that say where it comes from
 */
export function argmaxScript(
  problem: ArgmaxProblem,
  samples: number,
  origin: readonly string[],
): string {
  const { scores, loss, k, sigma, epsilon, seed, noise } = problem;
  const imports = ['import numpy as np'];
  if (noise.law === 'normal') imports.unshift('from statistics import NormalDist');
  return `${origin.map((line) => `# ${line}\n`).join('')}#
#   y*      = argmax_y <mu + sigma * gamma, y>                       over the ${k}-subsets of ${scores.length} classes
#   y*(eps) = argmax_y <mu + sigma * gamma + eps * loss, y>          under the same gamma
#
# Needs Python 3.9 and NumPy 1.22 or later.
${imports.join('\n')}

mu = np.array(${list(scores)}, float)
loss = np.array(${list(loss)}, float)
k, sigma, epsilon = ${k}, ${sigma}, ${epsilon}
seed, samples = ${seed}, ${samples}


${THREEFRY}


def noise(first, count):
    """gamma [count, classes] of the draws first, first + 1, ... (${noise.law} noise)."""
    draws = np.arange(first, first + count, dtype=np.uint32)
    none = np.zeros(count, np.uint32)
    words = []
    for block in range(-(-len(mu) // 4)):
        words += threefry((draws, none + np.uint32(block), none, none), (seed, ${streamId(ARGMAX_STREAM)}, 0, 0))
    u = (np.stack(words[: len(mu)], axis=1) // 512 + 0.5) / 2**23
    return ${noise.location} + ${noise.scale} * (${QUANTILES[noise.law]})


def best(values):
    """Indicator [count, classes] of the k largest, ties to the first."""
    order = np.argsort(-values, axis=1, kind="stable")[:, :k]
    y = np.zeros(values.shape)
    np.put_along_axis(y, order, 1, axis=1)
    return y


def estimate(total, squares):
    """Mean over all draws, and its standard error."""
    mean = total / samples
    return mean, np.sqrt(np.maximum(squares / samples - mean**2, 0) / samples)


shares = shares_eps = g = g_squared = 0
g_sigma = g_sigma_squared = y_loss = y_loss_squared = 0
with np.errstate(over="ignore"):
    for first in range(0, samples, 65536):
        gamma = noise(first, min(65536, samples - first))
        y = best(mu + sigma * gamma)
        y_eps = best(mu + sigma * gamma + epsilon * loss)
        step = (y_eps - y) / epsilon
        along = (gamma * step).sum(axis=1)
        shares, shares_eps = shares + y.sum(axis=0), shares_eps + y_eps.sum(axis=0)
        g, g_squared = g + step.sum(axis=0), g_squared + (step**2).sum(axis=0)
        g_sigma, g_sigma_squared = g_sigma + along.sum(), g_sigma_squared + (along**2).sum()
        paid = y @ loss
        y_loss, y_loss_squared = y_loss + paid.sum(), y_loss_squared + (paid**2).sum()

slope, slope_error = estimate(g, g_squared)
for i in range(len(mu)):
    name = chr(ord("A") + i)
    print(f"{name}: share {shares[i] / samples:.6f}, with the loss {shares_eps[i] / samples:.6f}, "
          f"gradient {slope[i]:.6f} +- {slope_error[i]:.6f}")
print("sigma: gradient %.6f +- %.6f" % estimate(g_sigma, g_sigma_squared))
print("expected loss %.6f +- %.6f" % estimate(y_loss, y_loss_squared))
`;
}
