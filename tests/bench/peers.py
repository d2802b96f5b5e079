# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmark's peers share: the data, and how they report."""

import argparse
import gzip
import os
import struct

import numpy as np

FILES = {
    'training': ('train-images-idx3-ubyte', 'train-labels-idx1-ubyte', 60000),
    'test': ('t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte', 10000),
}


def read_idx(path):
    opener = open if os.path.exists(path) else gzip.open
    with opener(path if opener is open else path + '.gz', 'rb') as file:
        n_dimensions = file.read(4)[3]
        shape = struct.unpack('>%dI' % n_dimensions, file.read(4 * n_dimensions))
        return np.frombuffer(file.read(), dtype=np.uint8).reshape(shape)


def make_split(n, generator):
    """Noise with MNIST's share of white, for machines that do not have it; dense code takes the
    same time for both."""
    images = generator.integers(1, 256, size=(n, 784), dtype=np.uint8)
    images[generator.random((n, 784), dtype=np.float32) < 0.81] = 0
    return images, generator.integers(0, 10, size=n, dtype=np.uint8)


def load(folder):
    """The notebook's data: (images as n × 784 float32 from 0 to 1, labels) for training and test."""
    generator = np.random.default_rng(1)
    splits = []
    for images_name, labels_name, n in FILES.values():
        if folder:
            images = read_idx(os.path.join(folder, images_name))
            labels = read_idx(os.path.join(folder, labels_name))
        else:
            images, labels = make_split(n, generator)
        splits.append((images.reshape(len(images), -1).astype(np.float32) / 255,
                       labels.astype(np.int64)))
    return splits


def parse(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument('--data', metavar='FOLDER',
                        help='the folder with the four IDX files; default: made-up images')
    parser.add_argument('--seed', type=int, default=0)
    return parser


def report(**values):
    for key, value in values.items():
        print(key, value)
