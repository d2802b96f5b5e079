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

/* A dot alone makes no ending. */
static void
test_dots (void)
{
  assert_completed ("/nowhere/lab", session, "/nowhere/lab.normlab");
  assert_completed ("/nowhere/lab 1.5", session, "/nowhere/lab 1.5.normlab");
  assert_completed ("/nowhere/lab.final", session, "/nowhere/lab.final.normlab");
  assert_completed ("/nowhere/lab.txt", session, "/nowhere/lab.txt.normlab");
  assert_completed ("/no.where/lab", session, "/no.where/lab.normlab");
  assert_completed ("/nowhere/lab.normlab", session, "/nowhere/lab.normlab");
  assert_completed ("/nowhere/lab.NormLab", session, "/nowhere/lab.NormLab");
  assert_completed ("/nowhere/.normlab", session, "/nowhere/.normlab.normlab");
  assert_completed ("/nowhere/lab.", session, "/nowhere/lab..normlab");
}

/* One of several endings will do, and another one that somebody has meant is theirs. */
static void
test_several (void)
{
  assert_completed ("/nowhere/chart", pictures, "/nowhere/chart.png");
  assert_completed ("/nowhere/chart 1.5", pictures, "/nowhere/chart 1.5.png");
  assert_completed ("/nowhere/chart.v2", pictures, "/nowhere/chart.v2.png");
  assert_completed ("/nowhere/chart.2025", pictures, "/nowhere/chart.2025.png");
  assert_completed ("/nowhere/.png", pictures, "/nowhere/.png.png");
  assert_completed ("/nowhere/chart.SVG", pictures, "/nowhere/chart.SVG");
  assert_completed ("/nowhere/chart.pdf", pictures, "/nowhere/chart.pdf");
  assert_completed ("/nowhere/chart.gif", pictures, "/nowhere/chart.gif");
  assert_completed ("/nowhere/chart.tiff", pictures, "/nowhere/chart.tiff");
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
