print(f"step {trained.step}, noise scale {scale:.6g}, epsilon {epsilon:.6g}")
print("number,place under y*,place under y*(eps),right place")
for j in range(s.d):
    print(f"{x[j]:.6g},{y[j] + 1},{y_eps[j] + 1},{places[j] + 1}")
