# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read of a file, what is changed in it, and what is left alone."""

import unittest

import finder
import operators
import sources

MAIN = 'int\nmain (void)\n{\n  %s\n}\n'


def source_of(text):
    return sources.Source('src/core/normlab-foo.c', text)


def mutants_of(text, operator=None):
    """The changed lines, by operator or of one."""
    source = source_of(text)
    lines = []
    for mutant in finder.find(source):
        if operator in (None, mutant.operator):
            changed = finder.apply(mutant, text)
            assert changed.count('\n') == text.count('\n') and changed != text
            line = changed.split('\n')[mutant.line - 1].strip()
            lines.append(line if operator else (mutant.operator, line))
    return lines


def in_main(statement, operator=None):
    return mutants_of(MAIN % statement, operator)


class TokenizerTest(unittest.TestCase):
    def kinds(self, text):
        tokens = sources.tokenize(text)
        self.assertEqual(''.join(token.text for token in tokens), text)
        return [(token.kind, token.text) for token in tokens if token.kind != 'space']

    def test_comments_hide_code(self):
        self.assertEqual(self.kinds('/* a < b;\n " */ x // y "\nz'), [
            ('comment', '/* a < b;\n " */'), ('name', 'x'), ('comment', '// y "'), ('name', 'z')])

    def test_strings_hide_comments(self):
        self.assertEqual(self.kinds(r'"/* \" */" + u8"\\" "//"'), [
            ('string', r'"/* \" */"'), ('mark', '+'), ('string', r'u8"\\"'), ('string', '"//"')])

    def test_characters(self):
        self.assertEqual(self.kinds(r"""'\'' '\x41' '"' a"""), [
            ('char', r"'\''"), ('char', r"'\x41'"), ('char', "'\"'"), ('name', 'a')])

    def test_preprocessor_goes_on(self):
        text = '#define A(x) \\\n  (x < 1 /* \n */) \\\n  + 1\n  # if B\nc'
        self.assertEqual([kind for kind, _ in self.kinds(text)],
                         ['preprocessor', 'preprocessor', 'name'])

    def test_marks_and_numbers(self):
        words = [text for _, text in self.kinds('a->b<<=1.5e-3f+0x1Fu--c...d>=.5')]
        self.assertEqual(words, ['a', '->', 'b', '<<=', '1.5e-3f', '+', '0x1Fu', '--', 'c', '...',
                                 'd', '>=', '.5'])


class StructureTest(unittest.TestCase):
    TEXT = '''struct _A { int b[2]; };
enum { P = 1, Q };
static const double widths[] = { 1.5, 2 };
static int counter;
G_DEFINE_TYPE_WITH_CODE (A, a, B, { int x = 1; })
static gboolean
first (int a, const char *b)
{
  int n = a;
  for (i = 0; i < n; i++)
    call (b);
  EACH (v, n)
    x[v] = y;
  switch (n)
    {
    case 1:
      return TRUE;
    default:
      g_autoptr (A) own = make ();
    }
}
int second (void) { return 2; }
'''

    def test_functions(self):
        names = [function.name for function in source_of(self.TEXT).functions]
        self.assertEqual(names, ['first', 'second'])

    def test_initializers(self):
        source = source_of(self.TEXT)
        self.assertEqual([' '.join(source.words(i.first, i.last)) for i in source.initializers],
                         ['{ 1.5 , 2 }'])

    def test_statements(self):
        source = source_of(self.TEXT)
        found = [(s.kind, source.word(s.first)) for s in source.statements(source.functions[0])]
        self.assertEqual(found, [
            ('declaration', 'int'), ('for', 'for'), ('simple', 'call'), ('each', 'EACH'),
            ('simple', 'x'), ('switch', 'switch'), ('label', 'case'), ('simple', 'return'),
            ('label', 'default'), ('declaration', 'g_autoptr')])

    def test_lines(self):
        source = source_of('a\nbb\n\nc')
        self.assertEqual([source.line_of(offset) for offset in (0, 1, 2, 4, 5, 6)],
                         [1, 1, 2, 2, 3, 4])
        self.assertEqual((source.line_text(2), source.column_of(3)), ('bb', 1))

    def test_brackets_without_end(self):
        self.assertEqual(mutants_of('int f (void) { if (a < 1 { b[; }'), [])


