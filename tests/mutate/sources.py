# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a file of C as far as mutants need it: words, functions, statements.

It knows this project's style (GNU, one space before a call's parenthesis, "Type *name") and no
more of the language than that.
"""

import bisect
import collections
import re

TOKEN = re.compile(r'''
    (?P<preprocessor>(?:(?<=\n)|\A)[ \t]*\#(?:\\\n|/\*.*?\*/|[^\n])*)
  | (?P<comment>/\*.*?\*/|//[^\n]*)
  | (?P<string>(?:u8|[LuU])?"(?:\\.|[^"\\\n])*")
  | (?P<char>[LuU]?'(?:\\.|[^'\\\n])+')
  | (?P<number>\.?\d(?:[eEpP][+-]|[\w.])*)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<space>\n|[^\S\n]+)
  | (?P<mark><<=|>>=|\.\.\.|->|\+\+|--|&&|\|\||[-+*/%&|^<>=!]=|<<|>>|.)
''', re.VERBOSE | re.DOTALL)

OPEN = {'(': ')', '[': ']', '{': '}'}
CLOSE = set(OPEN.values())
QUALIFIERS = {'const', 'static', 'struct', 'enum', 'union', 'unsigned', 'signed', 'volatile',
              'g_autofree', 'G_GNUC_UNUSED'}
AUTO = {'g_auto', 'g_autoptr', 'g_autolist', 'g_autoslist', 'g_autoqueue'}
KEYWORDS = {'return', 'goto', 'sizeof', 'if', 'else', 'for', 'while', 'do', 'switch', 'case',
            'default', 'break', 'continue'}
# What no operand of a comparison goes beyond, besides the brackets around it.
ENDS_OPERAND = {'', 'return', '=', ',', ';', '?', ':', '&&', '||'}
HEADERS = {'if', 'for', 'while', 'switch'}

Token = collections.namedtuple('Token', 'kind text start end')

# Of tokens, first and last belong to it.
Function = collections.namedtuple('Function', 'name first last')
Initializer = collections.namedtuple('Initializer', 'declaration first last')

# kind: "if", "for", "while" and "switch" are what stands before the body, from the keyword to the
# closing parenthesis; "each" is the same of a macro that makes a loop; "label" ends with its
# colon, "declaration" and "simple" with their semicolon.
Statement = collections.namedtuple('Statement', 'kind first last')


def tokenize(text):
    """Every character of text is in exactly one token."""
    return [Token(match.lastgroup, match.group(), match.start(), match.end())
            for match in TOKEN.finditer(text)]


class Source:
    """A file: its tokens without comments, preprocessor lines and space, and what they make."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.tokens = [token for token in tokenize(text)
                       if token.kind not in ('preprocessor', 'comment', 'space')]
        self.pair = self._pair_brackets()
        self.functions = []
        self.initializers = []
        self._read_top_level()
        self._line_starts = [0] + [match.end() for match in re.finditer('\n', text)]

    def line_of(self, offset):
        """Lines are counted from 1."""
        return bisect.bisect_right(self._line_starts, offset)

    def line_text(self, line):
        return self.text.split('\n')[line - 1]

    def column_of(self, offset):
        return offset - self._line_starts[self.line_of(offset) - 1]

    def word(self, i):
        """The text of a token, empty beyond the ends."""
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ''

    def words(self, first, last):
        return [token.text for token in self.tokens[first:last + 1]]

    def has_space_around(self, i):
        token = self.tokens[i]
        return (self.text[token.start - 1:token.start].isspace()
                and self.text[token.end:token.end + 1].isspace())

    def _pair_brackets(self):
        """From each bracket to the other of its pair. Those without one stand for themselves."""
        pair = {}
        stack = []
        for i, token in enumerate(self.tokens):
            if token.kind != 'mark':
                continue
            if token.text in OPEN:
                stack.append(i)
            elif token.text in CLOSE:
                pair[i] = i
                if stack and OPEN[self.word(stack[-1])] == token.text:
                    pair[i] = stack.pop()
                    pair[pair[i]] = i
        for i in stack:
            pair[i] = i
        return pair

    def _read_top_level(self):
        start = i = 0
        equals = None
        while i < len(self.tokens):
            word = self.word(i)
            if word == '{' and equals is None and self.word(i - 1) == ')':
                name = self.word(self.pair[i - 1] - 1)
                i = self.pair[i]
                self.functions.append(Function(name, self.pair[i], i))
                start = i + 1
            elif word == ';':
                if equals is not None:
                    self.initializers.append(
                        Initializer(self.words(start, equals - 1), equals + 1, i - 1))
                start, equals = i + 1, None
            elif word in OPEN:
                i = self.pair[i]
            elif word == '=' and equals is None:
                equals = i
            i += 1

    def statements(self, function):
        """The statements of a function, headers apart from their bodies, in their order."""
        i = function.first + 1
        while i < function.last:
            if self.word(i) in ('{', '}', ';', 'else', 'do'):
                i += 1
                continue
            statement = self._read_statement(i, function.last)
            yield statement
            i = statement.last + 1

    def _read_statement(self, i, end):
        word = self.word(i)
        after_parentheses = self.pair[i + 1] + 1 if self.word(i + 1) == '(' else None
        if word in HEADERS and after_parentheses:
            return Statement(word, i, after_parentheses - 1)
        if word in ('case', 'default'):
            return Statement('label', i, self.find(':', i, end))
        if after_parentheses and word.isupper() and not word.startswith('G_'):
            after = self.tokens[after_parentheses]
            if after.text == '{' or after.kind == 'name':
                return Statement('each', i, after_parentheses - 1)
        kind = 'declaration' if self._is_declaration(i) else 'simple'
        return Statement(kind, i, self.find(';', i, end))

    def find(self, word, i, end):
        """Where a word comes that no brackets hold."""
        while i < end and self.word(i) != word:
            i = self.pair[i] + 1 if self.word(i) in OPEN else i + 1
        return i

    def _is_declaration(self, i):
        word = self.word(i)
        if word in QUALIFIERS or word in AUTO:
            return True
        if self.tokens[i].kind != 'name' or word in KEYWORDS:
            return False
        after = i + 1
        while self.word(after) in ('*', 'const'):
            after += 1
        if self.tokens[after].kind != 'name':
            return False
        # "a *b" declares, "a * b" multiplies.
        return after == i + 1 or not self.has_space_around(after - 1)

    def value_of(self, declaration):
        """Where in a declaration the first value begins, or its end where there is none."""
        return self.find('=', declaration.first, declaration.last)

    def is_binary(self, i):
        """Of an arithmetic operator, whether it has a left side. "(a *) b" and "-b" have none."""
        before = self.tokens[i - 1]
        return (self.has_space_around(i) and before.text not in KEYWORDS
                and (before.kind in ('name', 'number') or before.text in (')', ']')))

    def operand_before(self, i):
        """The words that a comparison has at its left."""
        first = i
        while self.word(first - 1) not in ENDS_OPERAND | set(OPEN):
            first = self.pair[first - 1] if self.word(first - 1) in CLOSE else first - 1
        return self.words(first, i - 1)

    def operand_after(self, i):
        """The words that a comparison has at its right."""
        last = i
        while self.word(last + 1) not in ENDS_OPERAND | CLOSE:
            last = self.pair[last + 1] if self.word(last + 1) in OPEN else last + 1
        return self.words(i + 1, last)
