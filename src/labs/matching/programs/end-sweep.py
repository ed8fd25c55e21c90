# a training in every cell, tested on sequences that it has not seen: change the axes as you like
print(",".join([*axes, *"wrong imperfect steps loss sigma growths".split()]))
(x_name, x_values), (y_name, y_values) = axes.items()
for y in y_values:
    for x in x_values:
        s = SimpleNamespace(**{**settings, x_name: x, y_name: y})
        trained = train(s, s.max_steps)
        tests = sequences_of(s.seed, TEST, TESTS, s.d)
        wrong, imperfect, _ = evaluate(lambda x: forward(trained.p, x, s)[0], tests)
        cell = [x, y, 100 * wrong, 100 * imperfect, trained.step, trained.loss, trained.noise]
        print(",".join(f"{value:.6g}" for value in [*cell, trained.growths]))
