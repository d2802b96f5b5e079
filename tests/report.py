#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sums up what meson test wrote down: every single test inside every program.

Says which were skipped and why, and which failed, and ends with one line:
N passed, N failed, N skipped. The exit status is 0 when something passed and nothing failed.
"""

import argparse
import json
import re
import sys

RESULT = re.compile(r'^(not )?ok\b\s*\d*\s*-?\s*(.*?)(?:\s*#\s*(SKIP|TODO)\w*\s*(.*))?$',
                    re.IGNORECASE)
PLAN = re.compile(r'^1\.\.(\d+)\s*(?:#\s*SKIP\w*\s*(.*))?$', re.IGNORECASE)


class Report:
    def __init__(self):
        self.passed = 0
        self.failed = []
        self.skipped = []
        self.n_lost = 0  # failures beyond one for each entry of failed

    def add_program(self, label, test):
        """One program: a line of meson's testlog.json."""
        where = '%s: %s' % (label, test['name'].split(' / ')[-1].split(':')[-1])
        before = len(self.failed)
        n_results, plan = self.add_lines(where, test.get('stdout') or '')
        good = test['result'] in ('OK', 'SKIP', 'EXPECTEDFAIL')

        if n_results == 0 and plan is None:
            self.add_plain(where, test, good)
            return
        lost = max(0, (plan or 0) - n_results)
        if lost:
            self.failed.append('%s: %s; no result of %d of its tests'
                               % (where, self.explain(test), lost))
            self.n_lost += lost - 1
        if not good and len(self.failed) == before:
            self.failed.append('%s: %s' % (where, self.explain(test)))

    def add_lines(self, where, text):
        """The lines of the Test Anything Protocol. Returns how many results and how many planned."""
        n_results = 0
        plan = None
        for line in text.splitlines():
            planned = PLAN.match(line)
            if planned:
                plan = int(planned.group(1))
                if plan == 0:
                    self.skipped.append('%s: %s' % (where, planned.group(2) or 'no reason given'))
            result = RESULT.match(line)
            if not result:
                continue
            n_results += 1
            bad, name, directive, reason = result.groups()
            what = '%s: %s' % (where, name)
            if directive:
                self.skipped.append('%s: %s' % (what, reason or 'no reason given'))
            elif bad:
                self.failed.append(what)
            else:
                self.passed += 1
        return n_results, plan

    def add_plain(self, where, test, good):
        """A program that only has an exit status."""
        if test['result'] == 'SKIP':
            self.skipped.append('%s: the program skipped itself' % where)
        elif good:
            self.passed += 1
        else:
            self.failed.append('%s: %s' % (where, self.explain(test)))

    @staticmethod
    def explain(test):
        if test['result'] == 'TIMEOUT':
            return 'took too long'
        return '%s, exit status %s' % (test['result'].lower(), test.get('returncode'))

    def end(self):
        for text in self.skipped:
            print('skipped: ' + text)
        for text in self.failed:
            print('failed: ' + text)
        if not self.passed and not self.failed:
            print('failed: no test ran')
        line = '%d passed, %d failed' % (self.passed, len(self.failed) + self.n_lost)
        if self.skipped:
            line += ', %d skipped' % len(self.skipped)
        print(line)
        return 0 if self.passed and not self.failed else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--log', action='append', default=[], metavar='LABEL=FILE',
                        help="meson's testlog.json and the name of the build it comes from")
    parser.add_argument('--failure', action='append', default=[], metavar='TEXT',
                        help='something else that went wrong and counts as one failed test')
    arguments = parser.parse_args()

    report = Report()
    report.failed += arguments.failure
    print()
    for log in arguments.log:
        label, path = log.split('=', 1)
        before = report.passed
        with open(path, encoding='utf-8', errors='replace') as file:
            for line in file:
                report.add_program(label, json.loads(line))
        print('%s: %d tests passed' % (label, report.passed - before))
    sys.exit(report.end())


if __name__ == '__main__':
    main()
