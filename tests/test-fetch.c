/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetching data sets, from a server on loopback that does what servers do. */
#include "normlab-fetcher.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-test-server.h"
#include "normlab-test.h"

#define SIZE 3000
/* What a test waits for a silent server, s. */
#define SILENCE 1

typedef struct
{
  GSubprocess *server; /* NULL where there is no Python */
  guint port;
  char *served; /* folder */
  char *target; /* folder that is fetched into */
  char *md5[2];
  const char *bytes; /* how many the list says of each file; nullable */
  NormlabProgress progress;
  GError *error;
} Fixture;

static const char *const names[] = { "images.gz", "labels 1%2#?.gz" };

/* Something that is no text, the same each time. */
static void
serve (Fixture *self, guint i)
{
  g_autofree char *path = g_build_filename (self->served, names[i], NULL);
  g_autofree guint8 *bytes = g_malloc (SIZE);
  guint32 state = i + 1;

  for (guint j = 0; j < SIZE; j++)
    {
      state = state * 1664525 + 1013904223;
      bytes[j] = (guint8) (state >> 24);
    }
  g_assert_true (g_file_set_contents (path, (const char *) bytes, SIZE, NULL));
  self->md5[i] = g_compute_checksum_for_data (G_CHECKSUM_MD5, bytes, SIZE);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->served = normlab_test_folder ();
  self->target = normlab_test_folder ();
  normlab_progress_begin_phase (&self->progress, 0, 1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    serve (self, i);
  self->server = normlab_test_server_begin (self->served, &self->port);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_test_server_end (self->server);
  g_clear_object (&self->progress.cancellable);
  g_clear_error (&self->error);
  g_free (self->served);
  g_free (self->target);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (self->md5[i]);
}

/* What is asked for: the files, or only the first, from those ways of the server one after another.
 * */
static GPtrArray *
make_list (Fixture *self, guint n_files, const char *const *ways)
{
  g_autoptr (GString) text
      = g_string_new ("[some]\nName=Some\nAbout=Images\nHome=http://localhost/\nAddresses=");
  GPtrArray *sources;
  GError *error = NULL;

  for (guint i = 0; ways[i] != NULL; i++)
    g_string_append_printf (text, "http://127.0.0.1:%u/%s/;", self->port, ways[i]);
  g_string_append (text, "\nFiles=");
  for (guint i = 0; i < n_files; i++)
    g_string_append_printf (text, "%s;", names[i]);
  g_string_append (text, "\nMD5=");
  for (guint i = 0; i < n_files; i++)
    g_string_append_printf (text, "%s;", self->md5[i]);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < n_files && self->bytes != NULL; i++)
    g_string_append_printf (text, "%s%s;", i == 0 ? "Bytes=" : "", self->bytes);
  sources = normlab_sources_parse (text->str, text->len, &error);
  g_assert_no_error (error);
  return sources;
}

static gboolean
fetch_ways (Fixture *self, guint n_files, const char *const *ways)
{
  g_autoptr (GPtrArray) sources = make_list (self, n_files, ways);

  g_clear_error (&self->error);
  return normlab_fetch (g_ptr_array_index (sources, 0), self->target, SILENCE, 100000,
                        &self->progress, &self->error);
}

static gboolean
fetch (Fixture *self, const char *way)
{
  const char *const ways[] = { way, NULL };

  return fetch_ways (self, 1, ways);
}

static char *
get_path (Fixture *self, guint i, const char *end)
{
  g_autofree char *name = g_strconcat (names[i], end, NULL);

  return g_build_filename (self->target, name, NULL);
}

/* Bytes of a file; −1: there is none. */
static gint64
get_size (Fixture *self, guint i, const char *end)
{
  g_autofree char *path = get_path (self, i, end);
  GStatBuf status;

  return g_stat (path, &status) == 0 ? status.st_size : -1;
}

static void
assert_came (Fixture *self, guint i)
{
  g_autofree char *path = get_path (self, i, "");
  g_autofree char *bytes = NULL;
  g_autofree char *md5 = NULL;
  gsize length;

  g_assert_no_error (self->error);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  md5 = g_compute_checksum_for_data (G_CHECKSUM_MD5, (const guchar *) bytes, length);
  g_assert_cmpstr (md5, ==, self->md5[i]);
  g_assert_cmpint (get_size (self, i, ".part"), ==, -1);
}

