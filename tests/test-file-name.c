/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-file-name.h"

#include <string.h>

#include "normlab-error.h"
#include "normlab-test.h"

/* What the files are called that people save. */

static const char *const session[] = { ".normlab", NULL };
static const char *const pictures[] = { ".png", ".svg", ".pdf", NULL };

static void
assert_completed (const char *path, const char *const *endings, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *completed = normlab_file_name_complete (path, endings, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (completed, ==, expected);
}

/* What is typed, and what the file is called then. */
static void
assert_all_completed (const char *const names[][2], guint n, const char *const *endings)
{
  for (guint i = 0; i < n; i++)
    assert_completed (names[i][0], endings, names[i][1]);
}

/* A dot alone makes no ending. */
static void
test_dots (void)
{
  static const char *const names[][2] = {
    { "/nowhere/lab", "/nowhere/lab.normlab" },
    { "/nowhere/lab 1.5", "/nowhere/lab 1.5.normlab" },
    { "/nowhere/lab.final", "/nowhere/lab.final.normlab" },
    { "/nowhere/lab.txt", "/nowhere/lab.txt.normlab" },
    { "/no.where/lab", "/no.where/lab.normlab" },
    { "/nowhere/lab.normlab", "/nowhere/lab.normlab" },
    { "/nowhere/lab.NormLab", "/nowhere/lab.NormLab" },
    { "/nowhere/.normlab", "/nowhere/.normlab.normlab" },
    { "/nowhere/lab.", "/nowhere/lab..normlab" },
  };

  assert_all_completed (names, G_N_ELEMENTS (names), session);
}

/* One of several endings will do, and another one that somebody has meant is theirs. */
static void
test_several (void)
{
  static const char *const names[][2] = {
    { "/nowhere/chart", "/nowhere/chart.png" },
    { "/nowhere/chart 1.5", "/nowhere/chart 1.5.png" },
    { "/nowhere/chart.v2", "/nowhere/chart.v2.png" },
    { "/nowhere/chart.2025", "/nowhere/chart.2025.png" },
    { "/nowhere/.png", "/nowhere/.png.png" },
    { "/nowhere/chart.SVG", "/nowhere/chart.SVG" },
    { "/nowhere/chart.pdf", "/nowhere/chart.pdf" },
    { "/nowhere/chart.gif", "/nowhere/chart.gif" },
    { "/nowhere/chart.tiff", "/nowhere/chart.tiff" },
  };

  assert_all_completed (names, G_N_ELEMENTS (names), pictures);
}

/* Nobody was asked about the file that is there. */
static void
test_there (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "lab 1.5", NULL);
  g_autofree char *there = g_strconcat (path, ".normlab", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (there, "", 0, NULL));
  g_assert_null (normlab_file_name_complete (path, session, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "“lab 1.5.normlab” exists already"));
  assert_completed (there, session, there);
}

static void
test_suggest (void)
{
  g_autofree char *plain = normlab_file_name_suggest ("a/b: 1.5", ".normlab");
  g_autoptr (GString) title = g_string_new (NULL);
  g_autofree char *cut = NULL;

  g_assert_cmpstr (plain, ==, "a-b- 1.5.normlab");
  for (guint i = 0; i < 1000; i++)
    g_string_append (title, "層");
  cut = normlab_file_name_suggest (title->str, ".normlab");
  g_assert_true (g_utf8_validate (cut, -1, NULL));
  g_assert_true (g_str_has_suffix (cut, "層.normlab"));
  g_assert_cmpuint (strlen (cut), ==, 198 + strlen (".normlab"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-name/dots", test_dots);
  g_test_add_func ("/file-name/several", test_several);
  g_test_add_func ("/file-name/there", test_there);
  g_test_add_func ("/file-name/suggest", test_suggest);
  return g_test_run ();
}
