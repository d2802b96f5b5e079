/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-error.h"

static void
test_quark (void)
{
  g_autoptr (GError) error = g_error_new (NORMLAB_ERROR, NORMLAB_ERROR_DATA, "bad");

  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
  g_assert_cmpstr (g_quark_to_string (NORMLAB_ERROR), ==, "NormlabError");
}

static void
check (const GError *error, int setting, const char *message, const char *reason)
{
  g_assert_cmpint (normlab_error_get_setting (error), ==, setting);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpstr (normlab_error_get_reason (error), ==, reason);
}

/* What an error is about stays with it, whatever is written before its message. */
static void
test_about (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;
  g_autoptr (GError) passed_on = NULL;

  normlab_error_set_about (NULL, 3, "rate", "is 5% off");
  normlab_error_set_about (&error, 3, "rate", "is 5% off: no");
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  check (error, 3, "rate: is 5% off: no", "is 5% off: no");

  copy = g_error_copy (error);
  g_clear_error (&error);
  check (copy, 3, "rate: is 5% off: no", "is 5% off: no");
  copy->code = NORMLAB_ERROR_FORMAT;
  g_propagate_prefixed_error (&passed_on, g_steal_pointer (&copy), "a.experiment: ");
  g_assert_error (passed_on, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
  check (passed_on, 3, "a.experiment: rate: is 5% off: no", "is 5% off: no");
}

/* Errors that are about none, of this domain and of others. */
static void
test_about_none (void)
{
  g_autoptr (GError) own = g_error_new (NORMLAB_ERROR, NORMLAB_ERROR_VALUE, "rate: bad");
  g_autoptr (GError) other = g_error_new (G_FILE_ERROR, G_FILE_ERROR_IO, "rate: bad");
  g_autoptr (GError) copy = g_error_copy (own);

  check (own, -1, "rate: bad", "rate: bad");
  check (other, -1, "rate: bad", "rate: bad");
  check (copy, -1, "rate: bad", "rate: bad");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/quark", test_quark);
  g_test_add_func ("/error/about", test_about);
  g_test_add_func ("/error/about-none", test_about_none);
  return g_test_run ();
}
