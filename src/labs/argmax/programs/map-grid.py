def log_space(low, high, count):
    return low * np.exp(np.log(high / low) / (count - 1) * np.arange(count))


SIGMAS = log_space(*SIGMA_BOUNDS, COLUMNS)
SIZES = log_space(*EPSILON_BOUNDS, HALF)
EPSILONS = np.concatenate((-SIZES[::-1], SIZES))
NAMES = ["error", "bias", "spread", "cosine", "differ", "sigma_slope_error", "sigma_slope"]
