#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The notebook's first experiment in PyTorch, on one thread; or with other layers and fewer steps.

The same network, steps, updates (with other layers, of all parameters) and evaluations as
notebook_numpy.py, without the six losses per step: one where there is one accuracy. float32, no gradient for what is not updated, none recorded
in evaluation. (PyTorch's running variance is the unbiased one, so its loss differs in the third
digit; its accuracies are the same.)

Prints the seconds without loading the data, and the last accuracies and loss.
"""

import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import peers
from notebook_numpy import BATCH, EPSILON, INTERVAL, RATE, SIZES, STEPS


def make_network(sizes):
    layers = []
    for i, (n_in, n_out) in enumerate(zip(sizes, sizes[1:])):
        affine = nn.Linear(n_in, n_out)
        weights = np.sqrt(1 / n_in) * np.random.randn(n_in, n_out)
        with torch.no_grad():
            affine.weight.copy_(torch.from_numpy(weights.T))
            affine.bias.zero_()
        layers.append(affine)
        if i < len(sizes) - 2:
            norm = nn.BatchNorm1d(n_out, eps=EPSILON, momentum=0.1)
            norm.running_var.zero_()
            norm.requires_grad_(sizes != SIZES)
            layers += [norm, nn.Sigmoid()]
    return nn.Sequential(*layers)


def train(images, labels, test_images, test_labels, sizes, steps, interval):
    network = make_network(sizes)
    parameters = [p for p in network.parameters() if p.requires_grad]
    for step in range(1, steps + 1):
        choice = torch.from_numpy(np.random.choice(len(images), BATCH))
        x, t = images[choice], labels[choice]
        gradients = torch.autograd.grad(functional.cross_entropy(network(x), t), parameters)
        with torch.no_grad():
            torch._foreach_add_(parameters, gradients, alpha=-RATE)
        if step % interval == 0:
            network.eval()
            with torch.inference_mode():
                logits = network(x)
                loss = functional.cross_entropy(logits, t).item()
                train_accuracy = (logits.argmax(1) == t).float().mean().item()
                right = network(test_images).argmax(1) == test_labels
                test_accuracy = right.float().mean().item()
            network.train()
    return train_accuracy, test_accuracy, loss


def main():
    parser = peers.parse(__doc__.splitlines()[0])
    parser.add_argument('--hidden', metavar='SIZES', help='units with commas between')
    parser.add_argument('--steps', type=int, default=STEPS)
    parser.add_argument('--interval', type=int, default=INTERVAL)
    arguments = parser.parse_args()
    hidden = arguments.hidden
    sizes = SIZES if hidden is None else [SIZES[0], *map(int, hidden.split(',')), SIZES[-1]]
    torch.set_num_threads(1)
    splits = peers.load(arguments.data)
    (images, labels), (test_images, test_labels) = [
        (torch.from_numpy(images), torch.from_numpy(labels)) for images, labels in splits]
    np.random.seed(arguments.seed)

    start = time.perf_counter()
    last = train(images, labels, test_images, test_labels, sizes, arguments.steps,
                 arguments.interval)
    seconds = time.perf_counter() - start
    peers.report(seconds=seconds, train_accuracy=last[0], test_accuracy=last[1], loss=last[2])


if __name__ == '__main__':
    main()
