"""Microseconds per problem of numpy, scipy and networkx on problems of the same sizes, as one line of JSON.

What numpy can do for many problems at once it does for many at once. On the simplex value and gradient,
elsewhere the value alone, as ours.
"""

import json
import time

import networkx as nx
import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra, minimum_spanning_tree
from scipy.special import logsumexp
from scipy.special import softmax as scipy_softmax

rng = np.random.default_rng(1)
BATCH = 50


def least(run, seconds=0.4):
    best = float("inf")
    end = time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        run()
        best = min(best, time.perf_counter() - start)
    return 1e6 * best / BATCH


def softmax(x):
    e = np.exp(x - x.max(1, keepdims=True))
    y = e / e.sum(1, keepdims=True)
    return y, y * (x - (y * x).sum(1, keepdims=True))


def sparsemax(x):
    z = x - x.max(1, keepdims=True)
    s = -np.sort(-z, 1)
    total = s.cumsum(1)
    k = (1 + np.arange(1, x.shape[1] + 1) * s > total).sum(1)
    tau = (total[np.arange(len(x)), k - 1] - 1) / k
    y = np.maximum(z - tau[:, None], 0)
    on = y > 0
    mean = (x * on).sum(1) / on.sum(1)
    return y, on * (x - mean[:, None])


def entmax(x, alpha):
    z = (alpha - 1) * x
    low = z.max(1) - 1
    high = z.max(1) - (1 / x.shape[1]) ** (alpha - 1)
    for _ in range(50):
        tau = (low + high) / 2
        above = (np.maximum(z - tau[:, None], 0) ** (1 / (alpha - 1))).sum(1) >= 1
        low, high = np.where(above, tau, low), np.where(above, high, tau)
    y = np.maximum(z - tau[:, None], 0) ** (1 / (alpha - 1))
    y /= y.sum(1, keepdims=True)
    q = np.where(y > 0, y, 1) ** (2 - alpha) * (y > 0)
    return y, q * (x - (q * x).sum(1, keepdims=True) / q.sum(1, keepdims=True))


def subset_marginals(x, k):
    batch, n = x.shape
    inside = np.full((n + 1, batch, k + 1), -np.inf)
    outside = inside.copy()
    inside[0, :, 0] = 0
    outside[n, :, k] = 0
    for i in range(n):
        inside[i + 1] = inside[i]
        inside[i + 1, :, 1:] = np.logaddexp(inside[i, :, 1:], inside[i, :, :-1] + x[:, i, None])
    for i in reversed(range(n)):
        outside[i] = outside[i + 1]
        outside[i, :, :-1] = np.logaddexp(outside[i + 1, :, :-1], outside[i + 1, :, 1:] + x[:, i, None])
    total = inside[n, :, k]
    return np.stack(
        [
            np.exp(logsumexp(inside[i, :, :-1] + outside[i + 1, :, 1:], 1) + x[:, i] - total)
            for i in range(n)
        ],
        1,
    )


def sequence_marginals(unary, transition):
    batch, length, _ = unary.shape
    forward = np.empty_like(unary)
    backward = np.zeros_like(unary)
    forward[:, 0] = unary[:, 0]
    for i in range(1, length):
        forward[:, i] = unary[:, i] + logsumexp(forward[:, i - 1, :, None] + transition[:, i - 1], 1)
    for i in reversed(range(length - 1)):
        backward[:, i] = logsumexp(transition[:, i] + (unary + backward)[:, i + 1, None, :], 2)
    total = logsumexp(forward[:, -1], 1)
    pairs = np.exp(
        forward[:, :-1, :, None]
        + transition
        + (unary + backward)[:, 1:, None, :]
        - total[:, None, None, None]
    )
    return np.exp(forward + backward - total[:, None, None]), pairs


def tree_marginals(weights):
    laplacian = np.einsum("bi,ij->bij", weights.sum(2), np.eye(weights.shape[1])) - weights
    inverse = np.linalg.inv(laplacian[:, 1:, 1:])
    diagonal = np.einsum("bii->bi", inverse)
    inner = diagonal[:, :, None] + diagonal[:, None, :] - 2 * inverse
    return weights[:, 1:, 1:] * inner


def symmetric(n):
    w = rng.normal(size=(BATCH, n, n))
    w = np.exp(w + w.transpose(0, 2, 1))
    for m in w:
        np.fill_diagonal(m, 0)
    return w


found, alone = {}, {}
x = rng.uniform(-2, 2, (BATCH, 100))
found["softmax of 100"] = least(lambda: softmax(x))
alone["softmax of 100"] = least(lambda: [scipy_softmax(row) for row in x])
found["sparsemax of 100"] = least(lambda: sparsemax(x))
found["1.5-entmax of 100"] = least(lambda: entmax(x, 1.5))
found["1.3-entmax of 100"] = least(lambda: entmax(x, 1.3))
small = rng.uniform(-2, 2, (BATCH, 24))
found["marginals of 8 of 24"] = least(lambda: subset_marginals(small, 8))
unary, transition = rng.normal(size=(BATCH, 30, 10)), rng.normal(size=(BATCH, 29, 10, 10))
found["marginals of a sequence, 30 x 10"] = least(lambda: sequence_marginals(unary, transition))
dense = symmetric(10)
found["marginals of a spanning tree, 10"] = least(lambda: tree_marginals(dense))
alone["marginals of a spanning tree, 10"] = least(
    lambda: [tree_marginals(dense[i : i + 1]) for i in range(BATCH)]
)
for n in (10, 50):
    matrices = [csr_matrix(np.triu(m)) for m in symmetric(n)]
    found[f"spanning tree, {n}"] = least(lambda: [minimum_spanning_tree(m) for m in matrices])
graphs = []
for _ in range(BATCH):
    graph = nx.DiGraph()
    for i in range(20):
        for j in range(1, 20):
            if i != j:
                graph.add_edge(i, j, weight=rng.normal())
    graphs.append(graph)
found["arborescence, 20"] = least(
    lambda: [nx.maximum_spanning_arborescence(g, attr="weight") for g in graphs]
)
size = 12
rows, columns = [], []
for at in range(size * size):
    for ahead in ([at + 1] if at % size < size - 1 else []) + (
        [at + size] if at + size < size * size else []
    ):
        rows += [at, ahead]
        columns += [ahead, at]
grids = [
    csr_matrix((rng.uniform(1, 5, len(rows)), (rows, columns)), shape=(size * size, size * size))
    for _ in range(BATCH)
]
found["shortest path, grid of 12 x 12"] = least(
    lambda: [dijkstra(g, indices=0, return_predecessors=True) for g in grids]
)
print(json.dumps({"found": found, "alone": alone}))
