#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The notebook's first experiment as near as scikit-learn comes to it, on one thread.

MLPClassifier with the same layers, sigmoid, steps, batches and evaluations, by partial_fit(); it has
no batch normalization, draws its first weights in another way, and updates all of them.

Prints the seconds without loading the data, and the last accuracies.
"""

import time

import numpy as np
from sklearn.neural_network import MLPClassifier

import peers
from notebook_numpy import BATCH, INTERVAL, RATE, SIZES, STEPS


def train(images, labels, test_images, test_labels):
    network = MLPClassifier(SIZES[1:-1], activation='logistic', solver='sgd', alpha=0.0,
                            batch_size=BATCH, learning_rate_init=RATE, momentum=0.0)
    classes = np.arange(SIZES[-1])
    for step in range(1, STEPS + 1):
        choice = np.random.choice(len(images), BATCH)
        x, t = images[choice], labels[choice]
        network.partial_fit(x, t, classes)
        if step % INTERVAL == 0:
            train_accuracy = np.mean(network.predict(x) == t)
            test_accuracy = np.mean(network.predict(test_images) == test_labels)
    return train_accuracy, test_accuracy


def main():
    arguments = peers.parse(__doc__.splitlines()[0]).parse_args()
    (images, labels), (test_images, test_labels) = peers.load(arguments.data)
    np.random.seed(arguments.seed)

    start = time.perf_counter()
    last = train(images, labels, test_images, test_labels)
    seconds = time.perf_counter() - start
    peers.report(seconds=seconds, train_accuracy=last[0], test_accuracy=last[1])


if __name__ == '__main__':
    main()
