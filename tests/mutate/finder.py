# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds where in a file an operator can be used."""

import collections

import operators
import sources

# path is that of the file, line and column (from 1 and from 0) are where the change begins, start
# and end the characters that are replaced, first_line and last_line those of the statement.
Mutant = collections.namedtuple(
    'Mutant', 'path line column operator start end replacement first_line last_line in_function')


def find(source):
    """All mutants of a file, in the order of their places."""
    finder = Finder(source)
    for initializer in source.initializers:
        finder.search_initializer(initializer)
    for function in source.functions:
        if not operators.LEFT_OUT_FUNCTION.search(function.name):
            finder.search_function(function)
    return sorted(finder.found, key=lambda m: (m.start, m.end, m.operator, m.replacement))


def apply(mutant, text):
    """The whole file with the change in it."""
    return text[:mutant.start] + mutant.replacement + text[mutant.end:]


class Finder:
    def __init__(self, source):
        self.source = source
        self.found = []
        self.function = None  # that which is searched; none for what stands outside of any
        self.range = (0, 0)   # the tokens of the statement

    def add(self, operator, first, last, replacement):
        """Replaces the tokens first to last, if they lie on one line."""
        tokens = self.source.tokens
        self.add_text(operator, tokens[first].start, tokens[last].end, replacement)

    def add_text(self, operator, start, end, replacement):
        source = self.source
        line = source.line_of(start)
        if line != source.line_of(end):
            return
        first, last = (source.tokens[i] for i in self.range)
        self.found.append(Mutant(
            source.path, line, source.column_of(start), operator, start, end, replacement,
            source.line_of(first.start), source.line_of(last.start), self.function is not None))

    def drop(self, operator, statement):
        start = self.source.tokens[statement.first].start
        self.add_text(operator, start, start, operators.NEVER)

    def search_initializer(self, initializer):
        """A table or a constant outside of functions."""
        words = self.source.words(initializer.first, initializer.last)
        if (operators.TRANSLATED & set(words)
                or any(map(operators.TABLE_OF_OPTIONS.match, initializer.declaration))):
            return
        self.function = None
        self.range = (initializer.first, initializer.last)
        for i in range(initializer.first, initializer.last + 1):
            # [INDEX] = says which, not how much.
            if not (self.source.word(i - 1) == '[' and self.source.word(i + 2) == '='):
                self.search_constant(i)
                self.search_swaps(i, False)

    def search_function(self, function):
        self.function = function
        for statement in self.source.statements(function):
            words = self.source.words(statement.first, statement.last)
            self.range = (statement.first, statement.last)
            if (statement.kind in ('label', 'each') or operators.FOR_PROGRAMMERS.match(words[0])
                    or any(map(operators.REGISTERING.match, words))
                    or any(map(operators.TABLE_OF_OPTIONS.match, words))):
                continue
            if statement.kind == 'for':
                self.search_for(statement)
            elif statement.kind == 'declaration':
                self.search_words(self.source.value_of(statement), statement.last, words)
            else:
                self.search_words(statement.first, statement.last, words)
            if statement.kind == 'if':
                self.search_if(statement)
            elif statement.kind == 'simple':
                self.search_simple(statement, words)

    def search_words(self, first, last, words):
        """What is changed wherever it stands in an expression."""
        source = self.source
        sized = any(map(operators.ALLOCATING.match, words))
        connects = any(word.startswith('g_signal_connect') for word in words)
        continuous = any(map(operators.scale, source.words(first, last)))
        for i in range(first, last + 1):
            word = source.word(i)
            if word in operators.EQUALITY:
                self.add('relational', i, i, operators.EQUALITY[word])
            elif word in operators.BOUNDARY and not continuous and not self.is_tie(i):
                self.add('relational', i, i, operators.BOUNDARY[word])
            if not sized:
                self.search_arithmetic(i)
                self.search_swaps(i, words[0] == 'return')
                if not connects:
                    self.search_constant(i)

    def search_arithmetic(self, i):
        source = self.source
        word = source.word(i)
        if word in operators.COMPOUND:
            self.add('arithmetic', i, i, operators.COMPOUND[word])
        elif word in operators.ARITHMETIC and source.is_binary(i):
            self.add('arithmetic', i, i, operators.ARITHMETIC[word])

    def search_constant(self, i):
        source = self.source
        if source.tokens[i].kind != 'number':
            return
        scaled = operators.scale(source.word(i))
        if scaled is not None and not self.is_of_looks():
            self.add('float', i, i, scaled)
        near = operators.neighbours(source.word(i))
        # -1 says "to the end" or "none" as any number below 0 does.
        if source.word(i - 1) == '-' and not source.is_binary(i - 1):
            near = near[1:]
        for replacement in near:
            self.add('integer', i, i, replacement)

    def search_swaps(self, i, returns):
        word = self.source.word(i)
        if returns and word in operators.RETURNS:
            self.add('return', i, i, operators.RETURNS[word])
            return
        for operator, swaps in operators.SWAPS.items():
            if word in swaps:
                self.add(operator, i, i, swaps[word])
        if word == '!' and '!' not in (self.source.word(i - 1), self.source.word(i + 1)):
            self.add('not', i, i, '')

    def search_for(self, statement):
        """Where a for begins, and where it ends if it counts up."""
        source = self.source
        inside, end = statement.first + 2, statement.last
        condition = source.find(';', inside, end) + 1
        step = source.find(';', condition, end)
        for i in range(source.find('=', inside, condition), condition):
            self.search_constant(i)
        words = source.words(condition, step)
        if words[1:2] == ['<'] and source.find('&&', condition, step) == step:
            place = source.tokens[condition + 1].start
            self.add_text('loop', place, place, '+ 1 ')

    def search_if(self, statement):
        source = self.source
        first, last = statement.first + 2, statement.last - 1
        whole = all(source.find(word, first, last) == last for word in ('&&', '||'))
        said_otherwise = source.word(first) == '!' or any(
            source.find(word, first, last) != last for word in operators.EQUALITY)
        if not (whole and said_otherwise):
            text = source.text[source.tokens[first].start:source.tokens[last].end]
            self.add('negate', first, last, '!(%s)' % text)

        body = statement.last + 1
        only_saves_work = (operators.SETTER.search(self.function.name)
                           and '==' in source.words(first, last))
        if source.word(body) in ('return', 'continue', 'break') and not only_saves_work:
            after = source.find(';', body, self.function.last) + 1
            if source.word(after) != 'else':
                self.drop('guard', statement)

    def search_simple(self, statement, words):
        if words[0] in sources.KEYWORDS:
            return
        source = self.source
        first, last = statement.first, statement.last - 1
        if source.word(first + 1) == '(' and source.pair[first + 1] == last:
            if not operators.FREEING.search(words[0]):
                self.drop('call', statement)
            return
        equals = min(source.find(word, first, last) for word in operators.ASSIGNMENTS)
        if equals < last:
            if not self.is_zero_already(words[equals - first + 1:-1]):
                self.drop('assignment', statement)
        elif source.word(first) in ('++', '--') or source.word(last) in ('++', '--'):
            self.drop('increment', statement)

    def is_zero_already(self, value):
        return (operators.INITIALIZING_FUNCTION.search(self.function.name)
                and value in operators.ZEROS)

    def is_of_looks(self):
        return any(map(operators.LOOKS.fullmatch, self.source.words(*self.range)))

    def is_tie(self, i):
        """Whether a < b only chooses between a and b, where a == b makes no difference."""
        source = self.source
        left = source.operand_before(i)
        right = source.operand_after(i)
        after = i + len(right) + 1
        if source.word(after) == ')':
            after += 1
        chosen = source.operand_after(after)
        other = source.operand_after(after + len(chosen) + 1)
        if source.word(after) == '?':
            return sorted([left, right]) == sorted([chosen, other])
        # if (a < b) a = b;
        chosen = source.operand_after(after - 1)
        other = source.operand_after(after + len(chosen))
        return (source.word(after + len(chosen)) == '='
                and sorted([left, right]) == sorted([chosen, other]))
