"""The perturbed argmax of eight classes in vectorised PyTorch on the CPU, in honest formulations.

Every formulation draws fresh noise for each sample and class, takes the argmax per sample and counts
the winners. (Drawing classes from softmax(mu/sigma) directly would be another computation.)

    torch_argmax.py SAMPLES

prints one line when it is ready, {"torch": version, "threads": n}; then, for every line it reads, it
runs each formulation once and prints {name: seconds, ...}. It ends with its standard input.
"""

import json
import os
import sys
import time

import torch

SCORES = torch.tensor([1.0, 0.7, 0.4, 0.1, -0.2, -0.5, -0.8, -1.1])
SIGMA = 1.0
CLASSES = len(SCORES)
BLOCK = 65_536  # samples whose noise fits the second-level cache
THREADS = os.cpu_count() or 1

# -log(u) * exp(-mu/sigma) is smallest where mu - sigma*log(-log u) is largest.
HANDICAPS = torch.exp(-SCORES / SIGMA)


def count(winners):
    return torch.bincount(winners, minlength=CLASSES)


def double_log(noise):
    """argmax of mu - sigma*log(-log u)"""
    noise.uniform_().log_().neg_().log_().mul_(-SIGMA).add_(SCORES)
    return count(noise.argmax(1))


def log_of_exponential(noise):
    """argmax of mu - sigma*log(E)"""
    noise.exponential_().log_().mul_(-SIGMA).add_(SCORES)
    return count(noise.argmax(1))


def race_of_exponentials(noise):
    """argmin of E*exp(-mu/sigma)"""
    return count(noise.exponential_().mul_(HANDICAPS).min(1).indices)


def race_of_uniforms(noise):
    """argmin of -log(u)*exp(-mu/sigma)"""
    return count(noise.uniform_().log_().mul_(-HANDICAPS).min(1).indices)


def in_blocks(formulation):
    """The same, block by block, so that the noise stays in the cache."""

    def run(noise):
        return sum(formulation(block) for block in noise.split(BLOCK))

    return run


FORMULATIONS = {
    "double log": double_log,
    "log of exponential": log_of_exponential,
    "race of exponentials": race_of_exponentials,
    "race of uniforms": race_of_uniforms,
    "race of uniforms in blocks": in_blocks(race_of_uniforms),
}
# With few cores and small tensors one thread can be faster than all: whichever wins counts.
CANDIDATES = {
    f"{name}, {threads} thread{'s' if threads > 1 else ''}": (formulation, threads)
    for name, formulation in FORMULATIONS.items()
    for threads in sorted({1, THREADS})
}


def check(name, counts, samples):
    error = (counts / samples - torch.softmax(SCORES / SIGMA, 0)).abs().max().item()
    if error > 0.01:
        raise SystemExit(f"{name}: a share is off by {error}")


def measure(noise):
    seconds = {}
    for name, (formulation, threads) in CANDIDATES.items():
        torch.set_num_threads(threads)
        start = time.perf_counter()
        counts = formulation(noise)
        seconds[name] = time.perf_counter() - start
        check(name, counts, len(noise))
    return seconds


def main():
    noise = torch.empty(int(sys.argv[1]), CLASSES)  # allocated once, outside of the timing
    measure(noise)
    print(json.dumps({"torch": torch.__version__, "threads": THREADS}), flush=True)
    for _ in sys.stdin:
        print(json.dumps(measure(noise)), flush=True)


main()
