#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests the tests: changes one line of the sources at a time, and looks which changes no test
notices. operators.py says what is changed and what never is.

The seed decides which mutants are drawn. One that does not compile, or of which the compiler makes
the same code, is drawn again. The exit status is 1 when more than 15 % survive, and 2 when nothing
could be said.
"""

import argparse
import collections
import concurrent.futures
import fcntl
import glob
import os
import queue
import resource
import sys
import tempfile
import time

import coverage as coverages
import draw
import finder
import judge
import runner
import sources
import tree as trees

MOST_SURVIVORS = 0.15
WORKERS = 2
TAIL = 20  # lines of what a test said that should have passed

# A mutant may try to take all memory, or fill the disk.
MEMORY = 6 << 30
FILE = 3 << 30  # some tests make a file of 2 GiB, all hole

# As fast as the program itself, and with nothing in the objects that only tells of lines.
OPTIONS = ['-Doptimization=2', '-Ddebug=false']

# Whether a line is executed is what matters, not how often: counters need not be atomic, which
# makes the inner loops many times as slow.
COVERAGE_OPTIONS = ['-Doptimization=0', '-Ddebug=false', '-Db_coverage=true',
                    '-Dc_args=-fprofile-update=single']


def say(text):
    print(text, flush=True)


def each(function, values):
    """Calls a function with each value, two at a time. Returns what came out, in their order."""
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        futures = [pool.submit(function, value) for value in values]
        try:
            return [future.result() for future in futures]
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


class Session:
    """One run of this program."""

    def __init__(self, root, folder):
        self.root = root
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        self.lock = open(os.path.join(folder, 'lock'), 'w', encoding='utf-8')
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise trees.Failure('Mutants are being judged in %s already.' % folder) from error
        self.room = runner.Room()
        self.start = time.monotonic()
        self.key = trees.hash_tree(root)
        self.judges = []
        self.free = queue.Queue()
        self.baseline = {}
        self.coverage = None

    def clock(self):
        seconds = int(time.monotonic() - self.start)
        return '%d:%02d' % (seconds // 60, seconds % 60)

    def build(self):
        say('%s  building' % self.clock())
        for number in range(1, WORKERS + 1):
            tree = trees.Tree(self.root, os.path.join(self.folder, 'copy-%d' % number))
            tree.sync()
            build = tree.build('_build', *OPTIONS)
            tree.read_commands(build)
            tests = runner.list_tests(build)
            self.judges.append(judge.Judge(tree, build, tests, self.room))
            self.free.put(self.judges[-1])

    def run_unmutated(self, a_judge, test, extra=None):
        """A test that passes. By chance, or on a busy machine, it may need to be run again."""
        for _ in range(3):
            result = a_judge.run(test, 1200, extra)
            if result.status == 'passed':
                return result
        raise trees.Failure('%s\nThe test "%s" has to pass before mutants can be judged: it %s.'
                            % ('\n'.join(result.text.splitlines()[-TAIL:]), test.name,
                               result.status))

    def measure(self):
        """Runs the tests with the original: they must pass, and how long they take is noted."""
        say('%s  running %d tests without a mutant' % (self.clock(), len(self.judges[0].tests)))
        names = list(self.judges[0].tests)

        def run(name):
            a_judge = self.free.get()
            try:
                return self.run_unmutated(a_judge, a_judge.tests[name])
            finally:
                self.free.put(a_judge)

        self.baseline = dict(zip(names, each(run, names)))

    def map_lines(self):
        """Which test executes which line; kept until a source changes."""
        path = os.path.join(self.folder, 'coverage.json')
        self.coverage = coverages.Coverage.load(path, self.key)
        if self.coverage is not None:
            return
        say('%s  building with coverage' % self.clock())
        tree = self.judges[0].tree
        build = tree.build('_build-coverage', *COVERAGE_OPTIONS)
        tests = runner.list_tests(build)
        self.coverage = coverages.Coverage()
        say('%s  looking which test executes which line' % self.clock())

        def run(name):
            with tempfile.TemporaryDirectory(prefix='mutate-') as folder:
                extra = coverages.environment(build, folder)
                self.run_unmutated(self.judges[0], tests[name], extra)
                return coverages.read_counts(build, folder, tree.path)

        # The longest first, so that the last one has no long way to go alone.
        names = sorted(tests, key=lambda name: -self.baseline[name].seconds)
        for name, counts in zip(names, each(run, names)):
            for source, lines in counts.items():
                self.coverage.add(name, source, lines)
        self.coverage.save(path, self.key)

    def draw(self, seed, total, wanted):
        """Returns the mutants, the sources by path, and how many were drawn again, by reason."""
        texts = {}
        groups = collections.defaultdict(list)
        for path in sorted(glob.glob('src/*/**/*.c', root_dir=self.root, recursive=True)):
            if os.path.basename(path) != 'main.c':
                text = trees.read_file(os.path.join(self.root, path))
                texts[path] = sources.Source(path, text)
                groups[draw.group_of(path)] += finder.find(texts[path])
        say('%s  drawing %d of %d mutants, seed %s'
            % (self.clock(), total, sum(map(len, groups.values())), seed))
        quotas = draw.quotas(sorted(groups), total)

        def draw_group(group):
            a_judge = self.free.get()
            try:
                return draw.draw_group(seed, quotas[group], texts, groups[group], a_judge.tree)
            finally:
                self.free.put(a_judge)

        results = each(draw_group, sorted(groups))
        drawn = [mutant for mutants, _ in results for mutant in mutants if wanted in mutant.path]
        return drawn, texts, sum((counts for _, counts in results), collections.Counter())

    def judge(self, mutants, texts):
        say('%s  judging' % self.clock())
        done = []

        def judge_one(mutant):
            a_judge = self.free.get()
            try:
                source = texts[mutant.path]
                names = judge.judging_tests(mutant, a_judge.tests, self.coverage, self.baseline)
                verdict = a_judge.try_mutant(mutant, source, finder.apply(mutant, source.text),
                                             names, self.baseline)
            finally:
                self.free.put(a_judge)
            done.append(mutant)
            by = '' if verdict.status == 'survived' else ', by ' + verdict.reason
            say('%s  %2d/%d  %s:%d  %s: %s%s'
                % (self.clock(), len(done), len(mutants), mutant.path, mutant.line,
                   mutant.operator, verdict.status, by))
            return verdict

        return each(judge_one, mutants)


def describe(mutant, source):
    after = finder.apply(mutant, source.text).split('\n')[mutant.line - 1]
    return '\n%s:%d  %s\n  - %s\n  + %s\n' % (
        mutant.path, mutant.line, mutant.operator, source.line_text(mutant.line).strip(),
        after.strip())


def report(session, mutants, verdicts, texts, drawn_again):
    """Prints the survivors and the counts. Returns the exit status."""
    if not mutants:
        raise trees.Failure('There is no mutant to judge.')
    for mutant, verdict in zip(mutants, verdicts):
        if verdict.status == 'survived':
            say(describe(mutant, texts[mutant.path]) + '  ' + verdict.reason)
    counts = collections.Counter(verdict.status for verdict in verdicts)
    share = counts['survived'] / len(mutants)
    say('\n%s  drawn again: %d that the compiler refuses, %d of which it makes the same code'
        % (session.clock(), drawn_again['refused'], drawn_again['same']))
    say('%d mutants: %d killed by a test, %d killed as a test never ended, %d survived (%.1f %%)'
        % (len(mutants), counts['killed'], counts['timed out'], counts['survived'], 100 * share))
    return 1 if share > MOST_SURVIVORS else 0


def limit_resources():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, FILE)):
        soft, hard = resource.getrlimit(kind)
        if soft == resource.RLIM_INFINITY or soft > most:
            resource.setrlimit(kind, (most, hard))


def main():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    parser = argparse.ArgumentParser(prog='mutate', description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('seed', nargs='?', type=int, default=1, metavar='SEED',
                        help='which mutants are drawn (%(default)s)')
    parser.add_argument('--mutants', type=int, default=draw.MUTANTS, metavar='N',
                        help='how many are drawn (%(default)s)')
    parser.add_argument('--only', default='', metavar='TEXT',
                        help='of these, judge those in files whose path has this in it')
    parser.add_argument('--list', action='store_true',
                        help='only say which are drawn')
    parser.add_argument('--folder', default=os.path.join(root, '_build-mutate'),
                        help='where copies of the sources are built')
    arguments = parser.parse_args()

    try:
        limit_resources()
        session = Session(root, os.path.abspath(arguments.folder))
        session.build()
        mutants, texts, counts = session.draw(arguments.seed, arguments.mutants, arguments.only)
        if arguments.list:
            say(''.join(describe(mutant, texts[mutant.path]) for mutant in mutants))
            return
        session.measure()
        session.map_lines()
        verdicts = session.judge(mutants, texts)
        sys.exit(report(session, mutants, verdicts, texts, counts))
    except trees.Failure as failure:
        print(failure, file=sys.stderr)
        sys.exit(2)


if __name__ == '__main__':
    main()
