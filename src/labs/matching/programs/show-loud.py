print("sequence,noise scale,numbers in ascending order")
data = sequences_of(s.seed, TRAIN, s.sequences, s.d)
scales = [scale_of(s, forward(p, x, s)[1]) for x in data]
for row in np.argsort(scales, kind="stable"):
    numbers = " ".join(f"{value:.3f}" for value in np.sort(data[row]))
    print(f"{row + 1},{scales[row]:.6g},{numbers}")
