# what it costs a number to be in a place instead of its own
print("number,place,as printed,exact,printed less exact")
costs = []
for form in ("paper", "exact"):
    cells = with_loss(np.zeros((s.d, s.d)), x, places, 1, form)
    costs.append(cells - cells[np.arange(s.d), places][:, None])
for j in np.argsort(x, kind="stable"):
    for i in range(s.d):
        printed, exact = costs[0][j, i], costs[1][j, i]
        print(f"{x[j]:.3f},{i + 1},{printed:.6g},{exact:.6g},{printed - exact:.6g}")
