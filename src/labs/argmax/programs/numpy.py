def best(values):
    """Indicator [count, classes] of the k largest, ties to the first."""
    order = np.argsort(-values, axis=1, kind="stable")[:, :k]
    y = np.zeros(values.shape)
    np.put_along_axis(y, order, 1, axis=1)
    return y


def estimate(total, squares):
    """Mean over all draws, and its standard error."""
    mean = total / samples
    return mean, np.sqrt(np.maximum(squares / samples - mean**2, 0) / samples)


shares = shares_eps = g = g_squared = 0
g_sigma = g_sigma_squared = y_loss = y_loss_squared = 0
for first in range(0, samples, 65536):
    gamma = noise(first, min(65536, samples - first))
    y = best(mu + sigma * gamma)
    y_eps = best(mu + sigma * gamma + epsilon * loss)
    step = (y_eps - y) / epsilon
    along = (gamma * step).sum(axis=1)
    shares, shares_eps = shares + y.sum(axis=0), shares_eps + y_eps.sum(axis=0)
    g, g_squared = g + step.sum(axis=0), g_squared + (step**2).sum(axis=0)
    g_sigma, g_sigma_squared = g_sigma + along.sum(), g_sigma_squared + (along**2).sum()
    paid = y @ loss
    y_loss, y_loss_squared = y_loss + paid.sum(), y_loss_squared + (paid**2).sum()

slope, slope_error = estimate(g, g_squared)
for i in range(len(mu)):
    name = chr(ord("A") + i)
    print(f"{name}: share {shares[i] / samples:.6f}, with the loss {shares_eps[i] / samples:.6f}, "
          f"gradient {slope[i]:.6f} +- {slope_error[i]:.6f}")
print("sigma: gradient %.6f +- %.6f" % estimate(g_sigma, g_sigma_squared))
print("expected loss %.6f +- %.6f" % estimate(y_loss, y_loss_squared))
