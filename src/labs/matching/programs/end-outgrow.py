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


def tell(s, p, step, measured, norm, epsilon):
    """Medians over the first training sequences: half the range of the scores, their margin, the noise on one."""
    found = []
    for x in sequences_of(s.seed, TRAIN, min(s.sequences, 10), s.d):
        mu, sigma, _ = forward(p, x, s)
        noise = scale_of(s, sigma) * np.sqrt(s.variance)
        found.append(((mu.max() - mu.min()) / 2, margin_of(mu), noise))
    spread, margin, noise = np.median(found, axis=0)
    ratio = margin / noise if noise > 0 else np.nan
    print(f"{step:6d}", *(f"{value:12.6g}" for value in (spread, margin, noise, ratio)))


for name, settings in runs.items():
    s = SimpleNamespace(**settings)
    print(f"{name}: {s.d} numbers, in units of score")
    print("  step", *(f"{column:>12}" for column in ["scores +-", "margin", "noise +-", "ratio"]))
    trained = train(s, s.max_steps, tell)
    print(f"stopped at step {trained.step}: {trained.stopped}")
