# the first numbers of the sequence and the places that are theirs, in all their matchings
few = min(4, s.d)
columns = np.sort(places[:few])
small = mu[:few][:, columns]
x, places = x[:few], places_of(x[:few])
all_places = np.array(list(itertools.permutations(range(few))))


def value_of(cells):
    """Sum of the cells of every matching."""
    value = 0
    for j in range(few):
        value = value + cells[j, all_places[:, j]]
    return value


# in the figure with the gradient of the loss alone: cells of scores 0 with the loss once
losses = value_of(with_loss(np.zeros((few, few)), x, places, 1, s.loss_form))
order = np.argsort(losses, kind="stable")
all_places, losses = all_places[order], losses[order] - losses.min()
won = np.zeros(len(losses), int)
touched = {sign * abs(epsilon): np.zeros(len(losses), int) for sign in (-1, 1)}
spec = SimpleNamespace(**{**settings, "d": few})
for draw in range(draws):
    value = value_of(small + scale * noise_of(spec, draw, 0, 2000))
    best = np.argmax(value)
    won[best] += 1
    for size, counts in touched.items():
        other = np.argmax(value + size * losses)
        counts[other] += other != best

print("places of the numbers in ascending order,loss,draws in which it is y*", end="")
print("".join(f",draws in which epsilon {size:.6g} touches it" for size in touched))
for m, row in enumerate(all_places[:, np.argsort(x, kind="stable")] + 1):
    counts = [won[m], *(counts[m] for counts in touched.values())]
    print(" ".join(map(str, row)) + f",{losses[m]:.6g}," + ",".join(map(str, counts)))
