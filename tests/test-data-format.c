/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "normlab-data-format.h"
#include "normlab-error.h"
#include "normlab-test.h"

static void
test_table (void)
{
  const NormlabDataFormat *format;
  guint n = 0;

  for (; (format = normlab_data_formats_get (n)) != NULL; n++)
    {
      g_assert_nonnull (format->title);
      g_assert_nonnull (format->load);
      for (guint j = 0; j < n; j++)
        g_assert_cmpstr (format->word, !=, normlab_data_formats_get (j)->word);
    }
  g_assert_cmpuint (n, >=, 4);
}

/* A folder may be called anything, but for the one word. */
static void
test_find (void)
{
  static const struct
  {
    const char *source;
    const char *word;
  } cases[] = {
    { NULL, "builtin" }, { "builtin", "builtin" },        { "./builtin", "idx" },
    { "", "idx" },       { "/nowhere/builtin/x", "idx" }, { "Builtin", "idx" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (normlab_data_format_find (cases[i].source)->word, ==, cases[i].word);
}

/* Each is made by its own, the cancellable and the error handed on. */
static void
test_open (void)
{
  static const char *const sources[] = { NULL, "builtin", "/nowhere" };
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancelled);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_null (normlab_dataset_open (sources[i], cancelled, &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
      g_clear_error (&error);
    }
  g_assert_null (normlab_dataset_open (sources[2], NULL, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "/nowhere"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-format/table", test_table);
  g_test_add_func ("/data-format/find", test_find);
  g_test_add_func ("/data-format/open", test_open);
  return g_test_run ();
}
