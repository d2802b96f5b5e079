/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "normlab-text.h"

static void
test_uint (void)
{
  static const char *const bad[] = { "",
                                     " 5",
                                     "5 ",
                                     "+5",
                                     "-5",
                                     "5.0",
                                     "1e1",
                                     "0x5",
                                     "٣",
                                     "two",
                                     "101",
                                     "4",
                                     "18446744073709551621",
                                     "99999999999999999999999999999999" };
  guint value = 77;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (normlab_text_to_uint (bad[i], 5, 100, &value));
      g_assert_cmpuint (value, ==, 77);
    }
  g_assert_true (normlab_text_to_uint ("5", 5, 100, &value));
  g_assert_cmpuint (value, ==, 5);
  g_assert_true (normlab_text_to_uint ("0100", 5, 100, &value));
  g_assert_cmpuint (value, ==, 100);
  g_assert_true (normlab_text_to_uint ("4294967295", 0, G_MAXUINT, &value));
  g_assert_cmpuint (value, ==, G_MAXUINT);
  g_assert_false (normlab_text_to_uint ("4294967296", 0, G_MAXUINT, &value));
}

static void
test_double (void)
{
  static const char *const bad[]
      = { "",    ".",     "e5",    "1e",  "1e+", "-0",       "-1",    "+1",     " 1",  "1 ",
          "1,5", "1.2.3", "0x1p3", "nan", "inf", "infinity", "1e400", "1e-400", "1d5", "1e5x" };
  static const struct
  {
    const char *text;
    double value;
  } good[] = { { "0", 0 },       { "0.000", 0 }, { "0e999999999", 0 },    { "1", 1 },
               { ".5", .5 },     { "5.", 5 },    { "1E-3", 1e-3 },        { "1e+3", 1000 },
               { "0.01", 0.01 }, { "007", 7 },   { "4.9e-324", 4.9e-324 } };
  double value = 77;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (normlab_text_to_double (bad[i], &value));
      g_assert_cmpfloat (value, ==, 77);
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (normlab_text_to_double (good[i].text, &value));
      g_assert_cmpfloat (value, ==, good[i].value);
    }
}

static void
test_from_double (void)
{
  static const struct
  {
    double value;
    const char *text;
  } known[] = { { 0.01, "0.01" },
                { 0.1 + 0.2, "0.30000000000000004" },
                { 1e6, "1000000" },
                { 0, "0" },
                { 0.7, "0.7" },
                { -1.5, "-1.5" },
                { NAN, "nan" },
                { INFINITY, "inf" },
                { -INFINITY, "-inf" },
                { 1e-7, "1e-07" },
                /* With sixteen digits it would end in …61. */
                { 0.956928446656726, "0.956928446656726" } };
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *text = normlab_text_from_double (known[i].value);

      g_assert_cmpstr (text, ==, known[i].text);
    }
  for (guint i = 0; i < 10000; i++)
    {
      union
      {
        guint64 bits;
        double value;
      } in, out;
      g_autofree char *text = NULL;

      in.bits = (guint64) g_rand_int (random) << 31 | g_rand_int (random);
      if (!isfinite (in.value))
        continue;
      text = normlab_text_from_double (in.value);
      g_assert_true (normlab_text_to_double (text, &out.value));
      g_assert_cmphex (out.bits, ==, in.bits);
    }
}

static void
test_from_float (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autofree char *smallest = normlab_text_from_float (0x1p-149f);

  /* Every accuracy over 10,000 images is written as one would. */
  for (guint i = 1; i < 10000; i++)
    {
      g_autofree char *text = normlab_text_from_float ((float) i / 10000.0f);
      g_autofree char *digits = g_strdup_printf ("0.%04u", i);
      g_autoptr (GString) expected = g_string_new (digits);

      while (expected->str[expected->len - 1] == '0')
        g_string_truncate (expected, expected->len - 1);
      g_assert_cmpstr (text, ==, expected->str);
    }
  /* The smallest ones have hardly any digits. */
  g_assert_cmpstr (smallest, ==, "1.4013e-45");
  for (guint i = 0; i < 10000; i++)
    {
      union
      {
        guint32 bits;
        float value;
      } in, out;
      g_autofree char *text = NULL;
      double back;

      in.bits = g_rand_int (random) >> 1;
      if (!isfinite (in.value))
        continue;
      text = normlab_text_from_float (in.value);
      g_assert_true (normlab_text_to_double (text, &back));
      out.value = (float) back;
      g_assert_cmphex (out.bits, ==, in.bits);
    }
}

