# the gradient of direct loss descends y*(eps) - y*, times the sign of epsilon
difference = np.sign(epsilon) * (matrix(y_eps) - matrix(y)) + 0
print(f"step {trained.step}, noise scale {scale:.6g}, epsilon {epsilon:.6g}")
columns = [mu, scale * gamma, perturbed, augmented, matrix(y), matrix(y_eps), difference]
names = ["score", "noise", "sum", "with the loss", "y*", "y*(eps)", "gradient"]
if s.method == "gumbel-sinkhorn":
    columns.append(sinkhorn(perturbed / s.temperature, s.iterations)[0])
    names.append("relaxed")
print(",".join(["number", "place", *names]))
for j in np.argsort(x, kind="stable") if by_value else range(s.d):
    for i in range(s.d):
        print(f"{x[j]:.3f},{i + 1}," + ",".join(f"{values[j, i]:.6g}" for values in columns))
