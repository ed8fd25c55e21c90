def noise(m, draws):
    u = uniform(words(m.seed, STREAM, range(draws), len(m.mu)))
    return m.location + m.scale * QUANTILE[m.law](u)


def problem(settings, **own):
    """A problem of these settings, some of which are its own."""
    m = SimpleNamespace(**{**settings, **own})
    m.mu, m.loss = np.array(m.mu, float), np.array(m.loss, float)
    m.closed = m.law == "gumbel" and m.k == 1
    # what one step of a training averages: no draws where it is worth as much as their mean
    m.averaged = None if m.closed and m.batch > MOST_DRAWS else min(m.batch, MOST_DRAWS)
    m.training = noise(m, STEPS * m.averaged) if TRAINED and m.averaged is not None else None
    return m


text = lambda value: f"{value + 0:.6g}" if np.isfinite(value) else ""
