# the sequence of the figure, after the steps that the run has made
s = SimpleNamespace(**settings)
trained = train(s, steps)
p, epsilon = trained.p, grown(s, trained.growths)
x = numbers if numbers is not None else sequences_of(s.seed, STREAM, row + 1, s.d)[row]
places = places_of(x)
mu, sigma, _ = forward(p, x, s)
scale = scale_of(s, sigma) if noisy else 0
gamma = noise_of(s, trained.step, 0, noise_row) if scale > 0 else np.zeros((s.d, s.d))
perturbed = mu + scale * gamma
augmented = with_loss(perturbed, x, places, epsilon, s.loss_form)
y, y_eps = best_matching(perturbed), best_matching(augmented)
