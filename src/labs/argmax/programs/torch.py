def best(values):
    """Indicator [count, classes] of the k largest."""
    return torch.zeros_like(values).scatter_(1, values.topk(k, dim=1).indices, 1.0)


class ExpectedLoss(torch.autograd.Function):
    """Mean of <loss, y*> over draws, as a layer on the scores and the noise scale.

    Its gradient is that of direct loss: no argmax is differentiated.
    """

    @staticmethod
    def forward(ctx, mu, sigma, gamma, loss):
        y = best(mu + sigma * gamma)
        step = (best(mu + sigma * gamma + epsilon * loss) - y) / epsilon
        ctx.save_for_backward(step.mean(dim=0), (gamma * step).sum(dim=1).mean())
        return (y @ loss).mean()

    @staticmethod
    def backward(ctx, above):
        d_mu, d_sigma = ctx.saved_tensors
        return above * d_mu, above * d_sigma, None, None


def expected_loss(mu, sigma, samples):
    """The mean over all draws; its gradient is added to those of mu and sigma."""
    total = 0.0
    for first in range(0, samples, 65536):
        gamma = torch.from_numpy(noise(first, min(65536, samples - first)))
        part = ExpectedLoss.apply(mu, sigma, gamma, torch.from_numpy(loss)) * len(gamma) / samples
        part.backward()
        total += part.item()
    return total


scores = torch.tensor(mu, requires_grad=True)
spread = torch.tensor(float(sigma), dtype=torch.float64, requires_grad=True)
value = expected_loss(scores, spread, samples)
for i, slope in enumerate(scores.grad.tolist()):
    print(f"{chr(ord('A') + i)}: gradient {slope:.6f}")
print(f"sigma: gradient {spread.grad.item():.6f}")
print(f"expected loss {value:.6f}")

# the same layer in a training: a hundred steps of Adam on the scores, on few draws
optimiser = torch.optim.Adam([scores], lr=0.05)
for step in range(1, 101):
    optimiser.zero_grad()
    value = expected_loss(scores, spread, 4096)
    optimiser.step()
    if step % 20 == 0:
        print(f"after {step} steps of Adam: scores", [round(v, 4) for v in scores.tolist()])
