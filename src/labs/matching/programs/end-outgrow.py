def tell(s, p, step, measured, norm, epsilon):
    spread, margin, noise = loudness(s, p)
    ratio = margin / noise if noise > 0 else np.nan
    print(f"{step:6d}", *(f"{value:12.6g}" for value in (spread, margin, noise, ratio)))


for name, settings in runs.items():
    s = SimpleNamespace(**settings)
    print(f"{name}: {s.d} numbers, in units of score")
    print("  step", *(f"{column:>12}" for column in ["scores +-", "margin", "noise +-", "ratio"]))
    trained = train(s, s.max_steps, tell)
    print(f"stopped at step {trained.step}: {trained.stopped}")
