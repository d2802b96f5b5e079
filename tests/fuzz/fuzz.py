# SPDX-License-Identifier: GPL-3.0-or-later
"""What "./dev fuzz" does, once a build folder is made.

  fuzz.py run BUILD MINUTES [TARGET…]   libFuzzer, for all targets together so long
  fuzz.py keep BUILD [TARGET…]          takes what it has found into the corpus, where that reaches
                                        more
  fuzz.py coverage BUILD                how much of each reader the corpus reaches
"""

import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CORPUS = os.path.join(HERE, 'corpus')
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'mutate'))

import coverage  # noqa: E402  (it lies there)

# Seconds and MiB that one input may take, and its greatest length.
MAX_SECONDS = 20
MAX_MEMORY = 2048
MAX_LENGTH = 4096

DATA = 'src/core/data/read/normlab-'
READERS = {
    'bytes, gzip': ['src/core/base/normlab-magic', DATA + 'byte-decoder', DATA + 'byte-reader'],
    'IDX': [DATA + name for name in ('array', 'array-images', 'array-labels', 'array-shape',
                                     'element', 'idx', 'pixel-values')],
    'npz': [DATA + name for name in ('dataset-classes', 'dataset-npz', 'npy', 'zip')],
    'CIFAR': [DATA + 'dataset-cifar'],
    'CSV': [DATA + name for name in ('csv', 'csv-begin', 'csv-field', 'csv-heading', 'csv-labels',
                                     'csv-lines', 'csv-one-hot', 'csv-rows', 'data-tables',
                                     'dataset-csv', 'libsvm', 'libsvm-numbers')],
    'folders of data': [DATA + name for name in ('data-choice', 'data-finder', 'data-loading',
                                                 'data-place', 'data-role', 'data-split',
                                                 'data-traits', 'dataset-load', 'sides')],
    'pictures': ['src/pictures/normlab-' + name for name in ('picture-file', 'picture-folder',
                                                             'pictures')],
    'session': ['src/core/session/normlab-session-' + name
                for name in ('glance', 'load', 'load-data', 'load-history', 'load-run')],
    'records of a journal': ['src/core/session/normlab-session-records'],
    'key files': ['src/core/base/normlab-key-file'],
    'experiment': ['src/core/recipe/normlab-experiment'],
    'certificates': ['src/core/run/normlab-certificate-text'],
    'results': ['src/core/run/normlab-results-' + name
                for name in ('merge', 'merge-numbers', 'rows', 'run', 'table')],
    'hyperparameters': ['src/core/recipe/normlab-' + name
                        for name in ('branch-text', 'measures', 'value-text')],
    'event files': ['src/watch/normlab-' + name for name in ('crc32c', 'event', 'log-events',
                                                             'proto')],
    'tables and texts of training': ['src/watch/normlab-' + name
                                     for name in ('lines', 'log-cells', 'log-columns',
                                                  'log-mlflow', 'log-number', 'log-table',
                                                  'log-table-glance', 'log-text')],
    'JSON': ['src/watch/normlab-' + name for name in ('json', 'log-document', 'log-json-lines',
                                                      'log-own', 'log-row')],
    'list of data sets': ['src/fetch/normlab-source'],
    'kinds of file': ['src/lab/normlab-file-kind'],
}


def get_targets(names):
    """All of them, or those that are named."""
    known = sorted(name[:-len('.txt')] for name in os.listdir(CORPUS) if name.endswith('.txt'))
    for name in names:
        if name not in known:
            sys.exit('fuzz.py: there is no target “%s”; there are: %s' % (name, ', '.join(known)))
    return names or known


def program(build, kind, target):
    return os.path.join(build, 'tests', 'fuzz', '%s-%s' % (kind, target))


def environment():
    suppressions = os.path.join(os.path.dirname(HERE), 'sanitizers', 'leaks.supp')
    return dict(os.environ, G_SLICE='always-malloc', LC_ALL='C.UTF-8', LANGUAGE='',
                LSAN_OPTIONS='suppressions=%s:print_suppressions=0' % suppressions,
                UBSAN_OPTIONS='halt_on_error=1')


def make_folder(*parts):
    path = os.path.join(*parts)
    os.makedirs(path, exist_ok=True)
    return path


def unpack(build, target):
    """The seeds and the corpus, an input a file."""
    folder = os.path.join(build, 'known', target)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    subprocess.run([program(build, 'replay', target), '--unpack',
                    os.path.join(CORPUS, target + '.txt'), folder], env=environment(), check=True)
    return folder


