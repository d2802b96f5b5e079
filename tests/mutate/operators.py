# SPDX-License-Identifier: GPL-3.0-or-later
"""The operators: what a mutant changes, in one line of a .c file.

  relational   < to <= and back, > to >= and back, == to != and back
  loop         i < n to i + 1 < n in the head of a for: the last round is left out
  arithmetic   + to - and back, * to / and back, also in +=, -=, *= and /=
  logical      && to || and back
  negate       if (x) to if (!(x))
  not          ! is left out
  integer      an integer constant, one more or one less
  float        a floating constant, times 0.8
  boolean      TRUE to FALSE and back
  return       the same in what a function returns, and of G_SOURCE_… and GDK_EVENT_…
  extreme      MIN to MAX and back, and fmin, fmax and their like
  call         a statement that is only a call is never run
  assignment   an assignment is never run
  increment    a statement that only counts one up or down is never run
  guard        if (x) return … is never run

What is left alone is what no test could tell from the original, or only a sanitizer could:

  - preprocessor lines, signatures, types, strings, case labels; class_init and what it registers;
  - checks of the programmer's errors (g_return_…, g_assert…) and messages for the programmer;
  - what only frees, and locks: a leak is for LeakSanitizer, a race for ThreadSanitizer;
  - what only makes it quicker (prefetch), which is for the benchmark;
  - how much is allocated, and a loop that goes one too far: beyond the end anything may happen;
  - the step of a for, without which it only never ends;
  - whether bounds of continuous values belong to the range (x < 0.5), and ties of the smaller or
    larger of two (a < b ? a : b);
  - integers of three digits and more, tolerances below 0.00001: a bit more or less is the same;
  - floating constants beside the size of letters or lines, or beside a colour: how large or bright
    something is, the screenshots show;
  - the guard of a setter that has nothing to do when the value is what it was;
  - 0 given in an initialization to what is 0 already; flags of g_signal_connect…;
  - tables with text to translate, and tables of options and actions.
"""

import decimal
import re

# What replaces what, by operator, wherever it stands in code.
SWAPS = {
    'logical': {'&&': '||', '||': '&&'},
    'boolean': {'TRUE': 'FALSE', 'FALSE': 'TRUE'},
    'extreme': {'MIN': 'MAX', 'MAX': 'MIN', 'fmin': 'fmax', 'fmax': 'fmin', 'fminf': 'fmaxf',
                'fmaxf': 'fminf'},
}
RETURNS = {
    'TRUE': 'FALSE', 'FALSE': 'TRUE',
    'G_SOURCE_REMOVE': 'G_SOURCE_CONTINUE', 'G_SOURCE_CONTINUE': 'G_SOURCE_REMOVE',
    'GDK_EVENT_STOP': 'GDK_EVENT_PROPAGATE', 'GDK_EVENT_PROPAGATE': 'GDK_EVENT_STOP',
}
EQUALITY = {'==': '!=', '!=': '=='}
BOUNDARY = {'<': '<=', '<=': '<', '>': '>=', '>=': '>'}
ARITHMETIC = {'+': '-', '-': '+', '*': '/', '/': '*'}
COMPOUND = {'+=': '-=', '-=': '+=', '*=': '/=', '/=': '*='}
ASSIGNMENTS = {'=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>='}

NEVER = 'while (0) '

LEFT_OUT_FUNCTION = re.compile(r'_(class|interface|iface)_init$|_get_type$'
                               r'|_(finalize|free|unref)$|(^|_)prefetch(_|$)')
INITIALIZING_FUNCTION = re.compile(r'_(init|new)$')
FOR_PROGRAMMERS = re.compile(
    r'g_(return|assert|warn|debug|message|info|log|critical|warning|error)(_\w+)?$'
    r'|G_STATIC_ASSERT$|G_OBJECT_WARN_|va_(start|end|copy)$')
REGISTERING = re.compile(r'g_param_spec_|g_signal_new|g_object_class_install_')
ALLOCATING = re.compile(r'g_(try_)?(new0?|renew|malloc|realloc|alloca|aligned_alloc)(0|_n|0_n)?$'
                        r'|g_\w+_sized_new$|g_\w*array_set_size$|sizeof$')
FREEING = re.compile(r'(^|_)(free|unref|set_(clear|free)_func)(_|$)'
                     r'|^g_clear_(pointer|object|error|list|slist)$|^g_array_set_clear_func$'
                     r'|^cairo_\w*destroy$|_(un)?lock$')
TRANSLATED = {'N_', 'C_', 'NC_', '_'}
TABLE_OF_OPTIONS = re.compile(r'\w+Entry$|GParamSpec$')
LOOKS = re.compile(r'em|font_size|line_width|\w*(color|rgb|alpha|opacity)\w*')
SETTER = re.compile(r'(^|_)set(_|$)')
ZEROS = (['0'], ['NULL'], ['FALSE'], ['0.0'], ['0.0f'])
SMALLEST = decimal.Decimal('1e-5')


def scale(text):
    """A floating constant of C times 0.8, or None where that makes no difference worth testing."""
    match = re.fullmatch(r'((?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)([fFlL]?)', text)
    if not match or decimal.Decimal(match.group(1)) < SMALLEST:
        return None
    # Plain decimals, with no more digits than are needed.
    value = format((decimal.Decimal(match.group(1)) * decimal.Decimal('0.8')).normalize(), 'f')
    return (value if '.' in value else value + '.0') + match.group(2)


def neighbours(text):
    """An integer constant of C plus and minus one, as far as there are such."""
    match = re.fullmatch(r'(0|[1-9]\d?)([uUlL]*)', text)
    if not match:
        return []
    value = int(match.group(1))
    return ['%d%s' % (near, match.group(2)) for near in (value + 1, value - 1) if near >= 0]
