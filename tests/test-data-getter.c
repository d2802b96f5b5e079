/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetching beside the main loop, where the disk takes its time. */
#include "normlab-data-getter.h"

#include <string.h>
#include <unistd.h>

#include "normlab-test-loop.h"
#include "normlab-test-server.h"
#include "normlab-test.h"

/* In place of fsync(): waits until the test lets the disk go on. */
static struct
{
  GMutex mutex;
  GCond cond;
  gboolean stuck;
  int n_waiting; /* atomic */
} disk;

int __wrap_fsync (int fd);

int
__wrap_fsync (int fd)
{
  g_atomic_int_inc (&disk.n_waiting);
  g_mutex_lock (&disk.mutex);
  while (disk.stuck)
    g_cond_wait (&disk.cond, &disk.mutex);
  g_mutex_unlock (&disk.mutex);
  g_atomic_int_add (&disk.n_waiting, -1);
  return 0;
}

static void
set_stuck (gboolean stuck)
{
  g_mutex_lock (&disk.mutex);
  disk.stuck = stuck;
  g_cond_broadcast (&disk.cond);
  g_mutex_unlock (&disk.mutex);
}

static gboolean
is_waiting (gpointer data)
{
  return g_atomic_int_get (&disk.n_waiting) > 0;
}

typedef struct
{
  GSubprocess *server; /* NULL where there is no Python */
  GPtrArray *sources;  /* "one" and "two" */
  NormlabDataGetter *getter;
  guint n_changed;
  char *got; /* nullable */
  char *failed;
} Fixture;

static void
on_changed (Fixture *self)
{
  self->n_changed++;
}

static void
on_got (Fixture *self, const char *folder)
{
  g_assert_null (self->got);
  self->got = g_strdup (folder);
}

static void
on_failed (Fixture *self, const char *message)
{
  self->failed = g_strdup (message);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "data", NULL);
  g_autofree char *md5 = g_compute_checksum_for_string (G_CHECKSUM_MD5, "some data", -1);
  g_autofree char *text = NULL;
  GError *error = NULL;
  guint port = 1;

  g_assert_true (g_file_set_contents (path, "some data", -1, NULL));
  self->server = normlab_test_server_begin (folder, &port);
  text = g_strdup_printf ("[one]\nName=1\nAbout=-\nHome=-\nFiles=data;\nMD5=%s;\n"
                          "Addresses=http://127.0.0.1:%u/good/;\n"
                          "[two]\nName=2\nAbout=-\nHome=-\nFiles=data;\nMD5=%s;\n"
                          "Addresses=http://127.0.0.1:%u/good/;\n",
                          md5, port, md5, port);
  self->sources = normlab_sources_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < self->sources->len; i++)
    {
      g_autofree char *cache = normlab_source_get_folder (g_ptr_array_index (self->sources, i));
      g_autofree char *fetched = g_build_filename (cache, "data", NULL);

      unlink (fetched);
    }
  self->getter = normlab_data_getter_new (self->sources, 5);
  g_signal_connect_swapped (self->getter, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->getter, "got", G_CALLBACK (on_got), self);
  g_signal_connect_swapped (self->getter, "failed", G_CALLBACK (on_failed), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  set_stuck (FALSE);
  g_clear_object (&self->getter);
  normlab_test_server_end (self->server);
  g_ptr_array_unref (self->sources);
  g_free (self->got);
  g_free (self->failed);
}

static const NormlabSource *
get_source (Fixture *self, guint i)
{
  return g_ptr_array_index (self->sources, i);
}

static gboolean
has_got (gpointer data)
{
  return ((Fixture *) data)->got != NULL;
}

/* Somebody who cancels waits for no disk, nor does what he wants instead get into the way of it. */
static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = normlab_source_get_folder (get_source (self, 1));
  guint n_changed;

  if (self->server == NULL)
    return;
  set_stuck (TRUE);
  g_assert_true (normlab_data_getter_begin (self->getter, get_source (self, 0)));
  g_assert_false (normlab_data_getter_begin (self->getter, get_source (self, 1)));
  normlab_test_wait (is_waiting, NULL, 20);
  n_changed = self->n_changed;
  normlab_data_getter_cancel (self->getter);
  g_assert_true (is_waiting (NULL));
  g_assert_cmpuint (self->n_changed, ==, n_changed + 1);
  g_assert_null (normlab_data_getter_get_current (self->getter));

  /* The same, given up once more, and the other one. */
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (normlab_data_getter_begin (self->getter, get_source (self, i)));
      g_assert_true (normlab_data_getter_get_current (self->getter) == get_source (self, i));
      g_assert_false (normlab_data_getter_begin (self->getter, get_source (self, 1 - i)));
      if (i == 0)
        normlab_data_getter_cancel (self->getter);
    }
  g_assert_cmpfloat (normlab_data_getter_get_share (self->getter), ==, 0);
  normlab_test_settle ();
  g_assert_null (self->got);
  set_stuck (FALSE);
  normlab_test_wait (has_got, self, 20);
  g_assert_cmpstr (self->got, ==, folder);
  g_assert_null (self->failed);
  g_assert_null (normlab_data_getter_get_current (self->getter));
}

static gboolean
has_changed (gpointer data)
{
  return ((Fixture *) data)->n_changed > 0;
}

/* What was cancelled may turn out to be there when the disk lets go of it: whoever shows it is
 * told. */
static void
test_end_of_cancelled (Fixture *self, gconstpointer data)
{
  if (self->server == NULL)
    return;
  set_stuck (TRUE);
  g_assert_true (normlab_data_getter_begin (self->getter, get_source (self, 0)));
  normlab_test_wait (is_waiting, NULL, 20);
  normlab_data_getter_cancel (self->getter);
  normlab_test_settle ();
  self->n_changed = 0;
  set_stuck (FALSE);
  normlab_test_wait (has_changed, self, 20);
  g_assert_cmpuint (self->n_changed, ==, 1);
  g_assert_null (self->got);
  g_assert_null (normlab_data_getter_get_current (self->getter));
}

/* Nobody is told after it has gone. */
static void
test_gone (Fixture *self, gconstpointer data)
{
  if (self->server == NULL)
    return;
  g_assert_true (normlab_data_getter_begin (self->getter, get_source (self, 0)));
  normlab_data_getter_cancel (self->getter);
  g_assert_true (normlab_data_getter_begin (self->getter, get_source (self, 1)));
  g_clear_object (&self->getter);
  normlab_test_settle ();
  g_assert_null (self->got);
  g_assert_null (self->failed);
}

int
main (int argc, char *argv[])
{
  g_autofree char *cache = NULL;

  g_test_init (&argc, &argv, NULL);
  cache = normlab_test_folder ();
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_add ("/data-getter/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/data-getter/end-of-cancelled", Fixture, NULL, set_up, test_end_of_cancelled,
              tear_down);
  g_test_add ("/data-getter/gone", Fixture, NULL, set_up, test_gone, tear_down);
  return g_test_run ();
}
