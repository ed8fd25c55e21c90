def shares(m, mu, sigma):
    """P(class is in y*): it is on the edge or above, and fewer than k others are above it."""
    if m.closed:
        return np.exp(log_law(mu / (sigma * m.scale)))
    weight, f, below = edge(m, mu, sigma * m.scale)
    others = lambda i: set(range(len(mu))) - {i}
    return np.array([np.sum(weight * f[i] * sum(above(m, below, others(i)))) for i in range(len(mu))])


def expected_step(m, mu, sigma):
    """The mean of the estimate, for every epsilon in a row: a difference of laws, and of their entropies."""
    t = (sigma * m.scale)[:, None]
    before, after = (np.array([log_law(row) for row in rows])
                     for rows in (mu / t, (mu + EPSILONS[:, None] * m.loss) / t))
    entropy = lambda logs: -np.sum(np.exp(logs) * logs, axis=1)
    gap = m.scale * (entropy(after) - entropy(before))
    return (np.exp(after) - np.exp(before)) / EPSILONS[:, None], gap / EPSILONS


def sampled_step(m, mu, sigma, gamma):
    """The estimate of these draws, for every epsilon in a row."""
    theta = mu[:, None, :] + sigma[:, None, None] * gamma
    difference = best(theta + EPSILONS[:, None, None] * m.loss, m.k) - best(theta, m.k)
    scale = 1 / (len(gamma) * EPSILONS)
    return difference.sum(axis=1) * scale[:, None], np.sum(gamma * difference, axis=(1, 2)) * scale


def trained_column(m, sigma):
    """E <loss, y*> after 50 steps on mu and log sigma, from this sigma on, by the estimate of every epsilon."""
    ordered = np.sort(m.loss)
    rate = 1 / ((ordered[-m.k:] - ordered[: m.k]).sum() or 1)
    mu, at = np.tile(m.mu, (len(EPSILONS), 1)), np.full(len(EPSILONS), sigma)
    for step in range(STEPS):
        if m.averaged is None:
            slopes, slope = expected_step(m, mu, at)
        else:
            # every step has draws of its own, the same in all cells
            gamma = m.training[step * m.averaged : (step + 1) * m.averaged]
            slopes, slope = sampled_step(m, mu, at, gamma)
        mu = mu - rate * slopes
        at = np.clip(at * np.exp(-rate * at * slope), *KEPT_WITHIN)
    return [np.sum(m.loss * shares(m, *end)) for end in zip(mu, at)]
