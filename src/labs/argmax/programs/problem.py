def noise(first, count):
    """gamma [count, classes] of the draws first, first + 1, ..."""
    u = uniform(words(seed, STREAM, range(first, first + count), len(mu)))
    return location + scale * QUANTILE[law](u)
