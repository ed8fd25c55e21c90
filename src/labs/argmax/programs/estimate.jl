"Which classes are among the k largest: ones and zeros, ties to the first."
function best(values)
    y = zeros(length(values))
    for rank in 1:k
        place = 0
        for i in 1:length(values)
            if y[i] == 0
                if place == 0
                    place = i
                elseif values[i] > values[place]
                    place = i
                end
            end
        end
        y[place] = 1.0
    end
    return y
end

"Mean over all draws, and its standard error."
function estimate(total, squares)
    mean = total / samples
    return mean, sqrt(max(squares / samples - mean^2, 0.0) / samples)
end

function main()
    n = length(mu)
    shares, shares_eps, g, g_squared = zeros(n), zeros(n), zeros(n), zeros(n)
    along, along_squared, paid, paid_squared = 0.0, 0.0, 0.0, 0.0
    for draw in 0:samples - 1
        u = uniforms(seed, STREAM, draw, n, 0)
        gamma, values, augmented = zeros(n), zeros(n), zeros(n)
        for i in 1:n
            gamma[i] = location + spread * quantile_of(law, u[i])
            values[i] = mu[i] + sigma * gamma[i]
            augmented[i] = values[i] + epsilon * loss[i]
        end
        y, y_eps = best(values), best(augmented)
        slope, cost = 0.0, 0.0
        for i in 1:n
            step = (y_eps[i] - y[i]) / epsilon
            shares[i] += y[i]
            shares_eps[i] += y_eps[i]
            g[i] += step
            g_squared[i] += step^2
            slope += gamma[i] * step
            cost += loss[i] * y[i]
        end
        along += slope
        along_squared += slope^2
        paid += cost
        paid_squared += cost^2
    end
    for i in 1:n
        @printf("%s: share %.6f, with the loss %.6f, ", letters[i], shares[i] / samples, shares_eps[i] / samples)
        mean, deviation = estimate(g[i], g_squared[i])
        @printf("gradient %.6f +- %.6f\n", mean, deviation)
    end
    mean, deviation = estimate(along, along_squared)
    @printf("sigma: gradient %.6f +- %.6f\n", mean, deviation)
    mean, deviation = estimate(paid, paid_squared)
    @printf("expected loss %.6f +- %.6f\n", mean, deviation)
    return nothing
end

main()
