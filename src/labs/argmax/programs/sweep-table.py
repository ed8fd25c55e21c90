def measure(m):
    """All quantities of one cell."""
    global EPSILONS
    EPSILONS = np.array([m.epsilon])
    with np.errstate(all="ignore"):
        column = closed_column(m, m.sigma) if m.closed else sampled_column(m, m.sigma, noise(m, m.draws))
        exact = gumbel_gradient(m, m.sigma)[1] if m.closed else exact_gradient(m, m.sigma)[1]
        trained = trained_column(m, m.sigma)[0]
    (error, bias, spread, cosine, differ, _, slope), doubt = column[0][0], 2 * column[2][0]
    return dict(
        error=error,
        bias=bias,
        spread=spread * np.sqrt(m.batch),
        cosine=cosine,
        trained=trained,
        differ=differ,
        slope=slope,
        wrongWay=float(slope * np.sign(exact) < -doubt),
    )


# every cell for every seed, and their means: change the axes as you like
(x_name, x_values), (y_name, y_values) = axes.items()
print(f"lab,{x_name},{y_name},quantity,mean,se,n,seed")
for y in y_values:
    for x in x_values:
        found = [measure(problem(settings, seed=own, **{x_name: x, y_name: y})) for own in seeds]
        for quantity in found[0]:
            values = [one[quantity] for one in found if np.isfinite(one[quantity])]
            n = len(values)
            mean = text(np.mean(values)) if n > 0 else ""
            error = text(np.std(values, ddof=1) / np.sqrt(n)) if n > 1 else ""
            print(f"argmax,{x:.6g},{y:.6g},{quantity},{mean},{error},{n},{seed}")
