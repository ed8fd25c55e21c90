"The right place of every number, in ascending order."
function places_of(x)
    places = zeros(Int, length(x))
    for j in 1:length(x)
        places[j] = 1
        for k in 1:length(x)
            if x[k] < x[j] || (x[k] == x[j] && k < j)
                places[j] += 1
            end
        end
    end
    return places
end

"Numbers in (0, 1): count sequences of d, as the page draws them."
function sequences_of(seed, stream, count, d)
    data = []
    for sample in 0:count - 1
        push!(data, uniforms(seed, stream, sample, d, 0))
    end
    return data
end

"gamma [d, d] of mean 0 and the variance of the settings."
function noise_of(s, step, sample, row)
    u = uniforms(s.seed, NOISE, 64 * step + sample, s.d * s.d, row)
    gamma = zeros(s.d, s.d)
    for j in 1:s.d
        for i in 1:s.d
            gamma[j, i] = s.location + s.spread * quantile_of(s.law, u[(j - 1) * s.d + i])
        end
    end
    return gamma
end

"Place of every row in the matching of the largest sum: shortest augmenting paths, O(d^3)."
function best_matching(scores)
    d = size(scores, 1)
    u, v = zeros(d), zeros(d + 1)
    row_of = zeros(Int, d + 1)
    for start in 1:d
        # a path begins at a column of its own
        column = d + 1
        row_of[column] = start
        least, before, used = fill(Inf, d), zeros(Int, d), falses(d + 1)
        while row_of[column] > 0
            used[column] = true
            row, step, next = row_of[column], Inf, 0
            for j in 1:d
                if !used[j]
                    through = -scores[row, j] - u[row] - v[j]
                    if through < least[j]
                        least[j] = through
                        before[j] = column
                    end
                    if least[j] < step
                        step = least[j]
                        next = j
                    end
                end
            end
            for j in 1:d + 1
                if used[j]
                    u[row_of[j]] += step
                    v[j] -= step
                elseif j <= d
                    least[j] -= step
                end
            end
            column = next
        end
        while column <= d
            row_of[column] = row_of[before[column]]
            column = before[column]
        end
    end
    place = zeros(Int, d)
    for j in 1:d
        place[row_of[j]] = j
    end
    return place
end

"A matching as a matrix of zeros and ones."
function matrix(place)
    y = zeros(length(place), length(place))
    for j in 1:length(place)
        y[j, place[j]] = 1.0
    end
    return y
end

"a + weight * b, cell by cell."
function plus(a, weight, b)
    total = zeros(size(a, 1), size(a, 1))
    for j in 1:size(a, 1)
        for i in 1:size(a, 1)
            total[j, i] = a[j, i] + weight * b[j, i]
        end
    end
    return total
end

"The loss, cell by cell and up to a constant."
function loss_of(x, places, form)
    sorted = sort(x)
    loss = zeros(length(x), length(x))
    for j in 1:length(x)
        for i in 1:length(x)
            loss[j, i] = x[j] * x[j]
            if form == "exact"
                loss[j, i] = (sorted[i] - x[j])^2
            elseif i == places[j]
                loss[j, i] = -x[j] * x[j]
            end
        end
    end
    return loss
end

function share_right(x, place)
    sorted, right = sort(x), 0
    for j in 1:length(x)
        if sorted[place[j]] == x[j]
            right += 1
        end
    end
    return right / length(x)
end

"Mean squared difference of the sorted numbers and those that a matching puts there."
function squared_error(x, place)
    sorted, total = sort(x), 0.0
    for j in 1:length(x)
        total += (sorted[place[j]] - x[j])^2
    end
    return total / length(x)
end
