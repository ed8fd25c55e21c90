print("map,lab,sigma,epsilon,quantity,mean,se,n,seed")
for name, settings in maps.items():
    m = problem(settings)
    with np.errstate(all="ignore"):
        if m.closed:
            found = [closed_column(m, sigma) for sigma in SIGMAS]
        else:
            gamma = noise(m, m.draws)
            found = [sampled_column(m, sigma, gamma) for sigma in SIGMAS]
        if TRAINED:
            losses = [trained_column(m, sigma) for sigma in SIGMAS]
    for e, epsilon in enumerate(EPSILONS):
        for s, sigma in enumerate(SIGMAS):
            cells, errors, _ = found[s]
            start = f"{name},argmax,{sigma:.6g},{epsilon:.6g}"
            for q, quantity in enumerate(NAMES):
                error = text(errors[e, q]) if errors is not None else ""
                draws = "" if m.closed else m.draws
                print(f"{start},{quantity},{text(cells[e, q])},{error},{draws},{m.seed}")
            if TRAINED:
                draws = "" if m.averaged is None else m.averaged
                print(f"{start},trained_loss,{text(losses[s][e])},,{draws},{m.seed}")
