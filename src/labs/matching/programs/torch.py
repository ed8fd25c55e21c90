class Networks(torch.nn.Module):
    """Scores mu [d, d] of the numbers x [d] (number j, place i), and the output of the noise network."""

    def __init__(self, s):
        super().__init__()
        weights = [torch.nn.Parameter(torch.tensor(part)) for part in parts(first_weights(s), s)]
        self.scores, self.noise = torch.nn.ParameterList(weights[:4]), torch.nn.ParameterList(weights[4:])

    def forward(self, x):
        w1, b1, w2, b2 = self.scores
        v, c = self.noise
        mu = torch.relu(x[:, None] * w1 + b1) @ w2 + b2
        return mu, torch.nn.functional.softplus(c[0] + v @ x)


class PerturbedMatching(torch.autograd.Function):
    """The loss of the perturbed matchings of one sequence, as a layer on its scores and its noise scale.

    Its gradient is the method's: no matching is differentiated.
    """

    @staticmethod
    def forward(ctx, mu, sigma, differentiate_at, outcomes):
        d_mu, d_sigma, outcome = differentiate_at(mu.numpy(), float(sigma))
        outcomes.append(outcome)
        ctx.save_for_backward(torch.tensor(d_mu), torch.tensor(d_sigma))
        return mu.new_tensor(outcome[0])

    @staticmethod
    def backward(ctx, above):
        d_mu, d_sigma = ctx.saved_tensors
        return above * d_mu, above * d_sigma, None, None


def optimisers_of(s, networks):
    """The score network learns by the chosen one, the noise network by SGD on the mean over the sequences."""
    kind = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}[s.optimiser]
    optimisers = [kind(networks.scores.parameters(), lr=s.rate)]
    if s.scale == "learned":
        rate = s.sigma_rate / s.sequences
        optimisers.append(torch.optim.SGD(networks.noise.parameters(), lr=rate))
    return optimisers


def train(s, tests):
    """Trains to the stop; prints a line where the page tests. Returns the networks, the steps and why it ended."""
    data = sequences_of(s.seed, TRAIN, s.sequences, s.d)
    networks = Networks(s)
    optimisers = optimisers_of(s, networks)
    best_loss, best_step, growths = np.inf, 0, 0
    step, stopped = 0, ""
    while not stopped:
        epsilon = grown(s, growths)
        outcomes = []
        networks.zero_grad()
        for row, x in enumerate(data):
            mu, sigma = networks(torch.tensor(x))
            at = lambda mu, sigma: differentiate(s, step, row, x, places_of(x), mu, sigma, epsilon)
            PerturbedMatching.apply(mu, sigma, at, outcomes).backward()
        *measured, changed = np.mean(outcomes, axis=0)
        norm = torch.sqrt(sum((p.grad**2).sum() for p in networks.scores)).item()
        for optimiser in optimisers:
            optimiser.step()
        step += 1
        if not all(bool((p.abs() <= 1e6).all()) for p in networks.parameters()):
            return networks, step - 1, f"its numbers were lost in step {step}"
        if measured[0] < best_loss:
            best_loss, best_step = measured[0], step
        growths += is_exhausted(s, epsilon, measured[0], changed)
        stopped = why_stopped(s, step, best_step)
        if is_tested(step, stopped):
            with torch.no_grad():
                tested = evaluate(lambda x: networks(torch.tensor(x))[0].numpy(), tests)
            print_step(step, measured, norm, epsilon, tested)
    return networks, step, stopped


for name, settings in runs.items():
    s = SimpleNamespace(**settings)
    print(f"{name}: {s.d} numbers, held out: the last three columns")
    print("  step", *(f"{column:>12}" for column in COLUMNS))
    networks, step, stopped = train(s, sequences_of(s.seed, TEST, TESTS, s.d))
    print(f"stopped at step {step}: {stopped}")
