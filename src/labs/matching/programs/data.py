def sequences_of(seed, stream, count, d):
    """Numbers x [count, d] in (0, 1): the page's data."""
    return uniform(words(seed, stream, range(count), d))


def places_of(x):
    """The right place of every number, in ascending order."""
    places = np.empty(len(x), int)
    places[np.argsort(x, kind="stable")] = np.arange(len(x))
    return places


def noise_of(s, step, sample, row):
    """gamma [d, d] of mean 0 and the variance of the settings."""
    u = uniform(words(s.seed, NOISE, [64 * step + sample], s.d**2, row)).reshape(s.d, s.d)
    scale = np.sqrt(s.variance / VARIANCE[s.law])
    return (0 - scale * MEAN[s.law]) + scale * QUANTILE[s.law](u)


def best_matching(scores):
    """Place of every row in the matching of the largest sum: shortest augmenting paths, O(d^3).

    scipy.optimize.linear_sum_assignment(-scores)[1] finds the same one, and faster. Where several
    are equally good, each program may take another.
    """
    d = len(scores)
    cost = scores.max(axis=1, keepdims=True) - scores
    u, v = np.zeros(d + 1), np.zeros(d + 1)
    row_of = np.zeros(d + 1, int)  # rows and columns count from 1, 0 is none
    for start in range(1, d + 1):
        row_of[0], column = start, 0
        least, before = np.full(d + 1, np.inf), np.zeros(d + 1, int)
        used = np.zeros(d + 1, bool)
        while row_of[column] > 0:
            used[column] = True
            row = row_of[column]
            through = np.concatenate(([np.inf], cost[row - 1] - u[row] - v[1:]))
            closer = ~used & (through < least)
            least[closer], before[closer] = through[closer], column
            column = int(np.argmin(np.where(used, np.inf, least)))
            step = least[column]
            u[row_of[used]] += step
            v[used] -= step
            least[~used] -= step
        while column > 0:
            row_of[column] = row_of[before[column]]
            column = before[column]
    place = np.empty(d, int)
    place[row_of[1:] - 1] = np.arange(d)
    return place


def matrix(place):
    """A matching as a matrix of zeros and ones."""
    return np.eye(len(place))[place]


def with_loss(scores, x, places, epsilon, form):
    """scores + epsilon * loss, up to a constant: what y*(epsilon) maximises."""
    if form == "exact":
        return scores + epsilon * (np.sort(x)[None, :] - x[:, None]) ** 2
    lift = epsilon * x * x
    augmented = scores + lift[:, None]
    augmented[np.arange(len(x)), places] -= 2 * lift
    return augmented


def share_right(x, place):
    return np.mean(np.sort(x)[place] == x)


def kendall_tau(x, place):
    """Of the order of the numbers and of their places."""
    in_x = np.sign(x[:, None] - x[None, :])
    in_place = np.sign(place[:, None] - place[None, :])
    return (in_x * in_place).sum() / np.sqrt((in_x**2).sum() * (in_place**2).sum())