static void
assert_refused (Fixture *self, NormlabError code, const char *words)
{
  g_assert_error (self->error, NORMLAB_ERROR, (int) code);
  if (strstr (self->error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", self->error->message, words);
  g_assert_cmpint (get_size (self, 0, ""), ==, -1);
}

/* The first file is to be fetched once more. */
static void
forget (Fixture *self)
{
  g_autofree char *path = get_path (self, 0, "");

  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* What the server was asked. */
static char *
get_log (Fixture *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection
      = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) self->port, NULL, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  static const char request[] = "GET /log HTTP/1.1\r\nHost: localhost\r\n\r\n";
  char block[4096];
  gssize n;

  g_assert_nonnull (connection);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, NULL);
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), block,
                                   sizeof block, NULL, NULL))
         > 0)
    g_string_append_len (text, block, n);
  return g_strdup (strstr (text->str, "\r\n\r\n") + 4);
}

static void
put_part (Fixture *self, gboolean right, gsize length)
{
  g_autofree char *served = g_build_filename (self->served, names[0], NULL);
  g_autofree char *part = get_path (self, 0, ".part");
  g_autofree char *bytes = NULL;
  g_autofree char *written = g_malloc (length);

  g_assert_true (g_file_get_contents (served, &bytes, NULL, NULL));
  memset (written, 'x', length);
  if (right)
    memcpy (written, bytes, MIN (length, SIZE));
  g_assert_true (g_file_set_contents (part, written, (gssize) length, NULL));
}

/* All files come, and none is asked for twice. */
static void
test_good (Fixture *self, gconstpointer data)
{
  static const char *const ways[] = { "good", NULL };
  g_autoptr (GPtrArray) sources = NULL;
  g_autofree char *log = NULL;

  if (self->server == NULL)
    return;
  sources = make_list (self, 2, ways);
  g_assert_false (normlab_source_is_here (g_ptr_array_index (sources, 0), self->target));
  for (guint i = 0; i < 2; i++)
    g_assert_true (fetch_ways (self, 2, ways));
  assert_came (self, 0);
  assert_came (self, 1);
  g_assert_true (normlab_source_is_here (g_ptr_array_index (sources, 0), self->target));
  g_assert_cmpfloat (normlab_progress_get (&self->progress), ==, 1);
  log = get_log (self);
  g_assert_cmpstr (log, ==, "/good/images.gz -\n/good/labels 1%2#?.gz -\n");
}

/* What is there already is gone on from; what is something else is not. */
static void
test_resume (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *way;
    gboolean right;
    gsize length;
    const char *log;
  } cases[] = {
    { "good", TRUE, 1000, "/good/images.gz bytes=1000-\n" },
    { "whole", TRUE, 1000, "/whole/images.gz bytes=1000-\n" },
    { "good", FALSE, 1000, "/good/images.gz bytes=1000-\n/good/images.gz -\n" },
    { "good", TRUE, SIZE, "" },
    { "good", FALSE, SIZE, "/good/images.gz bytes=3000-\n/good/images.gz -\n" },
    { "good", FALSE, SIZE + 10, "/good/images.gz bytes=3010-\n/good/images.gz -\n" },
    { "packed", TRUE, 10, "/packed/images.gz bytes=10-\n" },
    { "good", FALSE, 100001, "/good/images.gz -\n" },
  };
  g_autoptr (GString) expected = g_string_new (NULL);

  if (self->server == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *log = NULL;

      put_part (self, cases[i].right, cases[i].length);
      g_assert_true (fetch (self, cases[i].way));
      assert_came (self, 0);
      forget (self);
      log = get_log (self);
      g_string_append (expected, cases[i].log);
      g_assert_cmpstr (log, ==, expected->str);
    }
}

/* A connection that breaks off again and again still brings the file; and where it does not, what
 * came is kept for the next time. */
static void
test_break (Fixture *self, gconstpointer data)
{
  if (self->server == NULL)
    return;
  g_assert_true (fetch (self, "break"));
  assert_came (self, 0);
  forget (self);

  g_assert_false (fetch (self, "stall"));
  assert_refused (self, NORMLAB_ERROR_FAILED, "127.0.0.1");
  g_assert_cmpint (get_size (self, 0, ".part"), >=, SIZE / 2);
  g_assert_true (fetch (self, "good"));
  assert_came (self, 0);
}

