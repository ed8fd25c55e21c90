"""The tasks of ours.ts in PyTorch, numpy and scipy on one thread of the CPU.

    torch_step.py FOLDER

reads images and points from the folder, prints one line when it is ready, {"torch": version, ...,
"tasks": [...]}; then, for every name of a task that it reads, {formulation: milliseconds, ...}. It
ends with its standard input.
"""

import json
import os
import sys
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
import torch
from torch import nn

try:
    from scipy.spatial.distance import cdist
except ImportError:
    cdist = None

torch.set_num_threads(1)
torch.manual_seed(1)
FOLDER = Path(sys.argv[1])
SIZES = json.loads((Path(__file__).parent / "sizes.json").read_text())
BATCH, SIDE, K, EPSILON = (SIZES[name] for name in ("batch", "side", "k", "epsilon"))
QUERIES = CANDIDATES = 100
EULER = 0.5772156649015329
SEARCH_BLOCK = 256

IMAGES = torch.from_numpy(np.fromfile(FOLDER / "images.bin", dtype=np.uint8).reshape(-1, 1, 28, 28))
LABELS = torch.from_numpy(np.fromfile(FOLDER / "labels.bin", dtype=np.uint8))
FIRST = IMAGES[:BATCH].float() / 255


def convolutions(a, b):
    return [nn.Conv2d(1, a, 5), nn.ReLU(), nn.MaxPool2d(2)] + (
        [nn.Conv2d(a, b, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()] if b else [nn.Flatten()]
    )


EMBEDDINGS = {
    "compact": lambda: nn.Sequential(*convolutions(8, 16), nn.Linear(256, 64)),
    "lenet": lambda: nn.Sequential(*convolutions(20, 50), nn.Linear(800, 500), nn.ReLU()),
}
NOISES = {
    "compact": lambda: nn.Sequential(*convolutions(4, 0), nn.Linear(576, 1), nn.Softplus()),
    "lenet": lambda: nn.Sequential(
        *convolutions(20, 50), nn.Linear(800, 500), nn.ReLU(), nn.Linear(500, 1), nn.Softplus()
    ),
}


def members(scores):
    """The k-subset of largest scores, as ones in a row of zeros."""
    return torch.zeros_like(scores).scatter_(1, scores.topk(K, dim=1).indices, 1.0)


def training(name):
    """Direct loss, sigma(x) learned: (y*(eps) - y*) / eps as the gradient in the perturbed scores."""
    embedding, noise = EMBEDDINGS[name](), NOISES[name]()
    adam = torch.optim.Adam(embedding.parameters(), lr=1e-3)
    sgd = torch.optim.SGD(noise.parameters(), lr=1e-5)

    def step():
        numbers = torch.randperm(len(IMAGES))[: QUERIES + CANDIDATES]
        images = IMAGES[numbers].float() / 255
        labels = LABELS[numbers]
        fits = labels[:QUERIES, None] == labels[None, QUERIES:]
        points = embedding(images)
        distances = torch.cdist(points[:QUERIES], points[QUERIES:])
        gamma = torch.empty(QUERIES, CANDIDATES).exponential_().log_().neg_() - EULER
        perturbed = noise(images[:QUERIES]) * gamma - distances
        with torch.no_grad():
            augmented = perturbed - EPSILON * fits * distances
            slope = (members(augmented) - members(perturbed)) / (EPSILON * QUERIES)
        adam.zero_grad(set_to_none=True)
        sgd.zero_grad(set_to_none=True)
        perturbed.backward(slope)
        adam.step()
        sgd.step()

    return {"PyTorch": step}


def layers(name):
    embedding = EMBEDDINGS[name]()
    slope = torch.randn_like(embedding(FIRST))

    def run():
        embedding.zero_grad(set_to_none=True)
        embedding(FIRST).backward(slope)

    return {"PyTorch": run}


def embed(name):
    embedding = EMBEDDINGS[name]()

    def run():
        with torch.no_grad():
            embedding(FIRST)

    return {"PyTorch": run}


def product():
    a, b = torch.randn(SIDE, SIDE), torch.randn(SIDE, SIDE)
    c = torch.empty(SIDE, SIDE)
    return {"PyTorch": lambda: torch.mm(a, b, out=c)}


def search(dim):
    read = lambda name: np.fromfile(FOLDER / f"{name}-{dim}.bin", dtype=np.float32).reshape(-1, dim)
    points, queries = read("candidates"), read("queries")
    norms = (points**2).sum(1)
    blocks = range(0, len(queries), SEARCH_BLOCK)
    torch_points, torch_queries, torch_norms = map(torch.from_numpy, (points, queries, norms))

    def by_torch():
        for at in blocks:
            block = torch_queries[at : at + SEARCH_BLOCK]
            distances = torch.addmm(torch_norms, block, torch_points.T, alpha=-2)
            distances.topk(K, dim=1, largest=False)

    def by_partition(distances):
        nearest = np.argpartition(distances, K, axis=1)[:, :K]
        found = np.take_along_axis(distances, nearest, axis=1)
        np.take_along_axis(nearest, found.argsort(axis=1), axis=1)

    def by_numpy():
        for at in blocks:
            by_partition(norms - 2 * queries[at : at + SEARCH_BLOCK] @ points.T)

    def by_scipy():
        for at in blocks:
            by_partition(cdist(queries[at : at + SEARCH_BLOCK], points, "sqeuclidean"))

    found = {"PyTorch": by_torch, "numpy": by_numpy}
    return {**found, "scipy": by_scipy} if cdist else found


TASKS = {
    "step compact": training("compact"),
    "step lenet": training("lenet"),
    "layers compact": layers("compact"),
    "layers lenet": layers("lenet"),
    "embed compact": embed("compact"),
    "embed lenet": embed("lenet"),
    "product": product(),
    "search 64": search(64),
    "search 500": search(500),
}


def measure(formulations):
    found = {}
    for name, run in formulations.items():
        start = time.perf_counter()
        run()
        found[name] = 1000 * (time.perf_counter() - start)
    return found


def main():
    ready = {
        "torch": torch.__version__,
        "mkldnn": torch.backends.mkldnn.is_available(),
        "tasks": list(TASKS),
    }
    print(json.dumps(ready), flush=True)
    for line in sys.stdin:
        print(json.dumps(measure(TASKS[json.loads(line)])), flush=True)


main()
