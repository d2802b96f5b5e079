/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "normlab-error.h"
#include "normlab-notices.h"

static void
assert_text (NormlabNotices *notices, const char *expected)
{
  g_autofree char *text = normlab_notices_get_complaints (notices);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_complaints (void)
{
  g_autoptr (NormlabNotices) notices = normlab_notices_new ();

  assert_text (notices, NULL);
  normlab_notices_complain (notices, "/a", "A");
  normlab_notices_complain (notices, NULL, "B");
  normlab_notices_complain (notices, NULL, "C");
  normlab_notices_complain (notices, NULL, "B");
  assert_text (notices, "A\nC\nB");
  normlab_notices_complain (notices, "/a", "A2");
  normlab_notices_complain (notices, NORMLAB_COMPLAINT_DATA, "D");
  assert_text (notices, "D\nC\nB\nA2");

  /* Older ones wait. */
  normlab_notices_complain (notices, "/e", "E");
  normlab_notices_complain (notices, "/f", "F");
  assert_text (notices, "D\nA2\nE\nF\n…and 2 more");
  normlab_notices_mend (notices, "/e");
  assert_text (notices, "D\nB\nA2\nF\n…and 1 more");
  normlab_notices_mend (notices, NORMLAB_COMPLAINT_DATA);
  assert_text (notices, "B\nA2\nF\n…and 1 more");
  normlab_notices_close (notices);
  assert_text (notices, NULL);
}

/* Who shows complaints is told when there are others, and only then. */

static void
on_changed (guint *n)
{
  ++*n;
}

static void
test_changed (void)
{
  g_autoptr (NormlabNotices) notices = normlab_notices_new ();
  guint n = 0;

  g_signal_connect_swapped (notices, "changed", G_CALLBACK (on_changed), &n);
  normlab_notices_close (notices);
  normlab_notices_mend (notices, "/a");
  g_assert_cmpuint (n, ==, 0);
  normlab_notices_complain (notices, "/a", "A");
  g_assert_cmpuint (n, ==, 1);
  normlab_notices_mend (notices, "/b");
  g_assert_cmpuint (n, ==, 1);
  normlab_notices_mend (notices, "/a");
  g_assert_cmpuint (n, ==, 2);
  normlab_notices_complain (notices, NULL, "B");
  normlab_notices_close (notices);
  g_assert_cmpuint (n, ==, 4);
  normlab_notices_tell (notices, "C", NULL, NULL);
  g_assert_cmpuint (n, ==, 4);
}

/* What was told last, as one line. */
static void
on_told (GString *told, const char *text, const char *label, const char *action)
{
  g_string_printf (told, "%s|%s|%s", text != NULL ? text : "-", label != NULL ? label : "-",
                   action != NULL ? action : "-");
}

static void
test_told (void)
{
  g_autoptr (NormlabNotices) notices = normlab_notices_new ();
  g_autoptr (GString) told = g_string_new (NULL);

  g_signal_connect_swapped (notices, "told", G_CALLBACK (on_told), told);
  normlab_notices_tell (notices, "3 runs removed", "Undo", "win.undo");
  g_assert_cmpstr (told->str, ==, "3 runs removed|Undo|win.undo");
  normlab_notices_tell (notices, "Copied", NULL, NULL);
  g_assert_cmpstr (told->str, ==, "Copied|-|-");
  normlab_notices_take_back (notices);
  g_assert_cmpstr (told->str, ==, "-|-|-");
  assert_text (notices, NULL);
}

/* A file that could not be written is complained of until it has been. */
static void
test_report (void)
{
  g_autoptr (NormlabNotices) notices = normlab_notices_new ();
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GError) error
      = g_error_new_literal (NORMLAB_ERROR, NORMLAB_ERROR_FAILED, "There is no room");

  g_signal_connect_swapped (notices, "told", G_CALLBACK (on_told), told);
  normlab_notices_report (notices, "/tmp/a.png", error);
  assert_text (notices, "There is no room");
  g_assert_cmpstr (told->str, ==, "");
  normlab_notices_report (notices, "/tmp/b.png", NULL);
  assert_text (notices, "There is no room");
  normlab_notices_report (notices, "/tmp/a.png", NULL);
  assert_text (notices, NULL);
  g_assert_cmpstr (told->str, ==, "a.png has been written|-|-");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notices/complaints", test_complaints);
  g_test_add_func ("/notices/changed", test_changed);
  g_test_add_func ("/notices/told", test_told);
  g_test_add_func ("/notices/report", test_report);
  return g_test_run ();
}
