def noise(m, draws):
    u = uniform(words(m.seed, STREAM, range(draws), len(m.mu)))
    return m.location + m.scale * QUANTILE[m.law](u)


text = lambda value: f"{value + 0:.6g}" if np.isfinite(value) else ""
print("map,lab,sigma,epsilon,quantity,mean,se,n,seed")
for name, settings in maps.items():
    m = SimpleNamespace(**settings)
    m.mu, m.loss = np.array(m.mu, float), np.array(m.loss, float)
    m.closed = m.law == "gumbel" and m.k == 1
    # what one step of a training averages: no draws where it is worth as much as their mean
    m.averaged = None if m.closed and m.batch > MOST_DRAWS else min(m.batch, MOST_DRAWS)
    with np.errstate(all="ignore"):
        if m.closed:
            found = [closed_column(m, sigma) for sigma in SIGMAS]
        else:
            gamma = noise(m, m.draws)
            found = [sampled_column(m, sigma, gamma) for sigma in SIGMAS]
        if TRAINED:
            m.training = None if m.averaged is None else noise(m, STEPS * m.averaged)
            losses = [trained_column(m, sigma) for sigma in SIGMAS]
    for e, epsilon in enumerate(EPSILONS):
        for s, sigma in enumerate(SIGMAS):
            cells, errors = found[s]
            start = f"{name},argmax,{sigma:.6g},{epsilon:.6g}"
            for q, quantity in enumerate(NAMES):
                error = text(errors[e, q]) if errors is not None else ""
                draws = "" if m.closed else m.draws
                print(f"{start},{quantity},{text(cells[e, q])},{error},{draws},{m.seed}")
            if TRAINED:
                draws = "" if m.averaged is None else m.averaged
                print(f"{start},trained_loss,{text(losses[s][e])},,{draws},{m.seed}")
