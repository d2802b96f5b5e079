#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Normlab beside what else there is, and says whether it reaches its targets.

Ours and each peer take turns within one run, round after round; a ratio is the median of the
rounds' ratios, so that a machine that is busy for a while does not tilt it. The exit status is 1
when a target is missed.

The programs measured lie in one folder: normlab-bench is called as "normlab-bench --data DIR|builtin
NAME …"; those called -window, -chart and -inside need a display. Each prints lines "key value".
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
EXPERIMENT = os.path.join(HERE, 'many.experiment')
INSIDE = os.path.join(HERE, 'inside.experiment')
KINDS = ('notebook', 'loss', 'wide', 'gemm', 'threads', 'load', 'probe', 'window', 'chart', 'inside', 'before', 'drag')
NAMES = ('train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz',
         't10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz')

# The notebook's multiplications and additions, each layer dense: 1,000 gradients of 100 images (in
# the first layer none with respect to the pixels) and 100 evaluations of 10,000.
WEIGHTS = (784 * 40, 40 * 20, 20 * 10)
TRAINING_FLOP = 2 * 1000 * 100 * (3 * sum(WEIGHTS) - WEIGHTS[0])
EVALUATION_FLOP = 2 * 100 * 10000 * sum(WEIGHTS)


class Row:
    def __init__(self, what, ours, peer, ratio, target='', met=None):
        self.cells = (what, ours, peer, ratio, target, {True: 'yes', False: 'NO', None: ''}[met])
        self.met = met


def at_least(what, ours, peer, ratio, target):
    return Row(what, ours, peer, '%.2f' % ratio, '≥ %g' % target, ratio >= target)


def limit(what, value, target):
    """A time, in ms."""
    return Row(what, '%.1f ms' % value, '', '', '≤ %.3g ms' % target, value <= target)


def at_most(what, ours, peer, value, target, unit=''):
    return Row(what, ours, peer, '%.3g%s' % (value, unit), '≤ %g%s' % (target, unit),
               value <= target)


def run(command, threads=1, **variables):
    """Runs a program; returns the numbers it printed, and its peak memory in MB as "peak_mb"."""
    environment = dict(os.environ, LC_ALL='C.UTF-8', OPENBLAS_NUM_THREADS=str(threads),
                       PYTHONDONTWRITEBYTECODE='1', **variables)
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit('bench: "%s" ended with status %d' % (' '.join(command), process.returncode))
    values = {'peak_mb': usage.ru_maxrss / 1024, 'ended': time.monotonic()}
    for line in output.splitlines():
        words = line.split()
        if len(words) == 2:
            values.setdefault(words[0], float(words[1]))
    return values


