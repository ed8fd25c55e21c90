def quantities(m, truth, mean, second, differ, slope, draws=np.inf):
    """All quantities of a cell, from the mean estimate, E |ghat|^2 of one draw and the slope in sigma."""
    gradient, exact = truth
    largest = np.abs(gradient).max()
    g, estimate = gradient / largest, mean / largest
    length, size = np.sum(g**2), np.sum(estimate**2)
    variance = max(0, second / largest / largest - size)
    bias = np.sqrt(max(0, np.sum((estimate - g) ** 2) - variance / draws) / length)
    spread = np.sqrt(variance / length)
    error = np.sqrt(bias**2 + spread**2 / m.batch)
    cosine = np.sum(estimate * g) / np.sqrt(length * size)
    wrong = abs((slope - exact) / exact)
    return np.array([error, bias, spread / np.sqrt(m.batch), cosine, differ, wrong, slope])


def closed_column(m, sigma):
    """Cells of one class under Gumbel noise: y*(eps) has the law q = softmax((mu + eps * loss) / t)."""
    t = sigma * m.scale
    logs = log_law(m.mu / t)
    p, truth, cells = np.exp(logs), gumbel_gradient(m, sigma), []
    for epsilon in EPSILONS:
        x = (epsilon / t) * m.loss
        x = x - x.max()
        small = np.sum(p * np.expm1(x))
        moved = x - np.log1p(small) if small > -0.5 else log_law(logs + x) - logs  # log q - log p
        q = np.exp(logs + moved)
        change = np.where(np.abs(moved) < 1, p * np.expm1(np.clip(moved, -1, 1)), q - p)
        # the difference of their entropies
        slope = m.scale * (-np.sum(change * logs) - np.sum(q * moved)) / epsilon
        # a class keeps its place if no other overtakes it: log of the sum of those that do, for every class
        gain = np.maximum(0, (epsilon / t) * (m.loss[None, :] - m.loss[:, None]))
        risen = gain + np.log(-np.expm1(-gain))  # log(exp(gain) - 1)
        overtaking = np.where(gain > 0, logs[None, :] + risen, -np.inf)
        top = np.maximum(overtaking.max(axis=1), -1e300)
        overtaken = top + np.log(np.exp(overtaking - top[:, None]).sum(axis=1))
        differ = np.sum(np.exp(logs + overtaken - np.logaddexp(0, overtaken)))
        second = 2 * differ / epsilon**2
        cells.append(quantities(m, truth, change / epsilon, second, differ, slope))
    return np.array(cells), None, np.zeros(len(cells))


def best(values, k):
    """Indicator of the k largest of every row."""
    order = np.argsort(-values, axis=-1, kind="stable")[..., :k]
    y = np.zeros(values.shape)
    np.put_along_axis(y, order, 1, axis=-1)
    return y


GROUPS, CHUNK = 16, 256


def sampled_column(m, sigma, gamma):
    """Cells on common draws, and their standard errors: by the jackknife over 16 groups, and of the slope alone."""
    theta, n = m.mu + sigma * gamma, len(m.mu)
    y, truth = best(theta, m.k), exact_gradient(m, sigma)
    groups = GROUPS if len(gamma) % (GROUPS * CHUNK) == 0 else 1
    cells, errors, slopes = [], [], []
    for epsilon in EPSILONS:
        difference = best(theta + epsilon * m.loss, m.k) - y
        gap = np.sum(gamma * difference, axis=1)
        came = np.sum(difference > 0, axis=1)
        columns = np.column_stack((difference, came, came > 0, gap))
        # runs of 256 draws go to the groups in turn
        size = CHUNK if groups > 1 else len(gamma)
        sums = columns.reshape(-1, groups, size, n + 3).sum(axis=(0, 2))

        def measure(sums, draws):
            mean = sums[:n] / (draws * epsilon)
            # where no draw differs, one of twice as many may
            second = 2 * max(0.5, sums[n]) / (draws * epsilon**2)
            slope = sums[n + 2] / draws / epsilon
            return quantities(m, truth, mean, second, sums[n + 1] / draws, slope, draws)

        cells.append(measure(sums.sum(axis=0), len(gamma)))
        variance = max(0, np.mean(gap**2) - np.mean(gap) ** 2)
        slopes.append(np.sqrt(variance / len(gamma)) / abs(epsilon))
        if groups > 1:
            rest = len(gamma) - len(gamma) // groups
            without = np.array([measure(sums.sum(axis=0) - one, rest) for one in sums])
            spread = np.sum((without - without.mean(axis=0)) ** 2, axis=0)
            error = np.sqrt((groups - 1) / groups * spread)
            error[-1] = slopes[-1]
            errors.append(error)
    return np.array(cells), np.array(errors) if errors else None, slopes
