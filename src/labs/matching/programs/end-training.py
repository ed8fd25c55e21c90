def tell(s, p, step, measured, norm, epsilon):
    tests = sequences_of(s.seed, TEST, TESTS, s.d)
    print_step(step, measured, norm, epsilon, evaluate(lambda x: forward(p, x, s)[0], tests))


for name, settings in runs.items():
    s = SimpleNamespace(**settings)
    print(f"{name}: {s.d} numbers, held out: the last three columns")
    print("  step", *(f"{column:>12}" for column in COLUMNS))
    trained = train(s, s.max_steps, tell)
    print(f"stopped at step {trained.step}: {trained.stopped}")