static void
test_for_message (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    const char *message;
  } cases[] = { { "plain, 学習", -1, "plain, 学習" },
                { "a\nb\tc\x1b[1m\x7f", -1, "a\\nb\\tc\\x1b[1m\\x7f" },
                { "\xff\xc3", -1, "\\xff\\xc3" },
                { "x\xe2\x80\xaey", -1, "x\\u{202e}y" },
                { "\xc2\x80", -1, "\\u{0080}" },
                { "a\0b", 3, "a\\x00b" },
                { "abc", 2, "ab" },
                { "\xe5\xad\xa6", 2, "\\xe5\\xad" },
                { "", -1, "" } };
  g_autofree char *long_text = g_strnfill (1000000, 'x');
  g_autofree char *cut = normlab_text_for_message (long_text, -1);
  g_autofree char *sixty = normlab_text_for_message (long_text, 60);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *message = normlab_text_for_message (cases[i].text, cases[i].length);

      g_assert_cmpstr (message, ==, cases[i].message);
    }
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, 61);
  g_assert_true (g_str_has_suffix (cut, "x…"));
  g_assert_cmpuint (strlen (sixty), ==, 60);
}

/* A path keeps its end, which names the file. */
static void
test_for_path (void)
{
  g_autofree char *long_name = g_strnfill (200, 'n');
  g_autofree char *long_path = g_strconcat ("/tmp/", long_name, "/é.csv", NULL);
  g_autofree char *cut = normlab_text_for_path (long_path);
  g_autofree char *odd = normlab_text_for_path ("/a\n\033[2J\xff");
  g_autofree char *whole = normlab_text_for_path (long_path + strlen (long_path) - 121);

  g_assert_cmpstr (odd, ==, "/a\\n\\x1b[2J\\xff");
  g_assert_cmpint (g_utf8_strlen (whole, -1), ==, 120);
  g_assert_cmpstr (whole, ==, long_path + strlen (long_path) - 121);
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, 120);
  g_assert_true (g_utf8_validate (cut, -1, NULL));
  g_assert_true (g_str_has_prefix (cut, "/tmp/nnnnnnnnnnnnnnnnnnnnnnnnn…nnn"));
  g_assert_true (g_str_has_suffix (cut, "nnn/é.csv"));
}

/* Whole, and what a shell makes of it is what was there. */
static void
test_for_shell (void)
{
  g_autofree char *long_path = g_strnfill (300, 'n');
  const struct
  {
    const char *path;
    const char *word;
  } cases[] = {
    { "/tmp/mnist-1.0/a_b,c:d=e+f@g%", "/tmp/mnist-1.0/a_b,c:d=e+f@g%" },
    { long_path, long_path },
    { "", "''" },
    { "/My data/it’s", "'/My data/it’s'" },
    { "/it's $HOME", "'/it'\\''s $HOME'" },
    { "/a\n\\'b\xff é", "$'/a\\x0a\\\\\\'b\\xff \\xc3\\xa9'" },
    { "/\u202e", "$'/\\xe2\\x80\\xae'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *word = normlab_text_for_shell (cases[i].path);
      const char *arguments[] = { "bash", "-c", NULL, NULL };
      g_autofree char *bash = g_find_program_in_path ("bash");
      g_autofree char *command = g_strconcat ("printf %s ", word, NULL);
      g_autofree char *output = NULL;

      g_assert_cmpstr (word, ==, cases[i].word);
      g_assert_true (normlab_text_is_plain_word (cases[i].path) == (i < 2));
      arguments[2] = command;
      if (bash == NULL)
        continue;
      g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                                   &output, NULL, NULL, NULL));
      g_assert_cmpstr (output, ==, cases[i].path);
    }
}

/* Characters, not bytes; what is no text becomes one. */
static void
test_for_title (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *whole = NULL;
  g_autofree char *cut = NULL;
  g_autofree char *valid = normlab_text_for_title ("a\xff\nb");

  g_assert_cmpstr (valid, ==, "a\xef\xbf\xbd\nb");
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "𝑥");
  whole = normlab_text_for_title (text->str);
  g_assert_cmpstr (whole, ==, text->str);
  g_string_append (text, "𝑥");
  cut = normlab_text_for_title (text->str);
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, 1000);
  g_assert_true (g_str_has_suffix (cut, "𝑥…"));
  g_assert_cmpuint (strlen (cut), ==, 999 * strlen ("𝑥") + strlen ("…"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/uint", test_uint);
  g_test_add_func ("/text/double", test_double);
  g_test_add_func ("/text/from-double", test_from_double);
  g_test_add_func ("/text/from-float", test_from_float);
  g_test_add_func ("/text/for-message", test_for_message);
  g_test_add_func ("/text/for-path", test_for_path);
  g_test_add_func ("/text/for-shell", test_for_shell);
  g_test_add_func ("/text/for-title", test_for_title);
  return g_test_run ();
}
