# one repetition after the other, as the paper has it: trained on 10 sequences, tested on one more
print("d,method,repetition,wrong %,steps,loss")
cells = {}
for repetition in range(repetitions):
    for d in sizes:
        for name, settings in methods.items():
            own = int(words(seed, REPETITION, [repetition], 1)[0, 0])
            s = SimpleNamespace(**{**settings, "d": d, "seed": own})
            trained = train(s, s.max_steps)
            tests = sequences_of(own, TEST, 1, d)
            wrong = 100 * evaluate(lambda x: forward(trained.p, x, s)[0], tests)[0]
            print(f"{d},{name},{repetition},{wrong:.6g},{trained.step},{trained.loss:.6g}")
            cells.setdefault((d, name), []).append((wrong, trained.step))

for (d, name), found in cells.items():
    wrong, steps = np.array(found).T
    print(f"d = {d}, {name}: {100 * np.mean(wrong == 0):.6g}% perfect, ", end="")
    print(f"{wrong.mean():.6g}% of the places wrong, {steps.mean():.6g} steps")