class Bench:
    def __init__(self, arguments):
        self.rounds = arguments.rounds
        self.programs = arguments.programs
        self.folder = arguments.data if os.path.isdir(arguments.data or '') else None

    def ours(self, *words):
        return run([os.path.join(self.programs, 'normlab-bench'),
                    '--data', self.folder or 'builtin', *words])

    def windowed(self, name, *words):
        """A program with a window, as those who have never used it find it."""
        with tempfile.TemporaryDirectory() as home:
            return run([os.path.join(self.programs, name), *words], XDG_DATA_HOME=home,
                       XDG_CONFIG_HOME=home, XDG_CACHE_HOME=home, GSETTINGS_BACKEND='memory',
                       GSETTINGS_SCHEMA_DIR=os.path.join(self.programs, '..', '..', 'data'),
                       GDK_BACKEND='x11', GDK_DEBUG='gl-disable', GSK_RENDERER='cairo',
                       GTK_A11Y='none',
                       NORMLAB_BENCH_START=str(int(time.monotonic() * 1e6)))

    def data(self):
        return [self.folder] if self.folder else []

    def in_window(self, what):
        return self.windowed('normlab-bench-window', what, EXPERIMENT, *self.data())

    def python(self, name, *words, threads=1):
        data = ['--data', self.folder] if self.folder and name != 'sgemm.py' else []
        return run([sys.executable, os.path.join(HERE, name), *words, *data], threads)

    def alternate(self, first, second):
        """Two lists, one value a round from each, taking turns at being first."""
        firsts, seconds = [], []
        for i in range(self.rounds):
            if i % 2 == 0:
                firsts.append(first())
            seconds.append(second())
            if i % 2 == 1:
                firsts.append(first())
        return firsts, seconds

    def notebook(self):
        def ours():
            return self.ours('notebook')['seconds']

        peers = (
            ('NumPy, as the notebook does', 20,
             lambda: self.python('notebook_numpy.py', threads=2)['seconds']),
            ('NumPy, well batched', None,
             lambda: self.python('notebook_numpy.py', '--well-batched', threads=2)['seconds']),
            ('PyTorch, one thread', 4, lambda: self.python('notebook_torch.py')['seconds']),
            ('scikit-learn, one thread', None,
             lambda: self.python('notebook_sklearn.py')['seconds']),
            ('dense at sgemm peak', 1,
             lambda: (TRAINING_FLOP + EVALUATION_FLOP) / 1e9
             / self.python('sgemm.py', 'peak')['peak']),
        )
        for name, target, peer in peers:
            a, b = self.alternate(ours, peer)
            ratio = statistics.median(y / x for x, y in zip(a, b))
            what = 'notebook run / ' + name
            times = ['%.3f s' % statistics.median(x) for x in (a, b)]
            if target is None:
                yield Row(what, *times, '%.2f' % ratio)
            else:
                yield at_least(what, *times, ratio, target)

    def loss(self):
        values = [self.ours('loss') for _ in range(self.rounds)]
        yield at_most('notebook run with the test loss / in full',
                      '%.3f s' % statistics.median(x['with'] for x in values),
                      '%.3f s' % statistics.median(x['without'] for x in values),
                      statistics.median(x['with'] / x['without'] for x in values), 1.25)

    def wide(self):
        for sizes in ('1024,1024', '2048,2048', '2048,2048,2048,2048'):
            peer = ('notebook_torch.py', '--hidden', sizes, '--steps', '20', '--interval', '20')
            a, b = self.alternate(lambda: self.ours('wide', sizes)['seconds'],
                                  lambda: self.python(*peer)['seconds'])
            yield at_least('20 steps of %s / PyTorch, one thread' % sizes,
                           '%.2f s' % statistics.median(a), '%.2f s' % statistics.median(b),
                           statistics.median(y / x for x, y in zip(a, b)), 1)

    def gemm(self):
        for k in (784, 512):
            shape = ('100', str(k), '512')
            a, b = self.alternate(lambda: self.ours('gemm', *shape),
                                  lambda: self.python('sgemm.py', 'layer', *shape))
            for key, name in (('forward', 'X·W'), ('dw', 'Xᵀ·dA'), ('dx', 'dA·Wᵀ')):
                ratio = statistics.median(x[key] / y[key] for x, y in zip(a, b))
                yield at_least('%s %s / OpenBLAS' % ('×'.join(shape), name),
                               '%.1f GF/s' % statistics.median(x[key] for x in a),
                               '%.1f GF/s' % statistics.median(y[key] for y in b), ratio, 0.85)

    def threads(self):
        a, b = self.alternate(lambda: self.ours('runs', '24', '--threads', '2'),
                              lambda: self.ours('runs', '24', '--threads', '1'))
        ratio = statistics.median(y['seconds'] / x['seconds'] for x, y in zip(a, b))
        yield at_least('24 runs on 2 threads / on 1',
                       '%.2f s' % statistics.median(x['seconds'] for x in a),
                       '%.2f s' % statistics.median(y['seconds'] for y in b), ratio, 1.8)
        peak = max(x['peak_mb'] for x in a + b)
        yield at_most('24 runs, peak memory', '%.0f MB' % peak, '', peak, 200, ' MB')

        a, b = self.alternate(lambda: self.ours('runs', '1', '--threads', '2'),
                              lambda: self.ours('runs', '1', '--threads', '1'))
        share = statistics.median(x['seconds'] / y['seconds'] for x, y in zip(a, b))
        yield at_most('one run on 2 threads, of its time on 1',
                      '%.3f s' % statistics.median(x['seconds'] for x in a),
                      '%.3f s' % statistics.median(y['seconds'] for y in b), share, 0.7)

    def load(self):
        paths = [os.path.join(self.folder or '', name) for name in NAMES]
        if not all(os.path.exists(path) for path in paths):
            print('bench: no .gz files to load; left out', file=sys.stderr)
            return

        def gzip():
            start = time.perf_counter()
            subprocess.run(['gzip', '-dc', *paths], stdout=subprocess.DEVNULL, check=True)
            return time.perf_counter() - start

        a, b = self.alternate(lambda: self.ours('load', self.folder)['seconds'], gzip)
        ratio = statistics.median(x / y for x, y in zip(a, b))
        yield at_most('loading MNIST / gzip -dc', '%.3f s' % statistics.median(a),
                      '%.3f s' % statistics.median(b), ratio, 1.3)

    def probe(self):
        values = [self.ours('probe') for _ in range(self.rounds)]
        share = statistics.median(x['with'] / x['without'] - 1 for x in values)
        yield at_most('notebook run watched / not',
                      '%.3f s' % statistics.median(x['with'] for x in values),
                      '%.3f s' % statistics.median(x['without'] for x in values),
                      100 * share, 5, ' %')

    def window(self):
        def median(values, key):
            return statistics.median(x[key] for x in values)

        values = [self.in_window('start') for _ in range(self.rounds)]
        for key, name, target in (('first_frame', 'from the start to the first frame', 400),
                                  ('first_point', 'from Train to the first point', 150)):
            yield limit('window: ' + name, median(values, key), target)

        a, b = self.alternate(lambda: self.in_window('train'),
                              lambda: self.ours('runs', EXPERIMENT))
        fps = median(a, 'fps')
        yield Row('window: frames while 24 networks train', '%.1f /s' % fps, '', '', '≥ 30 /s',
                  fps >= 30)
        yield limit('window: turn of the main loop, 99 % of all', median(a, 'stall_p99'), 20)
        yield limit('window: turn of the main loop, longest', median(a, 'stall_max'), 50)
        ratio = statistics.median(y['seconds'] / x['seconds'] for x, y in zip(a, b))
        yield at_least('24 networks in the window / without', '%.2f s' % median(a, 'seconds'),
                       '%.2f s' % median(b, 'seconds'), ratio, 0.85)

        peak = max(x['peak_mb'] for x in a)
        yield at_most('window: 24 networks, peak memory', '%.0f MB' % peak, '', peak, 400, ' MB')

        values = [self.in_window('stop') for _ in range(self.rounds)]
        yield limit('window: from Stop to the end of 24 runs', median(values, 'stop'), 50)
        values = [self.in_window('close') for _ in range(self.rounds)]
        gone = statistics.median(1000 * x['ended'] - x['closing'] / 1000 for x in values)
        yield limit('window: from closing to the end of the program', gone, 300)

    def chart(self):
        values = [self.windowed('normlab-bench-chart') for _ in range(self.rounds)]

        def median(key):
            return statistics.median(x[key] for x in values)

        what = '50 curves of 10,000 points: '
        yield limit(what + 'one point more', median('append'), 10)
        yield limit(what + 'zoom', median('zoom'), 250)
        yield limit(what + 'resize', median('resize'), 250)
        yield limit(what + 'pointer, 99 % of all frames', median('hover-p99'), 1000 / 60)

    def inside(self):
        def measure(what):
            return [self.windowed('normlab-bench-inside', what, INSIDE, *self.data())
                    for _ in range(self.rounds)]

        def median(values, key):
            return statistics.median(x[key] for x in values)

        values = measure('layers')
        fps = median(values, 'fps')
        yield Row('layers of 4 networks that train: frames', '%.1f /s' % fps, '', '', '≥ 30 /s',
                  fps >= 30)
        yield limit('layers: turn of the main loop, 99 % of all', median(values, 'stall_p99'), 20)
        ratio = statistics.median(x['open'] / x['closed'] for x in values)
        yield at_least('steps with layers open / with curves', '%.0f /s' % median(values, 'open'),
                       '%.0f /s' % median(values, 'closed'), ratio, 0.85)
        yield Row('layers: a step, of the processor', '%.0f µs' % median(values, 'open_cost'),
                  '%.0f µs' % median(values, 'closed_cost'),
                  '%.2f' % statistics.median(x['closed_cost'] / x['open_cost'] for x in values))
        yield Row('layers: the main thread, of a processor',
                  '%.0f %%' % (100 * median(values, 'open_busy')),
                  '%.0f %%' % (100 * median(values, 'closed_busy')), '')

        values = measure('digits')
        frames = max(x['answer_frames'] for x in values)
        yield Row('digits: frames until a stroke is answered', '%.0f' % frames, '', '', '≤ 2',
                  frames <= 2)

    def before(self):
        for sizes in ('40,20', '512,512'):
            values = [self.windowed('normlab-bench-before', sizes, *self.data())
                      for _ in range(self.rounds)]
            yield limit('two networks %s before training: after a change' % sizes,
                        statistics.median(x['median'] for x in values), 100)

    def drag(self):
        for kind, name, target in (('adam', 'one of 24 runs with Adam', 100),
                                   ('wide', 'four runs 512,512 with SGD', 500)):
            values = [run([os.path.join(self.programs, 'normlab-bench-drag'), kind, *self.data()])
                      for _ in range(self.rounds)]
            yield limit('any step again: ' + name, statistics.median(x['median'] for x in values),
                        target)


