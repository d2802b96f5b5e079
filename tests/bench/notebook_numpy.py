#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The notebook's first experiment in NumPy.

784 – 40 – 20 – 10 with batch normalization, sigmoid and Xavier's initialization: 1,000 steps of 100
images, each with one gradient and an update of W1 … W3 and b1 … b3, and every ten steps the
accuracy over the 10,000 test images and over the batch.

As the notebook does it, with the library that it comes with: the loss of the batch is computed after
each of the six updates, every loss and every gradient include weight decay (of 0), batch norm goes
through mean and variance step by step, the first layer computes its input's gradient as the others
do, and the parameters are what np.random.randn gives, float64. With --well-batched there is none of
this: one loss where there is one accuracy, the short formulas, float32.

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
DECAY = 0.0
EPSILON = 1e-6


class Affine:
    def __init__(self, weights, biases):
        self.w, self.b = weights, biases

    def forward(self, x, training):
        self.x = x
        return np.dot(x, self.w) + self.b

    def backward(self, gradient):
        self.backward_parameters(gradient)
        return np.dot(gradient, self.w.T)

    def backward_parameters(self, gradient):
        self.dw = np.dot(self.x.T, gradient)
        self.db = np.sum(gradient, axis=0)


class BatchNorm:
    """Step by step, as one writes it down from the paper."""

    def __init__(self, units, dtype):
        self.gamma, self.beta = np.ones(units, dtype), np.zeros(units, dtype)
        self.mean, self.variance = np.zeros(units, dtype), np.zeros(units, dtype)

    def forward(self, x, training):
        if training:
            normalized = self.normalize(x)
        else:
            centred = x - self.mean
            normalized = centred / np.sqrt(self.variance + EPSILON)
        return self.gamma * normalized + self.beta

    def normalize(self, x):
        mean = np.mean(x, axis=0)
        self.centred = x - mean
        variance = np.mean(self.centred ** 2, axis=0)
        self.std = np.sqrt(variance + EPSILON)
        self.normalized = self.centred / self.std
        self.mean = 0.9 * self.mean + 0.1 * mean
        self.variance = 0.9 * self.variance + 0.1 * variance
        return self.normalized

    def backward(self, gradient):
        n = len(gradient)
        self.dbeta = np.sum(gradient, axis=0)
        self.dgamma = np.sum(self.normalized * gradient, axis=0)
        dnormalized = self.gamma * gradient
        dstd = -np.sum(dnormalized * self.centred / (self.std * self.std), axis=0)
        dvariance = 0.5 * dstd / self.std
        dcentred = dnormalized / self.std + (2.0 / n) * self.centred * dvariance
        return dcentred - np.sum(dcentred, axis=0) / n


class ShortBatchNorm(BatchNorm):
    """The same in the fewest passes over the data."""

    def forward(self, x, training):
        if training:
            return self.gamma * self.normalize(x) + self.beta
        return (x - self.mean) * (self.gamma / np.sqrt(self.variance + EPSILON)) + self.beta

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
        return gradient * (1.0 - self.out) * self.out


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


class Network:
    def __init__(self, well_batched):
        dtype = np.float32 if well_batched else np.float64
        norm = ShortBatchNorm if well_batched else BatchNorm
        self.well_batched = well_batched
        self.affines = []
        self.layers = []
        for i, (n_in, n_out) in enumerate(zip(SIZES, SIZES[1:])):
            weights = np.sqrt(1 / n_in) * np.random.randn(n_in, n_out)
            affine = Affine(weights.astype(dtype), np.zeros(n_out, dtype))
            self.affines.append(affine)
            self.layers.append(affine)
            if i < len(SIZES) - 2:
                self.layers += [norm(n_out, dtype), Sigmoid()]

    def predict(self, x, training=False):
        for layer in self.layers:
            x = layer.forward(x, training)
        return x

    def loss(self, x, labels, training=False):
        self.shares = softmax(self.predict(x, training))
        decay = 0 if self.well_batched else sum(
            0.5 * DECAY * np.sum(affine.w ** 2) for affine in self.affines)
        return -np.sum(np.log(self.shares[np.arange(len(labels)), labels] + 1e-7)) / len(labels) + decay

    def accuracy(self, x, labels):
        return np.sum(np.argmax(self.predict(x), axis=1) == labels) / len(labels)

    def gradient(self, x, labels):
        if self.well_batched:
            gradient = softmax(self.predict(x, training=True))
        else:
            self.loss(x, labels, training=True)
            gradient = self.shares.copy()
        gradient[np.arange(len(labels)), labels] -= 1
        gradient /= len(labels)
        for layer in reversed(self.layers[1:]):
            gradient = layer.backward(gradient)
        if self.well_batched:
            self.layers[0].backward_parameters(gradient)
            return
        self.layers[0].backward(gradient)
        for affine in self.affines:
            affine.dw = affine.dw + DECAY * affine.w


def train(images, labels, test_images, test_labels, well_batched):
    network = Network(well_batched)
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
