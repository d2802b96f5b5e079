# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws mutants by a seed.

Every choice is that of the smallest SHA-256 sum of the seed and the name of what is chosen, so it
is the same on every machine, and a change of one file leaves most of the draw as it was.
"""

import collections
import hashlib
import os

import finder

MUTANTS = 36
MOST_PER_FILE = 2

# What one of these folders below src gets of every ten; those that are not here share with app.
SHARES = {'core': 3, 'chart': 3, 'app': 3, 'cli': 1}


def digest(*parts):
    return hashlib.sha256('\0'.join(map(str, parts)).encode()).hexdigest()


def group_of(path):
    """The part of SHARES to which src/FOLDER/… belongs."""
    folder = path.split('/')[1]
    return folder if folder in SHARES else 'app'


def quotas(groups, total):
    """How many each group gets: by its share, the largest remainders rounded up."""
    whole = sum(SHARES[group] for group in groups)
    exact = {group: total * SHARES[group] / whole for group in groups}
    counts = {group: int(exact[group]) for group in groups}
    by_remainder = sorted(groups, key=lambda group: (counts[group] - exact[group], group))
    for group in by_remainder[:total - sum(counts.values())]:
        counts[group] += 1
    return counts


class Pool:
    """The mutants of one group. Slots go round its folders, so that none is missed."""

    def __init__(self, seed, sources, mutants):
        self.seed = seed
        self.sources = sources  # by path
        self.left = list(mutants)
        self.taken = {}         # by path, how many
        folders = {os.path.dirname(mutant.path) for mutant in mutants}
        self.folders = sorted(folders, key=lambda folder: digest(seed, folder))

    def draw(self, slot, attempt):
        """The next mutant, which is not drawn again; None when there is none left."""
        folder = self.folders[slot % len(self.folders)]
        open_ones = [mutant for mutant in self.left
                     if self.taken.get(mutant.path, 0) < MOST_PER_FILE]
        choice = [mutant for mutant in open_ones if os.path.dirname(mutant.path) == folder]
        choice = choice or open_ones
        # Operators and files first: a table of a thousand numbers has one chance, not a thousand.
        for key in ('operator', 'path'):
            names = {getattr(mutant, key) for mutant in choice}
            name = min(names, key=lambda n: digest(self.seed, folder, slot, attempt, n),
                       default=None)
            choice = [mutant for mutant in choice if getattr(mutant, key) == name]
        mutant = min(choice, key=self._rank, default=None)
        if mutant is not None:
            self.left.remove(mutant)
        return mutant

    def take(self, mutant):
        self.taken[mutant.path] = self.taken.get(mutant.path, 0) + 1

    def _rank(self, mutant):
        line = self.sources[mutant.path].line_text(mutant.line).strip()
        return digest(self.seed, line, mutant.operator, mutant.replacement), mutant.start


def draw_group(seed, quota, sources, mutants, tree):
    """Draws a group's mutants; those that the compiler refuses or makes the same code of are drawn
    again. Returns them, and how many there were of each kind."""
    pool = Pool(seed, sources, mutants)
    drawn = []
    counts = collections.Counter()
    for slot in range(quota):
        attempt = 0
        while (mutant := pool.draw(slot, attempt)) is not None:
            attempt += 1
            text = sources[mutant.path].text
            weight = tree.weigh(mutant.path, text, finder.apply(mutant, text))
            counts[weight] += 1
            if weight == 'changed':
                pool.take(mutant)
                drawn.append(mutant)
                break
    return drawn, counts
