/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "normlab-error.h"
#include "normlab-key-file.h"
#include "normlab-session.h"
#include "normlab-test-history.h"
#include "normlab-test.h"
#include "normlab-text.h"

/* Sessions in which something is long: a name, or a history. */

#define LONG (50u * 1000 * 1000)
#define N_SAMPLES 100000u

/* One run with @n_samples measurements. */
static GPtrArray *
create_runs (guint n_samples)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.iterations = 10 * n_samples;
  g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, n_samples, 0.5));
  return runs;
}

/* @text with @part, which is in it, replaced by @head and 50 MB of a name. */
static char *
lengthen (const char *text, const char *part, const char *head)
{
  const char *place = strstr (text, part);
  gsize before;
  char *result;

  g_assert_nonnull (place);
  before = (gsize) (place - text);
  result = g_malloc (before + strlen (head) + LONG + strlen (place) + 1);
  memcpy (result, text, before);
  strcpy (result + before, head);
  before += strlen (head);
  memset (result + before, 'x', LONG);
  strcpy (result + before + LONG, place + strlen (part));
  return result;
}

static void
assert_cut (const char *title)
{
  g_assert_cmpint (g_utf8_strlen (title, -1), ==, NORMLAB_TEXT_MAX_TITLE);
  g_assert_true (g_str_has_suffix (title, "x…"));
}

/* Whatever is long and is a name is cut; that of a run hung the window. */
static void
test_names (void)
{
  static const char *const places[][2] = {
    { "Title=Session", "Title=" },
    { "Name=builtin", "Name=" },
    { "Title=Run", "Title=" },
  };
  g_autoptr (GPtrArray) runs = create_runs (2);
  g_autofree char *text = NULL;

  normlab_run_set_title (runs->pdata[0], "Run");
  text = normlab_session_to_data ("Session", runs);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *with_long = lengthen (text, places[i][0], places[i][1]);
      g_autoptr (NormlabSession) self = NULL;
      g_autoptr (GError) error = NULL;
      gint64 begin = g_get_monotonic_time ();

      self = normlab_session_new_from_data (with_long, -1, &error);
      g_assert_no_error (error);
      g_test_message ("%.2f s", (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC);
      g_assert_cmpint (g_get_monotonic_time () - begin, <, 20 * G_USEC_PER_SEC);
      if (i == 0)
        assert_cut (self->title);
      else if (i == 1)
        assert_cut (normlab_data_id_get_name (self->data));
      else
        assert_cut (normlab_run_get_title (self->runs->pdata[0]));
    }
}

/* A path is not cut, for it would lead elsewhere. */
static void
test_path (void)
{
  g_autoptr (GPtrArray) runs = create_runs (2);
  g_autofree char *text = normlab_session_to_data ("Session", runs);
  g_autofree char *with_long = lengthen (text, "\nChecksum=", "\nChecksum=\nPath=");
  g_autoptr (NormlabSession) self = NULL;
  g_autoptr (GError) error = NULL;

  self = normlab_session_new_from_data (with_long, -1, &error);
  g_assert_null (self);
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "is longer than any path"));
  g_assert_cmpuint (strlen (error->message), <, 300);
}

/* A megabyte is looked at at a time: what lies where one ends is seen, good or bad. */
static void
test_characters (void)
{
  const gsize portion = 1 << 20, length = 2 * portion;
  g_autofree char *text = g_malloc (length);

  for (gsize at = portion - 5; at <= portion + 1; at++)
    {
      g_autoptr (GKeyFile) file = NULL;
      g_autoptr (GKeyFile) bad_file = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *expected = NULL;

      memset (text, 'x', length);
      memcpy (text, "[A]\nb=", strlen ("[A]\nb="));
      memcpy (text + at, "\U0001d53d", 4);
      file = normlab_key_file_parse (text, length, &error);
      g_assert_no_error (error);
      g_assert_nonnull (file);

      text[at + 3] = 'x';
      bad_file = normlab_key_file_parse (text, length, &error);
      g_assert_null (bad_file);
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
      expected = g_strdup_printf ("byte %u ", (guint) at);
      g_assert_true (g_str_has_prefix (error->message, expected));
    }
}

/* Before its lines have been looked at, and between two of them. */
static void
test_parse_cancelled (void)
{
  const char *text = "[A]\nb=1\nb=2\n";
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  NormlabProgress progress = { .cancellable = cancellable };
  g_autoptr (GError) error = NULL;

  normlab_progress_begin_phase (&progress, 0, 1);
  g_assert_null (normlab_key_file_parse_watched (text, strlen (text), &progress, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
  g_assert_cmpfloat (normlab_progress_get (&progress), >, 0.4);

  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (normlab_key_file_parse_watched (text, strlen (text), &progress, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
}

typedef struct
{
  char *path;
  GPtrArray *runs;
  NormlabProgress progress;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GError) error = NULL;

  self->path = g_build_filename (folder, "large.normlab", NULL);
  self->runs = create_runs (N_SAMPLES);
  g_assert_true (normlab_session_save (self->path, "Before", self->runs, &error));
  g_assert_no_error (error);
  self->progress.cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->path);
  g_ptr_array_unref (self->runs);
  g_object_unref (self->progress.cancellable);
}

static void
assert_title (Fixture *self, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabSession) session
      = normlab_session_load_watched (self->path, &self->progress, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (session->title, ==, expected);
  g_assert_cmpuint (normlab_run_get_n_samples (session->runs->pdata[0]), ==, N_SAMPLES);
}

/* In a thread: cancels once something has been done. */
static gpointer
cancel_soon (gpointer data)
{
  Fixture *self = data;

  while (normlab_progress_get (&self->progress) < 0.3)
    g_usleep (100);
  g_cancellable_cancel (self->progress.cancellable);
  return NULL;
}

/* Progress goes on while it is read, and ends where nobody wants it. */
static void
test_load (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread;

  assert_title (self, "Before");
  g_assert_cmpfloat (normlab_progress_get (&self->progress), >, 0.9);

  self->progress.thousandths = 0;
  thread = g_thread_new ("cancel", cancel_soon, self);
  session = normlab_session_load_watched (self->path, &self->progress, &error);
  g_thread_join (thread);
  g_assert_null (session);
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
}

/* Where nobody wants it any more the file is the one that was there before. */
static void
test_write (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabSession) session = normlab_session_new ("After", self->runs);
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, self);

  g_assert_false (normlab_session_write_watched (session, self->path, &self->progress, &error));
  g_thread_join (thread);
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
  g_cancellable_reset (self->progress.cancellable);
  assert_title (self, "Before");

  g_clear_error (&error);
  self->progress.thousandths = 0;
  g_assert_true (normlab_session_write_watched (session, self->path, &self->progress, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (normlab_progress_get (&self->progress), >, 0.9);
  assert_title (self, "After");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-large/names", test_names);
  g_test_add_func ("/session-large/path", test_path);
  g_test_add_func ("/session-large/characters", test_characters);
  g_test_add_func ("/session-large/parse-cancelled", test_parse_cancelled);
  g_test_add ("/session-large/load", Fixture, NULL, set_up, test_load, tear_down);
  g_test_add ("/session-large/write", Fixture, NULL, set_up, test_write, tear_down);
  return g_test_run ();
}