/* One that does not say how much there is: where less has come than can be, it has broken off. */
static void
test_unsaid (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *way;
    const char *bytes;
    gboolean comes;
    const char *log;
  } cases[] = {
    { "chunks", NULL, TRUE,
      "/chunks/images.gz -\n/chunks/images.gz bytes=700-\n/chunks/images.gz bytes=1400-\n"
      "/chunks/images.gz bytes=2100-\n/chunks/images.gz bytes=2800-\n" },
    { "close", "3000", TRUE,
      "/close/images.gz -\n/close/images.gz bytes=700-\n/close/images.gz bytes=1400-\n"
      "/close/images.gz bytes=2100-\n/close/images.gz bytes=2800-\n" },
    /* What the list says is not exact. */
    { "close", "2700", TRUE,
      "/close/images.gz -\n/close/images.gz bytes=700-\n/close/images.gz bytes=1400-\n"
      "/close/images.gz bytes=2100-\n/close/images.gz bytes=2800-\n" },
    { "close", NULL, FALSE, "/close/images.gz -\n" },
    /* The same again is no break. */
    { "closepage", "3000", FALSE, "/closepage/images.gz -\n/closepage/images.gz bytes=54-\n" },
  };
  g_autoptr (GString) expected = g_string_new (NULL);

  if (self->server == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *log = NULL;

      self->bytes = cases[i].bytes;
      g_test_message ("%s", cases[i].way);
      if (fetch (self, cases[i].way) != cases[i].comes)
        g_error ("%s", self->error != NULL ? self->error->message : "it comes");
      if (cases[i].comes)
        {
          assert_came (self, 0);
          forget (self);
        }
      else
        assert_refused (self, NORMLAB_ERROR_DATA, "is not what is published");
      g_assert_cmpint (get_size (self, 0, ".part"), ==, -1);
      log = get_log (self);
      g_string_append (expected, cases[i].log);
      g_assert_cmpstr (log, ==, expected->str);
    }
}

/* What does not come is said in a sentence, and nothing is left. */
static void
test_refused (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *way;
    NormlabError code;
    const char *words;
  } cases[] = {
    { "missing", NORMLAB_ERROR_FAILED, "“404 Not Found”" },
    { "wrong", NORMLAB_ERROR_DATA, "is not what is published: its MD5 is" },
    { "page", NORMLAB_ERROR_DATA, "is not what is published" },
    { "endless", NORMLAB_ERROR_DATA, "which it cannot have" },
    { "huge", NORMLAB_ERROR_DATA, "which it cannot have" },
    { "silent", NORMLAB_ERROR_FAILED, "has fallen silent" },
  };

  if (self->server == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 begun = g_get_monotonic_time ();

      g_assert_false (fetch (self, cases[i].way));
      assert_refused (self, cases[i].code, cases[i].words);
      g_assert_cmpint (get_size (self, 0, ".part"), ==, -1);
      g_assert_cmpint (g_get_monotonic_time () - begun, <, 20 * G_USEC_PER_SEC);
    }
  put_part (self, TRUE, 1000);
  g_assert_false (fetch (self, "shifted"));
  assert_refused (self, NORMLAB_ERROR_FAILED, "another part");
}

/* Where one address has nothing, the next one is asked; the first says why none has. */
static void
test_addresses (Fixture *self, gconstpointer data)
{
  static const char *const ways[] = { "missing", "wrong", "away", NULL };
  static const char *const none[] = { "missing", "wrong", NULL };

  if (self->server == NULL)
    return;
  g_assert_true (fetch_ways (self, 1, ways));
  assert_came (self, 0);
  forget (self);
  g_assert_false (fetch_ways (self, 1, none));
  assert_refused (self, NORMLAB_ERROR_FAILED, "404");
}

static gpointer
cancel (gpointer data)
{
  g_usleep (G_USEC_PER_SEC / 4);
  g_cancellable_cancel (data);
  return NULL;
}

/* Somebody who cancels waits for no server; what came stays for the next time. */
static void
test_cancel (Fixture *self, gconstpointer data)
{
  static const char *const ways[] = { "slow", "silent" };

  if (self->server == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (GThread) thread = NULL;

      g_clear_object (&self->progress.cancellable);
      self->progress.cancellable = g_cancellable_new ();
      thread = g_thread_new ("cancel", cancel, self->progress.cancellable);
      g_assert_false (fetch (self, ways[i]));
      assert_refused (self, NORMLAB_ERROR_CANCELLED, "");
      g_thread_join (g_steal_pointer (&thread));
      g_assert_cmpint (get_size (self, 0, ".part"), >, 0);
      g_assert_cmpint (get_size (self, 0, ".part"), <, SIZE);
    }
  g_clear_object (&self->progress.cancellable);
  g_assert_true (fetch (self, "good"));
  assert_came (self, 0);
}

