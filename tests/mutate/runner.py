# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the project's tests as Meson does, with an end to each."""

import collections
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

import tree as trees

# A mutant may never stop to talk.
MOST_OUTPUT = 16 << 20

RESULT = re.compile(r'^(not )?ok\b', re.MULTILINE)

# status: "passed", "failed" or "timed out"; n_results: how many tests the program said to be good;
# text: what it said.
Result = collections.namedtuple('Result', 'status n_results seconds text')


class Room:
    """Two programs at a time, but tests that measure time have the machine for themselves."""

    def __init__(self):
        self._condition = threading.Condition()
        self._guests = 0
        self._alone = False
        self._waiting = 0  # those who want to be alone; nobody enters before them

    def enter(self, alone):
        with self._condition:
            self._waiting += alone
            self._condition.wait_for(lambda: not self._alone and (
                self._guests == 0 if alone else self._waiting == 0))
            self._waiting -= alone
            self._alone = alone
            self._guests += 1

    def leave(self):
        with self._condition:
            self._guests -= 1
            self._alone = False
            self._condition.notify_all()


class Test:
    """One of meson's tests, in one build folder."""

    def __init__(self, build, entry, files):
        self.build = build
        self.name = entry['name']
        self.suites = {suite.split(':')[-1] for suite in entry['suite']}
        self.is_parallel = entry['is_parallel']
        self.command = entry['cmd']
        self.environment = entry['env']
        self.folder = entry.get('workdir') or build
        # What ninja has to make for it.
        self.targets = [os.path.relpath(file, build)
                        for target in entry['depends'] for file in files[target]]

    def run(self, limit, extra=None):
        """Runs the program, and ends whatever it leaves behind. limit is in seconds."""
        scratch = tempfile.mkdtemp(prefix='mutate-')
        # Some tests look what other users may read.
        os.chmod(scratch, 0o755)
        environment = dict(os.environ, **self.environment)
        environment.update(extra or {}, TMPDIR=scratch)
        # Meson gives a number by chance: what reads memory that nobody wrote is to be noticed.
        environment['MALLOC_PERTURB_'] = '85'
        try:
            with open(os.path.join(scratch, 'output'), 'w+b') as output:
                start = time.monotonic()
                status = run_group(self.command, limit, cwd=self.folder, env=environment,
                                   stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=subprocess.STDOUT)
                seconds = time.monotonic() - start
                output.seek(0)
                text = output.read(MOST_OUTPUT).decode(errors='replace')
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        if status is None:
            return Result('timed out', 0, seconds, text)
        bad = [match.group(1) for match in RESULT.finditer(text)]
        good = status == 0 and bad and not any(bad)
        return Result('passed' if good else 'failed', len(bad), seconds, text)


def run_group(command, limit, **arguments):
    """Runs a command in a process group of its own, and ends all of it. Returns the exit status, or
    None if it took longer than limit."""
    process = subprocess.Popen(command, start_new_session=True, **arguments)
    end = time.monotonic() + limit
    pause = 0.002
    # It is not waited for before its group is ended: until then the number cannot be another's.
    while not os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        if time.monotonic() > end:
            # The display's script ends its server when it is asked to.
            os.killpg(process.pid, signal.SIGTERM)
            time.sleep(1)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return None
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
    os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def list_tests(build):
    """The tests of a build folder by name, without those that only look at files."""
    def introspect(what):
        result = subprocess.run(['meson', 'introspect', what, build], capture_output=True,
                                text=True, check=False)
        if result.returncode != 0:
            raise trees.Failure('meson introspect: ' + result.stderr)
        return json.loads(result.stdout)

    files = {target['id']: target['filename'] for target in introspect('--targets')}
    tests = [Test(build, entry, files) for entry in introspect('--tests')]
    return {test.name: test for test in tests if 'lint' not in test.suites}
