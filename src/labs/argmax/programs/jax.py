def best(values):
    """Indicator [count, classes] of the k largest."""
    return jax.nn.one_hot(jax.lax.top_k(values, k)[1], values.shape[1], dtype=values.dtype).sum(axis=1)


@jax.custom_vjp
def expected_loss(mu, sigma, gamma):
    """Mean of <loss, y*> over the draws gamma [count, classes]."""
    return (best(mu + sigma * gamma) @ loss).mean()


def forward(mu, sigma, gamma):
    y = best(mu + sigma * gamma)
    step = (best(mu + sigma * gamma + epsilon * loss) - y) / epsilon
    return (y @ loss).mean(), (step.mean(axis=0), (gamma * step).sum(axis=1).mean())


def backward(kept, above):
    """The gradient of direct loss: no argmax is differentiated, and the noise has none."""
    d_mu, d_sigma = kept
    return above * d_mu, above * d_sigma, None


expected_loss.defvjp(forward, backward)
value_and_gradient = jax.jit(jax.value_and_grad(expected_loss, argnums=(0, 1)))

scores, spread = jnp.array(mu), jnp.array(float(sigma))
value, d_scores, d_spread = 0.0, jnp.zeros(len(mu)), 0.0
for first in range(0, samples, 65536):
    gamma = jnp.array(noise(first, min(65536, samples - first)))
    part, (along_mu, along_sigma) = value_and_gradient(scores, spread, gamma)
    share = len(gamma) / samples
    value = value + share * part
    d_scores, d_spread = d_scores + share * along_mu, d_spread + share * along_sigma
for i, slope in enumerate(d_scores.tolist()):
    print(f"{chr(ord('A') + i)}: gradient {slope:.6f}")
print(f"sigma: gradient {float(d_spread):.6f}")
print(f"expected loss {float(value):.6f}")

# the same function in a training: a hundred steps of Adam on the scores, on few draws
optimiser = optax.adam(0.05)
state = optimiser.init(scores)
few = jnp.array(noise(0, 4096))
for step in range(1, 101):
    gradient = value_and_gradient(scores, spread, few)[1][0]
    updates, state = optimiser.update(gradient, state)
    scores = optax.apply_updates(scores, updates)
    if step % 20 == 0:
        print(f"after {step} steps of Adam: scores", [round(v, 4) for v in scores.tolist()])