static double
get_seconds (void)
{
  struct timespec now;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now), ==, 0);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

/* Nor for what there is to be compared, which here would take seconds of the processor. */
static void
test_cancel_comparing (Fixture *self, gconstpointer data)
{
  static const char *const ways[] = { "good", NULL };
  const guint64 size = (guint64) 4 << 30;
  g_autofree char *part = get_path (self, 0, ".part");
  g_autoptr (GPtrArray) sources = NULL;
  GThread *thread;
  double begun;

  if (self->server == NULL)
    return;
  put_part (self, TRUE, 1000);
  g_assert_cmpint (truncate (part, (off_t) size), ==, 0);
  sources = make_list (self, 1, ways);
  self->progress.cancellable = g_cancellable_new ();
  thread = g_thread_new ("cancel", cancel, self->progress.cancellable);
  begun = get_seconds ();
  g_assert_false (normlab_fetch (g_ptr_array_index (sources, 0), self->target, SILENCE, 2 * size,
                                 &self->progress, &self->error));
  g_assert_cmpfloat (get_seconds () - begun, <, 1.5);
  g_thread_join (thread);
  assert_refused (self, NORMLAB_ERROR_CANCELLED, "cancelled");
  g_assert_cmpint (get_size (self, 0, ".part"), ==, (gint64) size);
  g_assert_cmpint (g_unlink (part), ==, 0);
}

/* Without a network. */
static void
test_offline (Fixture *self, gconstpointer data)
{
  static const char *const addresses[] = { "http://127.0.0.1:1/", "http://nowhere.invalid/" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("[some]\nName=Some\nAbout=Images\nHome=-\nAddresses=%s\nFiles=%s\n"
                             "MD5=%s\n",
                             addresses[i], names[0], self->md5[0]);
      g_autoptr (GPtrArray) sources = normlab_sources_parse (text, strlen (text), NULL);

      g_clear_error (&self->error);
      g_assert_false (normlab_fetch (g_ptr_array_index (sources, 0), self->target, SILENCE, 100000,
                                     NULL, &self->error));
      assert_refused (self, NORMLAB_ERROR_FAILED, i == 0 ? "127.0.0.1" : "nowhere.invalid");
      g_assert_null (strchr (self->error->message, '\n'));
    }
}

typedef struct
{
  Fixture *fixture;
  const NormlabSource *source;
} Second;

static gpointer
fetch_slowly (gpointer data)
{
  Second *self = data;

  return GINT_TO_POINTER (
      normlab_fetch (self->source, self->fixture->target, 30, 100000, NULL, NULL));
}

static gboolean
has_part (Fixture *self)
{
  return get_size (self, 0, ".part") > 0;
}

/* Two programs do not write into one file. */
static void
test_twice (Fixture *self, gconstpointer data)
{
  static const char *const ways[] = { "slow", NULL };
  g_autoptr (GPtrArray) sources = NULL;
  Second second = { .fixture = self };
  GThread *thread;

  if (self->server == NULL)
    return;
  sources = make_list (self, 1, ways);
  second.source = g_ptr_array_index (sources, 0);
  thread = g_thread_new ("slow", fetch_slowly, &second);
  while (!has_part (self))
    g_usleep (1000);
  g_assert_false (fetch (self, "good"));
  assert_refused (self, NORMLAB_ERROR_FAILED, "already");
  g_assert_true (GPOINTER_TO_INT (g_thread_join (thread)));
  g_clear_error (&self->error);
  assert_came (self, 0);
}

/* A folder that cannot be written. */
static void
test_folder (Fixture *self, gconstpointer data)
{
  static const char *const ways[] = { "good", NULL };
  g_autofree char *file = g_build_filename (self->served, names[0], NULL);
  g_autofree char *below = g_build_filename (file, "below", NULL);
  g_autoptr (GPtrArray) sources = NULL;

  if (self->server == NULL)
    return;
  sources = make_list (self, 1, ways);
  g_assert_false (
      normlab_fetch (g_ptr_array_index (sources, 0), below, SILENCE, 100000, NULL, &self->error));
  assert_refused (self, NORMLAB_ERROR_FAILED, "cannot be written");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name) g_test_add ("/fetch/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (good);
  ADD (resume);
  ADD (break);
  ADD (unsaid);
  ADD (refused);
  ADD (addresses);
  ADD (cancel);
  ADD (cancel_comparing);
  ADD (offline);
  ADD (twice);
  ADD (folder);
#undef ADD

  return g_test_run ();
}
