def forward(p, x, s):
    """Scores mu [d, d] (number j, place i), the output of the noise network, and what backward needs.

    Sums are made in the page's order: its numbers come out to the last digits.
    """
    w1, b1, w2, b2, v, c = parts(p, s)
    active = np.maximum(0, np.outer(x, w1) + b1)
    mu = np.tile(b2, (s.d, 1))
    for k in range(s.hidden):
        mu = mu + np.outer(active[:, k], w2[k])
    logit = c[0]
    for j in range(s.d):
        logit = logit + v[j] * x[j]
    softplus = max(logit, 0) + np.log1p(np.exp(-abs(logit)))
    return mu, softplus, (active, logit)


def backward(p, x, kept, d_mu, d_sigma, s):
    """Gradient in all weights of <d_mu, mu> + d_sigma * (output of the noise network)."""
    active, logit = kept
    w2 = parts(p, s)[2]
    gradient = np.zeros(len(p))
    g_w1, g_b1, g_w2, g_b2, g_v, g_c = parts(gradient, s)
    for j in range(s.d):
        g_b2 += d_mu[j]
        g_w2 += np.outer(active[j], d_mu[j])
        back = np.zeros(s.hidden)
        for i in np.flatnonzero(d_mu[j]):
            back += d_mu[j, i] * w2[:, i]
        back[active[j] == 0] = 0
        g_w1 += back * x[j]
        g_b1 += back
    d_logit = d_sigma / (1 + np.exp(-logit))
    g_v += d_logit * x
    g_c += d_logit
    return gradient
