# All weights in one vector: w1 [hidden], b1 [hidden], w2 [hidden, d], b2 [d], and of the noise network v [d], c.

"Every layer uniform in +-1/sqrt(inputs), weights and biases alike."
function first_weights(s)
    count = 2 * s.hidden + s.hidden * s.d + 2 * s.d + 1
    p = uniforms(s.seed, WEIGHTS, 0, count, 0)
    for n in 1:count
        inputs = s.hidden
        if n <= 2 * s.hidden
            inputs = 1
        elseif n >= count - s.d
            inputs = s.d
        end
        p[n] = 1 / sqrt(inputs) * (2 * p[n] - 1)
    end
    return p
end

"Scores mu [d, d] (number j, place i), hidden neurons [d, hidden], and the logit of the noise network."
function forward(p, x, s)
    w2 = 2 * s.hidden
    b2 = w2 + s.hidden * s.d
    mu, active = zeros(s.d, s.d), zeros(s.d, s.hidden)
    logit = p[b2 + 2 * s.d + 1]
    for j in 1:s.d
        logit += p[b2 + s.d + j] * x[j]
        for i in 1:s.d
            mu[j, i] = p[b2 + i]
        end
        for k in 1:s.hidden
            active[j, k] = max(0.0, x[j] * p[k] + p[s.hidden + k])
            for i in 1:s.d
                mu[j, i] += active[j, k] * p[w2 + (k - 1) * s.d + i]
            end
        end
    end
    return mu, active, logit
end

"Adds the gradient in all weights of <d_mu, mu> + d_sigma * (output of the noise network)."
function backward(p, x, active, logit, d_mu, d_sigma, s, gradient)
    w2 = 2 * s.hidden
    b2 = w2 + s.hidden * s.d
    for j in 1:s.d
        for i in 1:s.d
            gradient[b2 + i] += d_mu[j, i]
        end
        for k in 1:s.hidden
            if active[j, k] > 0
                back = 0.0
                for i in 1:s.d
                    gradient[w2 + (k - 1) * s.d + i] += d_mu[j, i] * active[j, k]
                    back += d_mu[j, i] * p[w2 + (k - 1) * s.d + i]
                end
                gradient[k] += back * x[j]
                gradient[s.hidden + k] += back
            end
        end
    end
    d_logit = d_sigma / (1 + exp(-logit))
    for j in 1:s.d
        gradient[b2 + s.d + j] += d_logit * x[j]
    end
    gradient[b2 + 2 * s.d + 1] += d_logit
    return nothing
end
