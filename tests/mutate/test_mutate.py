#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the mutants: how they are drawn and judged, and with test_operators.py what they are.
Prints the Test Anything Protocol."""

import os
import subprocess
import sys
import tempfile
import time
import unittest

import coverage
import draw
import finder
import judge
import runner
import sources
import test_operators
import tree


class DrawTest(unittest.TestCase):
    def pool(self, seed, paths):
        text = test_operators.MAIN % 'x = a + 1;\n y (b);\n z = c < d;\n return 7;'
        texts = {path: sources.Source(path, text) for path in paths}
        mutants = sum((finder.find(texts[path]) for path in paths), [])
        return draw.Pool(seed, texts, mutants)

    def draw_all(self, seed, paths):
        pool = self.pool(seed, paths)
        drawn = []
        while (mutant := pool.draw(len(drawn), 0)) is not None:
            pool.take(mutant)
            drawn.append(mutant)
        return drawn

    def test_seed(self):
        paths = ['src/core/a.c', 'src/core/b.c', 'src/core/data/c.c']
        self.assertEqual(self.draw_all(1, paths), self.draw_all(1, paths))
        self.assertNotEqual(self.draw_all(1, paths), self.draw_all(2, paths))
        # The same on every machine.
        self.assertEqual(draw.digest(1, 'a')[:8], '03a95b5f')

    def test_at_most_two_per_file(self):
        drawn = [mutant.path for mutant in self.draw_all(1, ['src/core/a.c', 'src/core/b.c'])]
        self.assertEqual(sorted(drawn), ['src/core/a.c'] * 2 + ['src/core/b.c'] * 2)

    def test_folders_take_turns(self):
        paths = ['src/core/%s.c' % name for name in 'abcdefg'] + ['src/core/run/x.c']
        for seed in range(5):
            drawn = self.draw_all(seed, paths)
            self.assertIn('src/core/run/x.c', [mutant.path for mutant in drawn[:2]])

    def test_quotas(self):
        self.assertEqual(draw.quotas(['app', 'chart', 'cli', 'core'], 36),
                         {'app': 11, 'chart': 11, 'cli': 3, 'core': 11})
        self.assertEqual(sum(draw.quotas(['app', 'core'], 7).values()), 7)
        self.assertEqual([draw.group_of('src/%s/a.c' % name) for name in ('lab', 'core', 'cli')],
                         ['app', 'core', 'cli'])


class JudgeTest(unittest.TestCase):
    def mutant(self, line, in_function=True):
        return finder.Mutant('src/core/normlab-foo.c', line, 0, 'call', 0, 0, '', line - 1, line,
                             in_function)

    def test_coverage(self):
        lines = coverage.Coverage()
        lines.add('one', 'src/core/normlab-foo.c', {3: 1, 5: 0, 9: 2})
        lines.add('two', 'src/core/normlab-foo.c', {3: 4, 5: 0, 8: 0, 20: 1})
        lines.add('one', 'src/core/normlab-bar.c', {30: 1})
        self.assertEqual(lines.tests_of(self.mutant(3)), {'one', 'two'})
        self.assertEqual(lines.tests_of(self.mutant(5)), set())
        self.assertEqual(lines.tests_of(self.mutant(10)), {'one'})
        self.assertEqual(lines.tests_of(self.mutant(15)), {'one', 'two'})
        self.assertEqual(lines.tests_of(self.mutant(5, False)), {'one', 'two'})
        self.assertIsNone(coverage.Coverage().tests_of(self.mutant(3)))

    def test_judging_tests(self):
        def test(name, suite):
            entry = {'name': name, 'suite': ['normlab:' + suite], 'env': {}, 'cmd': [],
                     'is_parallel': True, 'depends': []}
            return runner.Test('', entry, {})

        tests = {name: test(name, suite) for name, suite in (
            ('slow', 'core'), ('quick', 'core'), ('foo', 'core'), ('ui-foo', 'ui'), ('cli', 'cli'))}
        baseline = {name: runner.Result('passed', 1, seconds, '') for name, seconds in (
            ('slow', 9), ('quick', 1), ('foo', 5), ('ui-foo', 3), ('cli', 2))}
        lines = coverage.Coverage()
        for name in tests:
            lines.add(name, 'src/core/normlab-foo.c', {3: 1, 5: name in ('cli', 'ui-foo')})

        def judging(line):
            return judge.judging_tests(self.mutant(line), tests, lines, baseline)

        self.assertEqual(judging(3), ['foo', 'quick', 'slow'])
        # The tests of its part do not execute it.
        self.assertEqual(judging(5), ['ui-foo', 'cli'])

    def test_coverage_is_kept_for_its_sources(self):
        lines = coverage.Coverage()
        lines.add('one', 'src/core/normlab-foo.c', {3: 1, 4: 0})
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'coverage.json')
            self.assertIsNone(coverage.Coverage.load(path, 'key'))
            lines.save(path, 'key')
            self.assertEqual(coverage.Coverage.load(path, 'key').lines, lines.lines)
            self.assertIsNone(coverage.Coverage.load(path, 'other'))

    def test_names(self):
        for name, module, same in (('text', 'core/normlab-text', True),
                                   ('chart-draw', 'chart/normlab-chart-draw', True),
                                   ('ui-window', 'app/window/normlab-window-keys', True),
                                   ('network', 'core/network/normlab-network-gradient', True),
                                   ('dataset-errors', 'core/data/normlab-dataset', True),
                                   ('text', 'core/normlab-texture', False),
                                   ('chart-pick', 'chart/normlab-chart-draw', False)):
            self.assertEqual(judge.is_of_module(name, 'src/%s.c' % module), same, (name, module))

    def run_script(self, script, limit=20):
        entry = {'name': 'a', 'suite': ['normlab:core'], 'is_parallel': True, 'env': {'A': 'b'},
                 'cmd': ['sh', '-c', script], 'workdir': None, 'depends': []}
        return runner.Test(tempfile.gettempdir(), entry, {}).run(limit)

    def test_results(self):
        for script, status, n in (('echo "ok 1 a"; echo "ok 2 b # SKIP c"', 'passed', 2),
                                  ('echo "ok 1 $A"; echo "not ok 2"', 'failed', 2),
                                  ('echo "ok 1"; exit 1', 'failed', 1),
                                  ('echo "1..0 # SKIP"', 'failed', 0),
                                  ('echo "ok 1"; kill -ABRT $$', 'failed', 1)):
            result = self.run_script(script)
            self.assertEqual((result.status, result.n_results), (status, n), script)

    def test_endless_loop_ends_with_its_children(self):
        start = time.monotonic()
        result = self.run_script('sleep 1000 & echo $!; wait', 0.5)
        self.assertEqual(result.status, 'timed out')
        self.assertLess(time.monotonic() - start, 100)
        self.assert_gone(int(result.text))

    def test_nothing_is_left_behind(self):
        result = self.run_script('sleep 1000 & echo $!; echo "ok 1"')
        self.assertEqual(result.status, 'passed')
        self.assert_gone(int(result.text.split()[0]))

    def assert_gone(self, process):
        """It may still have to be waited for by whoever inherited it."""
        for _ in range(100):
            try:
                state = tree.read_file('/proc/%d/stat' % process).rpartition(')')[2].split()[0]
            except FileNotFoundError:
                return
            if state == 'Z':
                return
            time.sleep(0.1)
        self.fail('it still runs')


class TreeTest(unittest.TestCase):
    def write(self, root, path, text):
        os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
        with open(os.path.join(root, path), 'w', encoding='utf-8') as file:
            file.write(text)

    def test_sync(self):
        with tempfile.TemporaryDirectory() as root, tempfile.TemporaryDirectory() as folder:
            for path in ('src/a.c', 'src/b.c', '_build/x', '.git/y'):
                self.write(root, path, path)
            copy = tree.Tree(root, os.path.join(folder, 'copy'))
            copy.sync()
            self.assertEqual(tree.list_files(copy.path), ['src/a.c', 'src/b.c'])
            time_before = os.stat(os.path.join(copy.path, 'src/a.c')).st_mtime_ns
            copy.write('src/b.c', 'changed')
            self.write(copy.path, 'src/left.c', '')
            copy.sync()
            self.assertEqual(tree.list_files(copy.path), ['src/a.c', 'src/b.c'])
            self.assertEqual(tree.read_file(os.path.join(copy.path, 'src/b.c')), 'src/b.c')
            self.assertEqual(os.stat(os.path.join(copy.path, 'src/a.c')).st_mtime_ns, time_before)

    def test_weigh(self):
        with tempfile.TemporaryDirectory() as root:
            text = 'int f (int a);\nint f (int a) { return a + a; }\n'
            self.write(root, 'src/a.c', text)
            compiler = os.environ.get('CC', 'cc')
            command = '%s -O2 -MF a.d -MD -o a.o -c src/a.c' % compiler
            subprocess.run(command, shell=True, cwd=root, check=True)
            copy = tree.Tree(root, root)
            copy.commands['src/a.c'] = [{'directory': root, 'command': command, 'output': 'a.o'}]
            for changed, weight in (('a + a', 'same'), ('2 * a', 'same'), ('a * a', 'changed'),
                                    ('a +', 'refused'), ('b', 'refused')):
                self.assertEqual(
                    copy.weigh('src/a.c', text, text.replace('a + a', changed)), weight, changed)
            self.assertEqual(tree.read_file(os.path.join(root, 'src/a.c')), text)


class Protocol(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.bad = set()

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.bad.add(test.id())

    addError = addFailure

    def stopTest(self, test):
        super().stopTest(test)
        print('%sok %d - %s' % ('not ' if test.id() in self.bad else '', self.testsRun,
                                test.id().replace('__main__.', '')), flush=True)


def main():
    load = unittest.defaultTestLoader.loadTestsFromModule
    suite = unittest.TestSuite(map(load, (test_operators, sys.modules['__main__'])))
    print('1..%d' % suite.countTestCases())
    result = Protocol()
    suite.run(result)
    for _, text in result.failures + result.errors:
        print(''.join('# %s\n' % line for line in text.splitlines()), end='')
    sys.exit(not result.wasSuccessful() or result.testsRun == 0)


if __name__ == '__main__':
    main()