def print_table(rows):
    cells = [('what', 'ours', 'peer', 'ratio', 'target', 'met')] + [row.cells for row in rows]
    widths = [max(len(line[i]) for line in cells) for i in range(6)]
    for line in cells:
        print('  '.join(text.ljust(width) for text, width in zip(line, widths)).rstrip())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--programs', required=True, metavar='FOLDER', help='what to measure')
    parser.add_argument('--data', metavar='FOLDER',
                        help='the four MNIST files; without them the built-in digits are used')
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--only', action='append',
                        choices=KINDS)
    arguments = parser.parse_args()

    bench = Bench(arguments)
    print('%d rounds, %s' % (bench.rounds, bench.folder or 'the built-in digits'), flush=True)
    rows = []
    for name in arguments.only or KINDS:
        print('measuring: ' + name, file=sys.stderr, flush=True)
        for row in getattr(bench, name)():
            # Said as it comes: who stops the rest keeps what was measured.
            print('  ' + '  '.join(row.cells), file=sys.stderr, flush=True)
            rows.append(row)
    print()
    print_table(rows)
    verdicts = [row.met for row in rows if row.met is not None]
    print('\n%d of %d targets reached' % (sum(verdicts), len(verdicts)))
    sys.exit(0 if all(verdicts) else 1)


if __name__ == '__main__':
    main()
