def density(law, z):
    """Of the law in its standard form, and its distribution function."""
    if law == "gumbel":
        z = np.clip(z, -700, None)
        return np.exp(-z - np.exp(-z)), np.exp(-np.exp(-z))
    if law == "normal":
        upper = np.vectorize(erfc)(-z / np.sqrt(2)) / 2
        return np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi), upper
    if law == "logistic":
        e = np.exp(-np.abs(z))
        return e / (1 + e) ** 2, np.where(z < 0, e, 1) / (1 + e)
    inside = np.abs(z) < 1
    return np.where(inside, 0.5, 0), np.clip((z + 1) / 2, 0, 1)


# between these places of its standard form a law is smooth enough for Gauss's rule
KNOTS = {
    "gumbel": [-7, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256, 700],
    "normal": np.linspace(-38, 38, 39),
    "logistic": [-700, -256, -128, -64, -32, -16, -8, -4, -2, 0, 2, 4, 8, 16, 32, 64, 128, 256, 700],
    "uniform": [-1, 1],
}


def edge(m, mu, unit):
    """Weights of Gauss's rule between the knots of all classes, and what each class does at its nodes.

    The nodes are places of the edge, in units of the noise: that of the last class that is taken.
    """
    s = (mu - mu[0]) / unit
    knots = np.unique(np.add.outer(s, KNOTS[m.law]))
    nodes, weights = np.polynomial.legendre.leggauss(24)
    half = np.diff(knots)[:, None] / 2
    t = (knots[:-1, None] + half * (nodes + 1)).ravel()
    return (half * weights).ravel(), *density(m.law, t[None, :] - s[:, None])


def above(m, below, others):
    """How likely it is that 0, 1, ..., k - 1 of the others are above the edge."""
    counts = [np.ones_like(below[0])] + [np.zeros_like(below[0])] * (m.k - 1)
    for other in others:
        q, b = 1 - below[other], below[other]
        counts = [counts[0] * b] + [counts[c] * b + counts[c - 1] * q for c in range(1, m.k)]
    return counts


def exact_gradient(m, sigma):
    """The gradient of E <loss, y*> in the scores, and its derivative in sigma.

    Of two classes i and j one takes the place of the other where both are on the edge and k - 1 others are above it:
    an integral over the place of the edge.
    """
    unit, n = sigma * m.scale, len(m.mu)
    weight, f, below = edge(m, m.mu, unit)
    gradient = np.zeros(n)
    for i in range(n):
        for j in range(i):
            both = f[i] * f[j] * above(m, below, set(range(n)) - {i, j})[-1]
            flow = (m.loss[i] - m.loss[j]) * np.sum(weight * both) / unit
            gradient[i] += flow
            gradient[j] -= flow
    return gradient, -np.sum((m.mu - m.mu[0]) * gradient) / sigma


def log_law(values):
    """Logarithm of the softmax."""
    top = values.max()
    return values - (top + np.log(np.sum(np.exp(values - top))))


def gumbel_gradient(m, sigma):
    """The same for one class under Gumbel noise, where y* has the law p = softmax(mu / t)."""
    t = sigma * m.scale
    p = np.exp(log_law(m.mu / t))
    gradient = np.array([p[i] * np.sum(p * (m.loss[i] - m.loss)) for i in range(len(p))]) / t
    return gradient, -np.sum((m.mu - m.mu[0]) * gradient) / sigma
