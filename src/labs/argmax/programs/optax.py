# what optax has for it: the score function estimator of the same gradient, under noise of its own
perturbed = optax.perturbations.make_perturbed_fun(
    lambda values: (best(values[None, :]) @ loss)[0],
    num_samples=4096,
    sigma=float(sigma * scale),
    noise=optax.perturbations.NAME(),
)
other = jax.grad(perturbed, argnums=1)(jax.random.key(seed), jnp.array(mu))
print("gradient by optax, with an error of its own:", [round(v, 4) for v in other.tolist()])
