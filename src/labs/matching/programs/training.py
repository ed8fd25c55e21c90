def update(s, p, gradient, moments, step):
    """The weights after a step: the score network by its optimiser, the noise network by SGD."""
    split = len(p) - s.d - 1  # the weights of the noise network come last
    p, g = p.copy(), gradient[:split]
    if s.optimiser == "adam":
        first, second = moments
        first[:] = 0.9 * first + (1 - 0.9) * g
        second[:] = 0.999 * second + (1 - 0.999) * g * g
        above = s.rate * (first / (1 - 0.9**step))
        p[:split] -= above / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    else:
        p[:split] -= s.rate * g
    if s.scale == "learned":
        p[split:] -= s.sigma_rate / s.sequences * gradient[split:]
    return p


def train(s, until, tell=None):
    """Trains to the stop, or to a step; tells of the weights where the page tests. Returns what it came to."""
    data = sequences_of(s.seed, TRAIN, s.sequences, s.d)
    p = first_weights(s)
    split = len(p) - s.d - 1
    moments = np.zeros((2, split))
    best_loss, best_step, growths, loss, noise, first_noise = np.inf, 0, 0, np.inf, 0.0, None
    step, stopped = 0, ""
    while step < until and not stopped:
        epsilon = grown(s, growths)
        gradient, outcomes = np.zeros(len(p)), []
        for row, x in enumerate(data):
            mu, sigma, kept = forward(p, x, s)
            task = (step, row, x, places_of(x), mu, sigma, epsilon)
            d_mu, d_sigma, outcome = differentiate(s, *task)
            gradient += backward(p, x, kept, d_mu, d_sigma, s)
            outcomes.append(outcome)
        *measured, changed = np.mean(outcomes, axis=0)
        updated = update(s, p, gradient, moments, step + 1)
        if not np.all(np.abs(updated) <= 1e6):
            stopped = f"its numbers were lost in step {step + 1}"
            break
        p, step, loss, noise = updated, step + 1, measured[0], measured[-1]
        first_noise = noise if step == 1 else first_noise
        if loss < best_loss:
            best_loss, best_step = loss, step
        growths += is_exhausted(s, epsilon, loss, changed)
        stopped = why_stopped(s, step, best_step)
        if tell is not None and is_tested(step, stopped):
            tell(s, p, step, measured, np.sqrt(np.sum(gradient[:split] ** 2)), epsilon)
    first_noise = noise if first_noise is None else first_noise
    said = dict(step=step, stopped=stopped, loss=loss, noise=noise, first_noise=first_noise)
    return SimpleNamespace(p=p, growths=growths, **said)
