"Gradient of one sequence in its scores by the method, and what its samples measure."
function differentiate(s, step, row, x, mu, sigma, epsilon)
    places, sorted = places_of(x), sort(x)
    scale = 0.0
    if s.scale == "fixed"
        scale = s.sigma
    elseif s.scale == "learned"
        scale = s.sigma * sigma
    end
    used = scale
    if s.method == "blackbox"
        used = 0.0
    end
    drawn = s.samples
    if used == 0
        drawn = 1
    end
    weight, share = 1 / drawn, 1 / drawn
    if s.method == "direct"
        # the sum over the samples, in its direction alone, whatever the size of epsilon
        weight = sign(epsilon) * s.samples / drawn
    end
    d_mu, d_sigma = zeros(s.d, s.d), 0.0
    loss, right, right_eps, perfect, changed = 0.0, 0.0, 0.0, 0.0, 0.0
    for m in 0:drawn - 1
        gamma = zeros(s.d, s.d)
        if used > 0
            gamma = noise_of(s, step, m, row)
        end
        perturbed = plus(mu, used, gamma)
        y = best_matching(perturbed)
        # of the two matchings that differ the gradient is one less the other
        less, more = y, y
        if s.method == "direct"
            more = best_matching(plus(perturbed, epsilon, loss_of(x, places, s.loss_form)))
            right_eps += share * share_right(x, more)
        elseif s.method == "fenchel-young"
            less = places
            right_eps = NaN
        else
            moved = plus(perturbed, 0.0, perturbed)
            for k in 1:s.d
                pull = -2 * (sorted[y[k]] - x[k])
                for j in 1:s.d
                    moved[j, y[k]] -= s.interpolation * pull * x[j]
                end
            end
            less = best_matching(moved)
            weight = 1 / s.interpolation
            right_eps += share * share_right(x, less)
        end
        difference = plus(matrix(more), -1.0, matrix(less))
        d_mu = plus(d_mu, weight, difference)
        for j in 1:s.d
            for i in 1:s.d
                if s.method == "direct" && s.scale == "learned"
                    d_sigma += s.sigma * weight * gamma[j, i] * difference[j, i]
                end
            end
            if more[j] != less[j]
                changed += 1
            end
        end
        loss += share * squared_error(x, y)
        right += share * share_right(x, y)
        if share_right(x, y) == 1
            perfect += share
        end
    end
    return d_mu, d_sigma / (s.samples * s.d^2), [loss, right, right_eps, perfect, scale, changed]
end

"Epsilon after it has grown so often."
function grown(s, growths)
    return sign(s.epsilon) * min(abs(s.epsilon) * s.growth^growths, max(abs(s.epsilon), 1e100))
end

"Without noise: shares of wrong places, and of sequences with any."
function evaluate(s, p, tests)
    wrong, imperfect = 0.0, 0.0
    for x in tests
        mu, active, logit = forward(p, x, s)
        share = share_right(x, best_matching(mu))
        wrong += (1 - share) / length(tests)
        if share < 1
            imperfect += 1 / length(tests)
        end
    end
    return wrong, imperfect
end

"Moves the weights: the score network by its optimiser, the noise network by SGD. False if numbers were lost."
function update(s, p, gradient, first, second, step)
    split, within = length(p) - s.d - 1, true
    for n in 1:length(p)
        g = gradient[n]
        if n > split
            if s.scale == "learned"
                p[n] -= s.sigma_rate / s.sequences * g
            end
        elseif s.optimiser == "adam"
            first[n] = 0.9 * first[n] + (1 - 0.9) * g
            second[n] = 0.999 * second[n] + (1 - 0.999) * g * g
            above = s.rate * (first[n] / (1 - 0.9^step))
            p[n] -= above / (sqrt(second[n] / (1 - 0.999^step)) + 1e-8)
        else
            p[n] -= s.rate * g
        end
        if !(abs(p[n]) <= 1e6)
            within = false
        end
    end
    return within
end

"Trains to the stop; prints a line where the page tests. Returns the weights."
function train(s)
    data = sequences_of(s.seed, TRAIN, s.sequences, s.d)
    tests = sequences_of(s.seed, TEST, TESTS, s.d)
    p = first_weights(s)
    first, second = zeros(length(p)), zeros(length(p))
    best_loss, best_step, growths, step, going = Inf, 0, 0, 0, true
    while going
        epsilon = grown(s, growths)
        gradient, measured, row = zeros(length(p)), zeros(6), 0
        for x in data
            mu, active, logit = forward(p, x, s)
            sigma = max(logit, 0.0) + log1p(exp(-abs(logit)))
            d_mu, d_sigma, outcome = differentiate(s, step, row, x, mu, sigma, epsilon)
            backward(p, x, active, logit, d_mu, d_sigma, s, gradient)
            for n in 1:6
                measured[n] += outcome[n] / s.sequences
            end
            row += 1
        end
        step += 1
        if !update(s, p, gradient, first, second, step)
            @printf("stopped at step %d: its numbers were lost in step %d\n", step - 1, step)
            return p
        end
        if measured[1] < best_loss
            best_loss, best_step = measured[1], step
        end
        if s.method == "direct" && measured[6] == 0 && measured[1] > 0
            growths += 1
        end
        going = step < s.max_steps && step - best_step < s.patience
        if step in (1, 2, 3, 5, 8, 13) || step % EVERY == 0 || !going
            wrong, imperfect = evaluate(s, p, tests)
            @printf("%6d %12.6g %12.6g ", step, measured[1], 100 * measured[2])
            @printf("%12.6g %12.6g ", 100 * measured[3], 100 * measured[4])
            @printf("%12.6g %12.6g ", measured[5], epsilon)
            @printf("%12.6g %12.6g\n", 100 * wrong, 100 * imperfect)
        end
    end
    @printf("stopped at step %d\n", step)
    return p
end

function main()
    for (name, s) in runs
        @printf("%s: %d numbers, held out: the last two columns\n", name, s.d)
        @printf("  step         loss      right %% right(eps) %%    perfect %%  noise scale")
        @printf("      epsilon      wrong %%  imperfect %%\n")
        train(s)
    end
    return nothing
end

main()
