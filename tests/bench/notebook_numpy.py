#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The notebook's first experiment in NumPy.

784 – 40 – 20 – 10 with batch normalization, sigmoid and Xavier's initialization: 1,000 steps of 100
images, each with one gradient and an update of W1 … W3 and b1 … b3, and every ten steps the
accuracy over the 10,000 test images and over the batch.

As the notebook does it, the loss of the batch is computed after each of the six updates, and the
parameters are what np.random.randn gives, float64. With --well-batched there is one loss where there
is one accuracy, and everything is float32.

Prints the seconds without loading the data, and the last accuracies and loss.
"""

import time

import numpy as np

import peers

SIZES = [784, 40, 20, 10]
STEPS = 1000
INTERVAL = 10
BATCH = 100
RATE = 0.01
EPSILON = 1e-6


class Affine:
    def __init__(self, weights, biases):
        self.w, self.b = weights, biases

    def forward(self, x, training):
        self.x = x
        return x @ self.w + self.b

    def backward(self, gradient, need_input=True):
        self.dw = self.x.T @ gradient
        self.db = gradient.sum(axis=0)
        return gradient @ self.w.T if need_input else None


class BatchNorm:
    def __init__(self, units, dtype):
        self.gamma, self.beta = np.ones(units, dtype), np.zeros(units, dtype)
        self.mean, self.variance = np.zeros(units, dtype), np.zeros(units, dtype)

    def forward(self, x, training):
        if not training:
            scale = self.gamma / np.sqrt(self.variance + EPSILON)
            return (x - self.mean) * scale + self.beta
        mean = x.mean(axis=0)
        centred = x - mean
        variance = (centred * centred).mean(axis=0)
        self.std = np.sqrt(variance + EPSILON)
        self.normalized = centred / self.std
        self.mean = 0.9 * self.mean + 0.1 * mean
        self.variance = 0.9 * self.variance + 0.1 * variance
        return self.gamma * self.normalized + self.beta

    def backward(self, gradient):
        self.dbeta = gradient.sum(axis=0)
        self.dgamma = (gradient * self.normalized).sum(axis=0)
        n = len(gradient)
        return self.gamma / self.std * (
            gradient - self.dbeta / n - self.normalized * (self.dgamma / n))


class Sigmoid:
    def forward(self, x, training):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, gradient):
        return gradient * self.out * (1 - self.out)


class Network:
    def __init__(self, dtype):
        self.affines = []
        self.layers = []
        for i, (n_in, n_out) in enumerate(zip(SIZES, SIZES[1:])):
            weights = np.sqrt(1 / n_in) * np.random.randn(n_in, n_out)
            affine = Affine(weights.astype(dtype), np.zeros(n_out, dtype))
            self.affines.append(affine)
            self.layers.append(affine)
            if i < len(SIZES) - 2:
                self.layers += [BatchNorm(n_out, dtype), Sigmoid()]

    def predict(self, x, training=False):
        for layer in self.layers:
            x = layer.forward(x, training)
        return x

    @staticmethod
    def softmax(logits):
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    def loss(self, x, labels):
        shares = self.softmax(self.predict(x))
        return -np.log(shares[np.arange(len(labels)), labels] + 1e-7).mean()

    def accuracy(self, x, labels):
        return (self.predict(x).argmax(axis=1) == labels).mean()

    def gradient(self, x, labels):
        gradient = self.softmax(self.predict(x, training=True))
        gradient[np.arange(len(labels)), labels] -= 1
        gradient /= len(labels)
        for layer in reversed(self.layers[1:]):
            gradient = layer.backward(gradient)
        self.layers[0].backward(gradient, need_input=False)


def train(images, labels, test_images, test_labels, well_batched):
    network = Network(np.float32 if well_batched else np.float64)
    for step in range(1, STEPS + 1):
        choice = np.random.choice(len(images), BATCH)
        x, t = images[choice], labels[choice]
        network.gradient(x, t)
        for name, gradient in (('w', 'dw'), ('b', 'db')):
            for affine in network.affines:
                parameter = getattr(affine, name)
                parameter -= RATE * getattr(affine, gradient)
                if not well_batched:
                    loss = network.loss(x, t)
        if step % INTERVAL == 0:
            if well_batched:
                loss = network.loss(x, t)
            test_accuracy = network.accuracy(test_images, test_labels)
            train_accuracy = network.accuracy(x, t)
    return train_accuracy, test_accuracy, loss


def main():
    parser = peers.parse(__doc__.splitlines()[0])
    parser.add_argument('--well-batched', action='store_true')
    arguments = parser.parse_args()
    (images, labels), (test_images, test_labels) = peers.load(arguments.data)
    np.random.seed(arguments.seed)

    start = time.perf_counter()
    last = train(images, labels, test_images, test_labels, arguments.well_batched)
    seconds = time.perf_counter() - start
    peers.report(seconds=seconds, train_accuracy=last[0], test_accuracy=last[1], loss=last[2])


if __name__ == '__main__':
    main()
