/** `core/rng/threefry` in NumPy: the noise of a program that leaves the page is that of the page. */
export const THREEFRY = `def threefry(counter, key):
    """Threefry-4x32 with 12 rounds (Salmon et al. 2011): four words for each counter."""
    key = [np.uint32(word) for word in key]
    key.append(np.uint32(0x1BD11BDA) ^ key[0] ^ key[1] ^ key[2] ^ key[3])
    a, b, c, d = (word + part for word, part in zip(counter, key))
    turns = [(10, 26), (11, 21), (13, 27), (23, 5), (6, 20), (17, 11), (25, 10), (18, 20)]
    turn = lambda word, by: word << np.uint32(by) | word >> np.uint32(32 - by)
    for r in range(12):
        first, second = turns[r % 8]
        if r % 2 == 0:
            a = a + b
            b = turn(b, first) ^ a
            c = c + d
            d = turn(d, second) ^ c
        else:
            a = a + d
            d = turn(d, first) ^ a
            c = c + b
            b = turn(b, second) ^ c
        if r % 4 == 3:
            s = r // 4 + 1
            a, b, c, d = (word + key[(s + i) % 5] for i, word in enumerate((a, b, c, d)))
            d = d + np.uint32(s)
    return a, b, c, d`;
