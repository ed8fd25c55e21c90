def margin_of(mu):
    """How far the best matching is ahead of the second best: the best of those that lack one of its links."""
    d, place = len(mu), best_matching(mu)
    total = lambda places: mu[np.arange(d), places].sum()
    seconds = []
    for row in range(d):
        lacking = mu.copy()
        lacking[row, place[row]] -= 1 + d * (mu.max() - mu.min())
        seconds.append(total(best_matching(lacking)))
    return total(place) - max(seconds)


def loudness(s, p):
    """Medians over the first training sequences: half the range of the scores, their margin, the noise on one."""
    found = []
    for x in sequences_of(s.seed, TRAIN, min(s.sequences, 10), s.d):
        mu, sigma, _ = forward(p, x, s)
        noise = scale_of(s, sigma) * np.sqrt(s.variance)
        found.append(((mu.max() - mu.min()) / 2, margin_of(mu), noise))
    return np.median(found, axis=0)
