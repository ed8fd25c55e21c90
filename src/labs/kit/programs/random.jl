"Threefry-4x32 with 12 rounds (Salmon et al. 2011): the four words of a counter."
function threefry(counter, key)
    whole = UInt32(0x1bd11bda) ⊻ key[1] ⊻ key[2] ⊻ key[3] ⊻ key[4]
    k = [key[1], key[2], key[3], key[4], whole]
    a, b, c, d = counter[1] + k[1], counter[2] + k[2], counter[3] + k[3], counter[4] + k[4]
    left = [10, 11, 13, 23, 6, 17, 25, 18]
    right = [26, 21, 27, 5, 20, 11, 10, 20]
    for r in 0:11
        if r % 2 == 0
            a = a + b
            b = bitrotate(b, left[r % 8 + 1]) ⊻ a
            c = c + d
            d = bitrotate(d, right[r % 8 + 1]) ⊻ c
        else
            a = a + d
            d = bitrotate(d, left[r % 8 + 1]) ⊻ a
            c = c + b
            b = bitrotate(b, right[r % 8 + 1]) ⊻ c
        end
        if r % 4 == 3
            s = r ÷ 4 + 1
            a = a + k[s % 5 + 1]
            b = b + k[(s + 1) % 5 + 1]
            c = c + k[(s + 2) % 5 + 1]
            d = d + k[(s + 3) % 5 + 1] + UInt32(s)
        end
    end
    return [a, b, c, d]
end

"The generator's numbers in (0, 1) of parts 0 .. count-1 of a sample: centres of 2^23 cells."
function uniforms(seed, stream, sample, count, row)
    key = [UInt32(seed), UInt32(stream), UInt32(0), UInt32(0)]
    u = zeros(count)
    for block in 0:(count - 1) ÷ 4
        words = threefry([UInt32(sample), UInt32(block), UInt32(row), UInt32(0)], key)
        for i in 1:min(4, count - 4 * block)
            u[4 * block + i] = ((words[i] >> 9) + 0.5) / 2^23
        end
    end
    return u
end

"The value of a law in its standard form that u in (0, 1) stands for."
function quantile_of(law, u)
    if law == "gumbel"
        return -log(-log(u))
    elseif law == "logistic"
        return log(u) - log1p(-u)
    elseif law == "uniform"
        return 2 * u - 1
    end
    return -sqrt(2) * erfcinv(2 * u)
end
