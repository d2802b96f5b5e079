# SPDX-License-Identifier: GPL-3.0-or-later
"""Which tests execute which lines: gcov's counts, of each test alone."""

import collections
import json
import os
import shutil
import subprocess

import tree as trees

BATCH = 100


class Coverage:
    """Lines by source and number, each with the names of the tests that execute it."""

    def __init__(self, lines=None):
        self.lines = lines if lines is not None else {}

    def add(self, test, path, counts):
        """counts: by line, how often a test executed it."""
        lines = self.lines.setdefault(path, {})
        for line, count in counts.items():
            tests = lines.setdefault(line, [])
            if count > 0 and test not in tests:
                tests.append(test)

    def tests_of(self, mutant):
        """The tests that execute a mutant's line. Where the compiler makes no code of that line on
        its own, those that execute anything of its statement; and where it is no code but data, or
        has been merged with other code, those that execute anything of the file. None when the file
        has no code at all."""
        lines = self.lines.get(mutant.path)
        if not lines:
            return None
        if mutant.in_function:
            if mutant.line in lines:
                return set(lines[mutant.line])
            known = [line for line in range(mutant.first_line, mutant.last_line + 1)
                     if line in lines]
            if known:
                return set().union(*(lines[line] for line in known))
        return set().union(*lines.values())

    def save(self, path, key):
        with open(path, 'w', encoding='utf-8') as file:
            json.dump({'key': key, 'lines': self.lines}, file)

    @classmethod
    def load(cls, path, key):
        """What was saved under this key, or None."""
        try:
            data = json.loads(trees.read_file(path))
        except (FileNotFoundError, ValueError):
            return None
        if data.get('key') != key:
            return None
        return cls({source: {int(line): tests for line, tests in lines.items()}
                    for source, lines in data['lines'].items()})


def environment(build, folder):
    """With it, a program of the build folder writes its counts below another folder."""
    depth = len([part for part in os.path.abspath(build).split(os.sep) if part])
    return {'GCOV_PREFIX': folder, 'GCOV_PREFIX_STRIP': str(depth)}


def read_counts(build, folder, root):
    """What a test left in its folder: by source below root, by line, how often it was executed."""
    found = collections.defaultdict(lambda: collections.defaultdict(int))
    names = [os.path.relpath(os.path.join(place, name), folder)
             for place, _, files in os.walk(folder) for name in files if name.endswith('.gcda')]
    for name in names:
        notes = name[:-len('.gcda')] + '.gcno'
        shutil.copyfile(os.path.join(build, notes), os.path.join(folder, notes))
    for i in range(0, len(names), BATCH):
        result = subprocess.run(['gcov', '--json-format', '--stdout'] + names[i:i + BATCH],
                                cwd=folder, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise trees.Failure('gcov: ' + result.stderr)
        for line in result.stdout.splitlines():
            for file in json.loads(line)['files'] if line else ():
                path = os.path.relpath(os.path.join(build, file['file']), root)
                for entry in file['lines']:
                    found[path][entry['line_number']] += entry['count']
    return {path: counts for path, counts in found.items() if path.startswith('src/')}
