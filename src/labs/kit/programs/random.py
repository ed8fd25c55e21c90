def threefry(counter, key):
    """Threefry-4x32 with 12 rounds (Salmon et al. 2011): four words for each counter."""
    key = [np.uint32(word) for word in key]
    key.append(np.uint32(0x1BD11BDA) ^ key[0] ^ key[1] ^ key[2] ^ key[3])
    a, b, c, d = (word + part for word, part in zip(counter, key))
    turns = [(10, 26), (11, 21), (13, 27), (23, 5), (6, 20), (17, 11), (25, 10), (18, 20)]
    turn = lambda word, by: word << np.uint32(by) | word >> np.uint32(32 - by)
    for r in range(12):
        first, second = turns[r % 8]
        if r % 2 == 0:
            a = a + b
            b = turn(b, first) ^ a
            c = c + d
            d = turn(d, second) ^ c
        else:
            a = a + d
            d = turn(d, first) ^ a
            c = c + b
            b = turn(b, second) ^ c
        if r % 4 == 3:
            s = r // 4 + 1
            a, b, c, d = (word + key[(s + i) % 5] for i, word in enumerate((a, b, c, d)))
            d = d + np.uint32(s)
    return a, b, c, d


def words(seed, stream, samples, parts, row=0):
    """The generator's words [samples, parts], of the samples given and parts 0 .. parts-1."""
    blocks = np.arange(-(-parts // 4), dtype=np.uint32)
    sample, block = np.meshgrid(np.asarray(samples, np.uint32), blocks, indexing="ij")
    none = np.zeros(sample.shape, np.uint32)
    four = threefry((sample, block, none + np.uint32(row), none), (seed, stream, 0, 0))
    return np.stack(four, axis=-1).reshape(len(sample), -1)[:, :parts]


def uniform(word):
    """A word as a number in (0, 1): the centre of one of 2^23 cells."""
    return (word // 512 + 0.5) / 2**23


# of a law in its standard form: a draw from u in (0, 1), and what it does on average
QUANTILE = {
    "gumbel": lambda u: -np.log(-np.log(u)),
    "normal": lambda u: np.array([NormalDist().inv_cdf(v) for v in u.ravel()]).reshape(u.shape),
    "logistic": lambda u: np.log(u) - np.log1p(-u),
    "uniform": lambda u: 2 * u - 1,
}
MEAN = {"gumbel": 0.5772156649015329, "normal": 0, "logistic": 0, "uniform": 0}
VARIANCE = {"gumbel": np.pi**2 / 6, "normal": 1, "logistic": np.pi**2 / 3, "uniform": 1 / 3}
