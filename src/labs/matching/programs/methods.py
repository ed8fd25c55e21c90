def scale_of(s, sigma):
    """The noise scale in use."""
    return {"zero": 0, "fixed": s.sigma, "learned": s.sigma * sigma}[s.scale]


def sinkhorn(logits, iterations):
    """Rows and columns normalised in turn, on logarithms: the matrix, and every half step."""
    halves = [logits]
    for h in range(2 * iterations):
        axis = 1 - h % 2
        top = halves[-1].max(axis=axis, keepdims=True)
        total = np.exp(halves[-1] - top).sum(axis=axis, keepdims=True)
        halves.append(halves[-1] - (top + np.log(total)))
    return np.exp(halves[-1]), halves


def sinkhorn_back(d_relaxed, halves):
    """Gradient in the logits of <d_relaxed, relaxed>."""
    d_logits = d_relaxed * np.exp(halves[-1])
    for h in range(len(halves) - 1, 0, -1):
        d_logits = d_logits - np.exp(halves[h]) * d_logits.sum(axis=h % 2, keepdims=True)
    return d_logits


def differentiate(s, step, row, x, places, mu, sigma, epsilon):
    """Gradient d_mu [d, d] of one sequence in its scores by the method, and what its samples measure."""
    target = np.sort(x)
    scale = scale_of(s, sigma)
    used = 0 if s.method == "blackbox" else scale
    drawn = 1 if used == 0 else s.samples
    # the gradient is the sum over the samples, or their mean
    weight = (s.samples if s.method in ("direct", "gumbel-sinkhorn") else 1) / drawn
    d_mu, d_sigma = np.zeros((s.d, s.d)), 0.0
    loss = right = right_eps = perfect = changed = 0.0
    for m in range(drawn):
        gamma = noise_of(s, step, m, row) if used > 0 else np.zeros((s.d, s.d))
        perturbed = mu + used * gamma
        y = best_matching(perturbed)
        share = 1 / drawn
        if s.method == "gumbel-sinkhorn":
            relaxed, halves = sinkhorn(perturbed / s.temperature, s.iterations)
            errors = target - relaxed.T @ x
            loss += share * np.mean(errors**2)
            back = sinkhorn_back(np.outer(x, (-2 / s.d) * errors), halves)
            d_mu += weight * back / s.temperature
            # the hard prediction of one sample, to be looked at
            share = float(m == 0)
        else:
            loss += share * np.mean((target[y] - x) ** 2)
        right += share * share_right(x, y)
        perfect += share * (share_right(x, y) == 1)
        if s.method == "direct":
            other = best_matching(with_loss(perturbed, x, places, epsilon, s.loss_form))
            # its direction alone, whatever the size of epsilon
            difference = np.sign(epsilon) * weight * (matrix(other) - matrix(y))
            d_mu += difference
            if s.scale == "learned":
                d_sigma += s.sigma * (gamma * difference).sum()
            right_eps += share * share_right(x, other)
            changed += weight * np.sum(other != y)
        if s.method == "fenchel-young":
            d_mu += weight * (matrix(y) - matrix(places))
            changed += np.sum(places != y)
        if s.method == "blackbox":
            pull = np.zeros(s.d)
            pull[y] = -2 * (target[y] - x)
            other = best_matching(perturbed - s.interpolation * np.outer(x, pull))
            d_mu += (matrix(y) - matrix(other)) / s.interpolation
            right_eps += share * share_right(x, other)
            changed += np.sum(other != y)
    if s.method not in ("direct", "blackbox"):
        right_eps = np.nan
    d_sigma /= s.samples * s.d**2
    return d_mu, d_sigma, (loss, right, right_eps, perfect, scale, changed)
