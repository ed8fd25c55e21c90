def parts(p, s):
    """Views of all weights: w1 [hidden], b1 [hidden], w2 [hidden, d], b2 [d], and of the noise network v [d], c [1]."""
    w1, b1, w2, b2, v, c = np.split(p, np.cumsum([s.hidden, s.hidden, s.hidden * s.d, s.d, s.d]))
    return w1, b1, w2.reshape(s.hidden, s.d), b2, v, c


def first_weights(s):
    """Every layer uniform in +-1/sqrt(inputs), weights and biases alike."""
    layers = [(1, s.hidden), (s.hidden, s.d), (s.d, 1)]
    bounds = [np.full((n + 1) * m, 1 / np.sqrt(n)) for n, m in layers]
    bound = np.concatenate(bounds)
    return bound * (2 * uniform(words(s.seed, WEIGHTS, [0], len(bound)))[0] - 1)
