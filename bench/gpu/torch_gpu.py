"""What the page's kernels are compared with: the same work in PyTorch, eager, on the same device.

Prints one object of JSON: milliseconds, or samples per second where the name says so. Ends with an error
where there is no device. Times are medians of single calls between two events of the device.
"""

import json

import torch
from torch import nn

if not torch.cuda.is_available():
    raise SystemExit("PyTorch sees no device")

torch.manual_seed(1)
torch.backends.cudnn.benchmark = True
DEVICE = "cuda"
EULER = 0.5772156649015329
QUERIES, CANDIDATES, K, EPSILON = 100, 100, 5, -0.1


def median_ms(work, times=30, warm=10):
    for _ in range(warm):
        work()
    torch.cuda.synchronize()
    found = []
    for _ in range(times):
        start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        start.record()
        work()
        end.record()
        torch.cuda.synchronize()
        found.append(start.elapsed_time(end))
    return sorted(found)[times // 2]


def convolutions(channels):
    return [
        nn.Conv2d(channels, 20, 5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(20, 50, 5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(800, 500),
        nn.ReLU(),
    ]


class Block(nn.Module):
    def __init__(self, before, channels, stride):
        super().__init__()
        self.first = nn.Conv2d(before, channels, 3, stride, 1, bias=False)
        self.second = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.norms = nn.ModuleList(nn.BatchNorm2d(channels) for _ in range(2))
        self.shortcut = (
            nn.Sequential(nn.Conv2d(before, channels, 1, stride, bias=False), nn.BatchNorm2d(channels))
            if stride > 1
            else nn.Identity()
        )

    def forward(self, x):
        inner = torch.relu(self.norms[0](self.first(x)))
        return torch.relu(self.norms[1](self.second(inner)) + self.shortcut(x))


def resnet18(channels):
    layers = [nn.Conv2d(channels, 64, 3, 1, 1, bias=False), nn.BatchNorm2d(64), nn.ReLU()]
    before = 64
    for width, stride in ((64, 1), (128, 2), (256, 2), (512, 2)):
        layers += [Block(before, width, stride), Block(width, width, 1)]
        before = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten())


def resnet_front():
    """The first five layers of torchvision's and what follows them, but for the mean over channels."""
    return nn.Sequential(
        nn.Conv2d(3, 64, 7, 2, 3, bias=False),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        nn.MaxPool2d(3, 2, 1),
        Block(64, 64, 1),
        Block(64, 64, 1),
        nn.MaxPool2d(2),
    )


def front_step(network, maps):
    def step():
        network.zero_grad()
        network(maps).mean(1).sum().backward()

    return step


def step_of(embedding, noise, images):
    """Direct loss with sigma(x) learned: (y*(epsilon) - y*) / epsilon as the gradient in the scores."""
    adam = torch.optim.Adam(embedding.parameters(), lr=1e-3)
    sgd = torch.optim.SGD(noise.parameters(), lr=1e-5)
    labels = torch.randint(0, 10, (len(images),), device=DEVICE)
    fits = (labels[:QUERIES, None] == labels[None, QUERIES:]).float()

    def members(scores):
        return torch.zeros_like(scores).scatter_(1, scores.topk(K, dim=1).indices, 1.0)

    def step():
        points = embedding(images)
        distances = torch.cdist(points[:QUERIES], points[QUERIES:])
        gamma = torch.empty_like(distances).exponential_().log_().neg_() - EULER
        perturbed = noise(images[:QUERIES]) * gamma - distances
        with torch.no_grad():
            augmented = perturbed - EPSILON * fits * distances
            slopes = (members(augmented) - members(perturbed)) / (EPSILON * QUERIES)
        adam.zero_grad()
        sgd.zero_grad()
        perturbed.backward(slopes)
        adam.step()
        sgd.step()

    return step


def search(dimensions):
    queries = torch.rand(10_000, dimensions, device=DEVICE)
    points = torch.rand(60_000, dimensions, device=DEVICE)

    def work():
        for start in range(0, 10_000, 1000):
            torch.cdist(queries[start : start + 1000], points).topk(5, dim=1, largest=False)

    return work


def argmax_rate(samples):
    scores = torch.tensor([1, 0.7, 0.4, 0.1, -0.2, -0.5, -0.8, -1.1], device=DEVICE)

    def work():
        gumbels = -torch.empty(samples, 8, device=DEVICE).exponential_().log_()
        torch.bincount((scores + gumbels).argmax(1), minlength=8)

    return samples / median_ms(work, 7, 2) * 1e3


def lenet_noise():
    return nn.Sequential(*convolutions(1), nn.Linear(500, 1), nn.Softplus()).to(DEVICE)


def colour_noise(channels, places):
    return nn.Sequential(
        nn.Conv2d(channels, 20, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(places, 1), nn.Softplus()
    ).to(DEVICE)


def measured(tf32):
    """`tf32`: products by PyTorch's defaults of convolutions, in short numbers; else in float32 as ours are."""
    torch.backends.cudnn.allow_tf32 = tf32
    torch.backends.cuda.matmul.allow_tf32 = tf32
    suffix = "" if tf32 else ", float32"
    digits = torch.rand(200, 1, 28, 28, device=DEVICE)
    colours = torch.rand(200, 3, 32, 32, device=DEVICE)
    maps = torch.rand(70, 3, 96, 96, device=DEVICE)
    matrix = torch.rand(4096, 4096, device=DEVICE)
    return {
        f"lenet{suffix}": median_ms(step_of(nn.Sequential(*convolutions(1)).to(DEVICE), lenet_noise(), digits)),
        f"resnet18 28{suffix}": median_ms(step_of(resnet18(1).to(DEVICE), lenet_noise(), digits), 20, 5),
        f"resnet18 32{suffix}": median_ms(
            step_of(resnet18(3).to(DEVICE), colour_noise(3, 20 * 14 * 14), colours), 20, 5
        ),
        f"resnet front{suffix}": median_ms(front_step(resnet_front().to(DEVICE), maps), 20, 5),
        f"search 500{suffix}": median_ms(search(500), 3, 1),
        f"search 64{suffix}": median_ms(search(64), 3, 1),
        f"product 4096{suffix}": median_ms(lambda: matrix @ matrix, 10, 3),
    }


torch.cuda.synchronize()
print(
    json.dumps(
        {
            "device": torch.cuda.get_device_name(0),
            "torch": torch.__version__,
            **measured(True),
            **measured(False),
            "argmax per second": argmax_rate(64_000_000),
        }
    )
)