def fuzz(build, target, seconds):
    """Whether nothing went wrong."""
    known = unpack(build, target)
    found = make_folder(build, 'found', target)
    faults = make_folder(build, 'faults')
    before = set(os.listdir(faults))
    log = os.path.join(build, 'found', target + '.log')
    print('%s: %d s' % (target, seconds), flush=True)
    with open(log, 'w', encoding='utf-8') as file:
        status = subprocess.run(
            [program(build, 'fuzz', target), '-max_total_time=%d' % seconds,
             '-timeout=%d' % MAX_SECONDS, '-rss_limit_mb=%d' % MAX_MEMORY,
             '-max_len=%d' % MAX_LENGTH, '-artifact_prefix=%s/%s-' % (faults, target),
             '-print_final_stats=1', found, known],
            env=environment(), stdout=file, stderr=subprocess.STDOUT, check=False).returncode
    print('  %d inputs found, in %s' % (len(os.listdir(found)), found))
    if status == 0:
        return True
    print('  it went wrong: %s' % log)
    for name in sorted(set(os.listdir(faults)) - before):
        print('  the input: %s' % os.path.join(faults, name))
        print('  once more: %s %s' % (program(build, 'fuzz', target), os.path.join(faults, name)))
    return False


def run(build, minutes, names):
    targets = get_targets(names)
    seconds = max(1, round(60 * minutes / len(targets)))
    return 0 if all([fuzz(build, target, seconds) for target in targets]) else 1


def keep(build, names):
    """Merges what was found, without how often anything is reached, which would keep too much."""
    for target in get_targets(names):
        known = unpack(build, target)
        before = set(os.listdir(known))
        found = make_folder(build, 'found', target)
        subprocess.run([program(build, 'fuzz', target), '-merge=1', '-use_counters=0',
                        '-max_len=%d' % MAX_LENGTH, known, found], env=environment(),
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        names_kept = [name for name in os.listdir(known)
                      if name.startswith('found-') or name not in before]
        lines = subprocess.run([program(build, 'replay', target), '--pack']
                               + [os.path.join(known, name) for name in sorted(names_kept)],
                               env=environment(), capture_output=True, text=True,
                               check=True).stdout
        path = os.path.join(CORPUS, target + '.txt')
        with open(path, encoding='utf-8') as file:
            head = [line for line in file if line.startswith('#')]
        with open(path, 'w', encoding='utf-8') as file:
            file.write(''.join(head) + lines)
        print('%s: %d inputs' % (target, len(names_kept)))
    return 0


def describe(lines):
    """[1, 2, 3, 7] as "1–3, 7"."""
    parts = []
    for line in lines:
        if parts and parts[-1][1] == line - 1:
            parts[-1][1] = line
        else:
            parts.append([line, line])
    return ', '.join(str(a) if a == b else '%d–%d' % (a, b) for a, b in parts)


def show_coverage(build):
    with tempfile.TemporaryDirectory() as folder:
        for target in get_targets([]):
            subprocess.run([program(build, 'replay', target),
                            os.path.join(CORPUS, target + '.txt')],
                           env=dict(environment(), **coverage.environment(build, folder)),
                           stdout=subprocess.DEVNULL, check=True)
        counts = coverage.read_counts(build, folder, ROOT)
    for reader, sources in READERS.items():
        lines = {path: counts[path] for path in (source + '.c' for source in sources)}
        n = sum(len(of_file) for of_file in lines.values())
        n_reached = sum(count > 0 for of_file in lines.values() for count in of_file.values())
        print('%5.1f %%  %s (%d of %d lines)' % (100 * n_reached / n, reader, n_reached, n))
        for path, of_file in lines.items():
            rest = sorted(line for line, count in of_file.items() if count == 0)
            if rest:
                print('         %s: %s' % (path, describe(rest)))
    return 0


def main():
    arguments = sys.argv[1:]
    if len(arguments) >= 3 and arguments[0] == 'run':
        try:
            minutes = float(arguments[2])
        except ValueError:
            sys.exit('fuzz.py: “%s” is no number of minutes' % arguments[2])
        return run(os.path.abspath(arguments[1]), minutes, arguments[3:])
    if len(arguments) >= 2 and arguments[0] == 'keep':
        return keep(os.path.abspath(arguments[1]), arguments[2:])
    if len(arguments) == 2 and arguments[0] == 'coverage':
        return show_coverage(os.path.abspath(arguments[1]))
    sys.exit(__doc__)


sys.exit(main())
