# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy of the checkout in which mutants are made, with build folders of its own."""

import hashlib
import json
import os
import shlex
import shutil
import subprocess

# What is not copied, and what does not matter for what comes out.
LEFT_OUT = ('_build', '.git', '__pycache__')
NO_MATTER = ('.ci/', 'dev', 'README.md', 'src/DESIGN.md', 'data/screenshots/', 'tests/mutate/')

# What the project's tests are built with stops at any warning, and so does this; but that somebody
# may have meant other parentheses is no reason.
STRICT = ['-Werror', '-Wno-parentheses']


class Failure(Exception):
    """What went wrong outside of any mutant."""


def list_files(root):
    """Paths of all files of a checkout, relative to it and in order."""
    paths = []
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(LEFT_OUT)]
        paths += [os.path.relpath(os.path.join(folder, name), root)
                  for name in files if not name.startswith(LEFT_OUT)]
    return sorted(paths)


def hash_tree(root):
    """Says whether what was measured before still holds: the sources, the compiler, the data."""
    total = hashlib.sha256()
    compiler = subprocess.run(compiler_command() + ['--version'], capture_output=True, check=True)
    for part in (compiler.stdout, os.environ.get('NORMLAB_SHARED', '').encode()):
        total.update(part + b'\0')
    for path in list_files(root):
        if not path.startswith(NO_MATTER):
            with open(os.path.join(root, path), 'rb') as file:
                total.update(path.encode() + b'\0' + hashlib.sha256(file.read()).digest())
    return total.hexdigest()


def compiler_command():
    """GCC, for its gcov and so that everybody draws alike; through a cache if there is one."""
    return ['ccache', 'gcc'] if shutil.which('ccache') else ['gcc']


def read_file(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


class Tree:
    def __init__(self, root, path):
        self.root = root
        self.path = path
        self.commands = {}  # by source, the build folder's compiler commands

    def sync(self):
        """Makes the copy the same as the checkout. Files that are the same keep their times."""
        wanted = list_files(self.root)
        for path in wanted:
            theirs, ours = os.path.join(self.root, path), os.path.join(self.path, path)
            if not same_content(theirs, ours):
                os.makedirs(os.path.dirname(ours), exist_ok=True)
                shutil.copyfile(theirs, ours)
            shutil.copymode(theirs, ours)
        for path in set(list_files(self.path)) - set(wanted) if os.path.isdir(self.path) else ():
            os.remove(os.path.join(self.path, path))

    def build(self, name, *options):
        """Builds everything in the folder NAME of the copy. Returns that folder."""
        folder = os.path.join(self.path, name)
        stamp = os.path.join(folder, 'configured-by-mutate')
        environment = dict(os.environ, CC=shlex.join(compiler_command()))
        # Meson keeps where the data are from when it was first run.
        wanted = '\n'.join(options + (environment['CC'], environment.get('NORMLAB_SHARED', '')))
        if not os.path.exists(stamp) or read_file(stamp) != wanted:
            shutil.rmtree(folder, ignore_errors=True)
            self._run(['meson', 'setup', folder, self.path] + list(options), environment)
            with open(stamp, 'w', encoding='utf-8') as file:
                file.write(wanted)
        self._run(['ninja', '-C', folder], None)
        return folder

    @staticmethod
    def _run(command, environment):
        result = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if result.returncode != 0:
            raise Failure('%s\n%s' % (result.stdout, shlex.join(command)))

    def read_commands(self, folder):
        for entry in json.loads(read_file(os.path.join(folder, 'compile_commands.json'))):
            source = os.path.normpath(os.path.join(entry['directory'], entry['file']))
            self.commands.setdefault(os.path.relpath(source, self.path), []).append(entry)

    def write(self, path, text, times=None):
        """Writes a source; with times, so that nobody sees that it was written."""
        with open(os.path.join(self.path, path), 'w', encoding='utf-8') as file:
            file.write(text)
        if times is not None:
            os.utime(os.path.join(self.path, path), ns=times)

    def weigh(self, path, original, text):
        """What the compiler says to a changed source: "refused", "same" when it makes the same code
        of it, or "changed"."""
        status = os.stat(os.path.join(self.path, path))
        self.write(path, text)
        try:
            results = [self._compare_object(entry) for entry in self.commands.get(path, [])]
        finally:
            self.write(path, original, (status.st_atime_ns, status.st_mtime_ns))
        if 'refused' in results:
            return 'refused'
        return 'changed' if 'changed' in results else 'same'

    def _compare_object(self, entry):
        scratch = os.path.join(self.path, '_build-scratch.o')
        command = shlex.split(entry['command'])
        command[command.index('-o') + 1] = scratch
        command[command.index('-MF') + 1] = scratch + '.d'
        result = subprocess.run(command + STRICT, cwd=entry['directory'], capture_output=True,
                                stdin=subprocess.DEVNULL, check=False)
        if result.returncode != 0:
            return 'refused'
        known = os.path.join(entry['directory'], entry['output'])
        return 'same' if same_content(scratch, known) else 'changed'


def same_content(path, other):
    try:
        with open(path, 'rb') as one, open(other, 'rb') as two:
            return one.read() == two.read()
    except FileNotFoundError:
        return False