class OperatorTest(unittest.TestCase):
    def check(self, operator, statement, *changed):
        self.assertEqual(sorted(in_main(statement, operator)), sorted(changed))

    def test_relational(self):
        self.check('relational', 'x = a < b;', 'x = a <= b;')
        self.check('relational', 'x = a >= b;', 'x = a > b;')
        self.check('relational', 'x = a == b && c != d;', 'x = a != b && c != d;',
                   'x = a == b && c == d;')

    def test_relational_without_difference(self):
        for statement in ('x = a < 0.5;', 'x = a < b[i] ? a : b[i];',
                          'x = (f (a) > b) ? b : f (a);', 'if (a < b) a = b;',
                          'p->q = a >> 2;'):
            self.check('relational', statement)
        self.check('relational', 'x = a < b ? a : c;', 'x = a <= b ? a : c;')
        self.check('relational', 'if (a < b) a = c;', 'if (a <= b) a = c;')

    def test_loop(self):
        self.check('loop', 'for (i = 0; i < n; i++) f ();', 'for (i = 0; i + 1 < n; i++) f ();')
        self.check('loop', 'for (i = n; i > 0; i--) f ();')
        self.assertEqual(in_main('for (i = j + 2; i < n * 3; i += 4) ;'), [
            ('integer', 'for (i = j + 1; i < n * 3; i += 4) ;'),
            ('integer', 'for (i = j + 3; i < n * 3; i += 4) ;'),
            ('loop', 'for (i = j + 2; i + 1 < n * 3; i += 4) ;')])

    def test_arithmetic(self):
        self.check('arithmetic', 'x = a + b[1] - -c;', 'x = a - b[1] - -c;', 'x = a + b[1] + -c;')
        self.check('arithmetic', 'x = (a) * 2 / c;', 'x = (a) / 2 / c;', 'x = (a) * 2 * c;')
        self.check('arithmetic', 'x += y;', 'x -= y;')
        for statement in ('Type *a = (Type *) b;', 'x = *a;', 'return -1;',
                          'x = g_new (int, a + b);', 'x = malloc (a * sizeof *b);'):
            self.check('arithmetic', statement)

    def test_logical(self):
        self.check('logical', 'x = a && b || c;', 'x = a || b || c;', 'x = a && b && c;')

    def test_negate(self):
        self.check('negate', 'if (a < b) f ();', 'if (!(a < b)) f ();')
        self.check('negate', 'if (a == b && c) f ();', 'if (!(a == b && c)) f ();')
        for statement in ('if (a == b) f ();', 'if (!a) f ();', 'if (a\n   < b) f ();'):
            self.check('negate', statement)

    def test_not(self):
        self.check('not', 'x = !a && b;', 'x = a && b;')
        self.check('not', 'x = !!a || b != c;')

    def test_integer(self):
        self.check('integer', 'x = 0;', 'x = 1;')
        self.check('integer', 'x = a[2u];', 'x = a[1u];', 'x = a[3u];')
        self.check('integer', 'x = -1;', 'x = -0;')
        self.check('integer', 'x = y - 1;', 'x = y - 0;', 'x = y - 2;')
        for statement in ('x = 100;', 'x = 0x10;', 'x = 010;', 'char text[64];', 'case 3: ;',
                          'x = g_new0 (int, 3);', 'g_signal_connect_object (a, "b", c, d, 0);'):
            self.check('integer', statement)

    def test_float(self):
        self.check('float', 'x = 0.5f;', 'x = 0.4f;')
        self.check('float', 'x = 10.0;', 'x = 8.0;')
        self.check('float', 'x = 2.5e3;', 'x = 2000.0;')
        for statement in ('x = 0.0;', 'x = 1e-9;', 'x = 5;', 'x = style->font_size * 1.5;',
                          'set_color (cr, 0.5f);'):
            self.check('float', statement)

    def test_boolean(self):
        self.check('boolean', 'f (TRUE, FALSE);', 'f (FALSE, FALSE);', 'f (TRUE, TRUE);')
        self.check('boolean', 'g_autoptr (GArray) a = g_array_new (FALSE, TRUE, sizeof (int));')

    def test_return(self):
        self.check('return', 'return FALSE;', 'return TRUE;')
        self.check('return', 'return G_SOURCE_REMOVE;', 'return G_SOURCE_CONTINUE;')
        self.check('boolean', 'return FALSE;')

    def test_extreme(self):
        self.check('extreme', 'x = MIN (a, fmaxf (b, c));', 'x = MAX (a, fmaxf (b, c));',
                   'x = MIN (a, fminf (b, c));')

    def test_call(self):
        self.check('call', 'tell (a,\n        b);', 'while (0) tell (a,')
        for statement in ('x = tell (a);', 'g_free (a);', 'g_clear_pointer (&a, g_free);',
                          'normlab_foo_unref (a);', 'cairo_destroy (cr);', 'g_mutex_lock (&a);',
                          'g_assert (a);', 'g_debug ("a");', 'return tell (a);'):
            self.check('call', statement)
        self.check('call', 'g_clear_handle_id (&a, g_source_remove);',
                   'while (0) g_clear_handle_id (&a, g_source_remove);')

    def test_assignment(self):
        self.check('assignment', 'a->b = c;', 'while (0) a->b = c;')
        self.check('assignment', 'a |= c;', 'while (0) a |= c;')
        for statement in ('int a = c;', 'g_autofree char *a = c;', 'f (a == b);'):
            self.check('assignment', statement)
        text = 'void\nfoo_init (Foo *self)\n{\n  self->a = NULL;\n  self->b = 3;\n}\n'
        self.assertEqual(mutants_of(text, 'assignment'), ['while (0) self->b = 3;'])

    def test_increment(self):
        self.check('increment', 'a->n++;', 'while (0) a->n++;')
        self.check('increment', '--n;', 'while (0) --n;')
        self.check('increment', 'x = n++;')

    def test_guard(self):
        self.check('guard', 'if (a)\n    return 1;', 'while (0) if (a)')
        self.check('guard', 'if (a)\n    return 1;\n  else\n    return 2;')
        self.check('guard', 'if (a)\n    f ();')
        text = 'void\nfoo_set_a (Foo *self, int a)\n{\n  if (self->a == a)\n    return;\n}\n'
        self.assertEqual(mutants_of(text, 'guard'), [])
        self.assertEqual(mutants_of(text.replace('set', 'add'), 'guard'),
                         ['while (0) if (self->a == a)'])

    def test_every_operator_is_listed(self):
        listed = [line.split()[0] for line in operators.__doc__.split('\n\n')[1].splitlines()]
        text = MAIN % ('if (!a && b < 1) return TRUE;\n c = 1.5 + MIN (x, y);\n z++;\n f (TRUE);'
                       '\n for (i = 0; i < n; i++) ;')
        self.assertEqual(sorted(set(operator for operator, _ in mutants_of(text))), sorted(listed))


