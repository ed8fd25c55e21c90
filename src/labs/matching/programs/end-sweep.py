def measure(s):
    """Trains to the end, and tests on sequences that the training has not seen."""
    trained = train(s, s.max_steps)
    tests = sequences_of(s.seed, TEST, TESTS, s.d)
    wrong, imperfect, _ = evaluate(lambda x: forward(trained.p, x, s)[0], tests)
    _, margin, noise = loudness(s, trained.p)
    return dict(
        wrong=100 * wrong,
        imperfect=100 * imperfect,
        loudness=margin / noise if noise > 0 else np.inf,
        steps=trained.step,
        loss=trained.loss,
        sigma=trained.noise,
        gain=trained.noise - trained.first_noise,
        growths=trained.growths,
    )


# a training in every cell for every seed, and their means: change the axes as you like
print(f"lab,{','.join(columns)},quantity,mean,se,n,seed")
(x_name, x_values), (y_name, y_values) = axes.items()
for y in y_values:
    for x in x_values:
        found = [measure(SimpleNamespace(**{**settings, x_name: x, y_name: y, "seed": own})) for own in seeds]
        for quantity in found[0]:
            values = [one[quantity] for one in found if np.isfinite(one[quantity])]
            n = len(values)
            mean = f"{np.mean(values):.6g}" if n > 0 else ""
            error = f"{np.std(values, ddof=1) / np.sqrt(n):.6g}" if n > 1 else ""
            print(f"matching,{x:.6g},{y:.6g},{quantity},{mean},{error},{n},{seed}")
