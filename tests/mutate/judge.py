# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges a mutant: builds it, and runs the tests that execute its line until one fails."""

import collections
import os
import subprocess

# The suites that are to notice a change in a folder below src; beside the one of that name.
SUITES = {'app': {'ui'}, 'lab': {'ui'}}

# A test that takes so much longer than with the original never ends.
TIMES = 3
SECONDS = 10

# status: "killed", "timed out" or "survived"; reason: the test that noticed, or what was tried.
Verdict = collections.namedtuple('Verdict', 'status reason')


class Judge:
    """Judges mutants in one copy of the checkout."""

    def __init__(self, tree, build, tests, room):
        self.tree = tree
        self.build = build
        self.tests = tests  # by name
        self.room = room

    def try_mutant(self, mutant, source, changed, names, baseline):
        """names: the tests in their order; baseline: by name, their results with the original."""
        if not names:
            return Verdict('survived', 'no test executes it')
        self.tree.write(mutant.path, changed)
        try:
            for name in names:
                verdict = self._try_test(self.tests[name], baseline[name])
                if verdict is not None:
                    return verdict
        finally:
            self.tree.write(mutant.path, source.text)
        return Verdict('survived', 'no notice is taken by ' + ', '.join(names))

    def _try_test(self, test, known):
        if not self._make(test):
            return Verdict('killed', 'the linker')
        limit = TIMES * known.seconds + SECONDS
        # A test that fails by chance fails once.
        for _ in range(2):
            result = self.run(test, limit)
            if result.status == 'timed out':
                return Verdict('timed out', test.name)
            if result.status == 'passed' and result.n_results == known.n_results:
                return None
        return Verdict('killed', test.name)

    def _make(self, test):
        self.room.enter(False)
        try:
            return subprocess.run(['ninja', '-C', self.build] + test.targets, check=False,
                                  stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
        finally:
            self.room.leave()

    def run(self, test, limit, extra=None):
        alone = not test.is_parallel
        self.room.enter(alone)
        try:
            return test.run(limit, extra)
        finally:
            self.room.leave()


def judging_tests(mutant, tests, coverage, baseline):
    """Names of the tests that are to notice a mutant: those of its part of the program that execute
    its line, or all that do if none of these does. First the tests of its very module, then the
    quickest."""
    folder = mutant.path.split('/')[1]
    suites = SUITES.get(folder, set()) | {folder}
    executing = coverage.tests_of(mutant)
    executing = set(tests) if executing is None else executing & set(tests)
    own = {name for name in executing if tests[name].suites & suites}
    return sorted(own or executing, key=lambda name: (
        not is_of_module(name, mutant.path), baseline[name].seconds, name))


def is_of_module(name, path):
    """Whether a test's name says that it is of a source: ui-window of normlab-window-keys.c."""
    module = os.path.basename(path)[:-len('.c')]
    module = module[len('normlab-'):] if module.startswith('normlab-') else module
    name = name[len('ui-'):] if name.startswith('ui-') else name
    return (module + '-').startswith(name + '-') or (name + '-').startswith(module + '-')