class LeftAloneTest(unittest.TestCase):
    def test_no_code(self):
        for text in ('#define A(x) ((x) < 1 ? TRUE : 2.5)\n', '/* x = a < 1; */\n',
                     'enum { A = 1, B = 2 };\n', 'struct _A { int b : 1; char c[2]; };\n',
                     'int f (int a[2]);\n', 'static char text[9];\n',
                     'G_DEFINE_TYPE_WITH_CODE (A, a, B, f (1 < 2);)\n',
                     'static const char *const a[] = { "1 < 2", N_("three"), 4 };\n',
                     'static const GActionEntry a[] = { { "a", b, NULL, NULL, NULL, { 0 } } };\n'):
            self.assertEqual(mutants_of(text), [], text)

    def test_statements(self):
        for statement in ('g_return_val_if_fail (a < 2, FALSE);', 'g_assert (a == 1 || !b);',
                          'g_warning ("%d", a + 1);',
                          'G_OBJECT_WARN_INVALID_PROPERTY_ID (a, 1, b);',
                          'p[1] = g_param_spec_int ("a", NULL, NULL, 0, 9, 1, A | B);',
                          'const GOptionEntry e[] = { { "a", 0, 1 } };', 'break;', 'int a, b[2];',
                          'f ("a < 1");'):
            found = [m for m in in_main(statement) if m != ('call', 'while (0) f ("a < 1");')]
            self.assertEqual(found, [], statement)

    def test_functions(self):
        for name in ('foo_class_init', 'foo_free', 'foo_finalize', 'prefetch_foo'):
            text = 'static void\n%s (Foo *c)\n{\n  a (TRUE);\n  b = 1 < 2;\n}\n'
            self.assertEqual(mutants_of(text % name), [], name)
        self.assertEqual(len(mutants_of(text % 'foo_init')), 8)

    def test_tables_are_changed(self):
        self.assertEqual(mutants_of('static const A a[] = { [1] = { 2.5, TRUE } };\n'), [
            ('float', 'static const A a[] = { [1] = { 2.0, TRUE } };'),
            ('boolean', 'static const A a[] = { [1] = { 2.5, FALSE } };')])
