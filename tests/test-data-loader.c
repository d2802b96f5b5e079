/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-data-loader.h"
#include "normlab-test-idx.h"
#include "normlab-test-loads.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

/* What loads data. */

typedef struct
{
  NormlabDataLoader *loader;
  char *first, *second;
  guint n_changed, n_loaded, n_failed;
} Loader;

static void
count (guint *counter)
{
  (*counter)++;
}

static void
set_up_loader (Loader *self, gconstpointer data)
{
  self->first = normlab_test_folder ();
  self->second = normlab_test_folder ();
  normlab_test_idx_fill (self->first, 1);
  normlab_test_idx_fill (self->second, 2);
  self->loader = normlab_data_loader_new ();
  g_signal_connect_swapped (self->loader, "changed", G_CALLBACK (count), &self->n_changed);
  g_signal_connect_swapped (self->loader, "loaded", G_CALLBACK (count), &self->n_loaded);
  g_signal_connect_swapped (self->loader, "failed", G_CALLBACK (count), &self->n_failed);
}

static void
tear_down_loader (Loader *self, gconstpointer data)
{
  g_assert_finalize_object (self->loader);
  g_free (self->first);
  g_free (self->second);
}

static gboolean
has_all_answers (gpointer loader)
{
  return normlab_data_loader_get_n_threads (loader) == 0;
}

static gboolean
has_first_answer (gpointer loader)
{
  return normlab_data_loader_get_n_threads (loader) == 1;
}

static gboolean
has_answer (gpointer loader)
{
  return normlab_data_loader_get_state (loader) != NORMLAB_DATA_LOADING;
}

static void
assert_data (Loader *self, const char *folder)
{
  NormlabDataset *dataset = normlab_data_loader_get_dataset (self->loader);

  g_assert_nonnull (dataset);
  g_assert_cmpstr (normlab_dataset_get_path (dataset), ==, folder);
}

/* The answer to an earlier question comes after the one to the last. */
static void
test_late_answer (Loader *self, gconstpointer data)
{
  normlab_test_loads_hold (self->first);
  normlab_data_loader_ask (self->loader, self->first);
  normlab_data_loader_ask (self->loader, self->second);
  normlab_test_wait (has_answer, self->loader, 20);
  assert_data (self, self->second);
  g_assert_cmpuint (self->n_changed, ==, 3);

  normlab_test_loads_let_go (self->first);
  normlab_test_wait (has_all_answers, self->loader, 20);
  assert_data (self, self->second);
  g_assert_cmpint (normlab_data_loader_get_state (self->loader), ==, NORMLAB_DATA_READY);
  g_assert_cmpuint (self->n_changed, ==, 3);
  g_assert_cmpuint (self->n_loaded, ==, 1);
  g_assert_cmpuint (self->n_failed, ==, 0);
}

/* It comes before, and is no answer to the last either, whether it is good or bad. */
static void
test_early_answer (Loader *self, gconstpointer bad)
{
  const char *first = bad != NULL ? bad : self->first;

  normlab_test_loads_hold (first);
  normlab_test_loads_hold (self->second);
  normlab_data_loader_ask (self->loader, first);
  normlab_data_loader_ask (self->loader, self->second);
  g_assert_cmpuint (normlab_data_loader_get_n_threads (self->loader), ==, 2);
  normlab_test_loads_let_go (first);
  normlab_test_wait (has_first_answer, self->loader, 20);
  g_assert_cmpint (normlab_data_loader_get_state (self->loader), ==, NORMLAB_DATA_LOADING);
  g_assert_cmpstr (normlab_data_loader_get_path (self->loader), ==, self->second);
  g_assert_null (normlab_data_loader_get_dataset (self->loader));
  g_assert_cmpuint (self->n_changed, ==, 2);

  normlab_test_loads_let_go (self->second);
  normlab_test_wait (has_all_answers, self->loader, 20);
  assert_data (self, self->second);
  g_assert_cmpuint (self->n_loaded, ==, 1);
  g_assert_cmpuint (self->n_failed, ==, 0);
}

/* The same data in another way are another question. */
static void
test_reading (Loader *self, gconstpointer data)
{
  g_autofree char *plain = NULL;
  NormlabDataset *dataset;

  normlab_data_loader_ask (self->loader, self->first);
  normlab_test_wait (has_answer, self->loader, 20);
  dataset = normlab_data_loader_get_dataset (self->loader);
  plain = g_strdup (normlab_dataset_get_checksum (dataset));
  normlab_data_loader_ask_as (self->loader, self->first, NORMLAB_READING_INVERTED);
  g_assert_cmpuint (normlab_data_loader_get_reading (self->loader), ==, NORMLAB_READING_INVERTED);
  normlab_test_wait (has_answer, self->loader, 20);
  assert_data (self, self->first);
  dataset = normlab_data_loader_get_dataset (self->loader);
  g_assert_cmpuint (normlab_data_id_get_reading (normlab_dataset_get_id (dataset)), ==,
                    NORMLAB_READING_INVERTED);
  g_assert_cmpstr (normlab_dataset_get_checksum (dataset), !=, plain);
  g_assert_cmpuint (self->n_loaded, ==, 2);
}

/* What fails leaves the data before in use, or else none. */
static void
test_failure (Loader *self, gconstpointer data)
{
  g_assert_cmpint (normlab_data_loader_get_state (self->loader), ==, NORMLAB_DATA_NONE);
  normlab_data_loader_ask (self->loader, "/nonexistent");
  normlab_test_wait (has_answer, self->loader, 20);
  g_assert_cmpint (normlab_data_loader_get_state (self->loader), ==, NORMLAB_DATA_NONE);
  g_assert_cmpuint (self->n_failed, ==, 1);

  normlab_data_loader_ask (self->loader, self->first);
  normlab_test_wait (has_answer, self->loader, 20);
  normlab_data_loader_ask (self->loader, "/nonexistent");
  g_assert_cmpint (normlab_data_loader_get_state (self->loader), ==, NORMLAB_DATA_LOADING);
  normlab_test_wait (has_answer, self->loader, 20);
  g_assert_cmpint (normlab_data_loader_get_state (self->loader), ==, NORMLAB_DATA_READY);
  assert_data (self, self->first);
  g_assert_cmpuint (self->n_failed, ==, 2);
}

static gboolean
is_running (gpointer loader)
{
  return normlab_test_loads_get_n_running () > 0;
}

/* What nobody waits for any more does not go on to its end. */
static void
test_cancelled (Loader *self, gconstpointer data)
{
  guint n = normlab_test_loads_get_n_cancelled ();

  normlab_data_loader_ask (self->loader, NULL);
  normlab_test_wait (is_running, self->loader, 20);
  normlab_data_loader_ask (self->loader, self->first);
  normlab_test_wait (has_all_answers, self->loader, 20);
  g_assert_cmpuint (normlab_test_loads_get_n_cancelled (), ==, n + 1);
  assert_data (self, self->first);
}

/* When the loader goes, its threads end, also those that nobody waits for any more. */
static void
test_joined (Loader *self, gconstpointer data)
{
  NormlabDataLoader *loader = normlab_data_loader_new ();
  gint64 begin;

  for (guint i = 0; i < 4; i++)
    {
      normlab_data_loader_ask (loader, NULL);
      normlab_test_wait (is_running, loader, 20);
    }
  begin = g_get_monotonic_time ();
  g_object_run_dispose (G_OBJECT (loader));
  g_assert_cmpuint (normlab_test_loads_get_n_running (), ==, 0);
  g_assert_cmpuint (normlab_data_loader_get_n_threads (loader), ==, 0);
  g_assert_finalize_object (loader);
  g_test_message ("joined after %.1f ms", 1e-3 * (double) (g_get_monotonic_time () - begin));
}

/* A handler lets go of the loader, which was the last to hold it. */
static void
on_end (NormlabDataLoader **loader)
{
  g_clear_object (loader);
}

static gboolean
is_dropped (gpointer loader)
{
  return *(NormlabDataLoader **) loader == NULL;
}

static void
test_dropped (Loader *self, gconstpointer signal)
{
  NormlabDataLoader *loader = normlab_data_loader_new ();

  g_signal_connect_swapped (loader, signal, G_CALLBACK (on_end), &loader);
  normlab_data_loader_ask (loader, g_str_equal (signal, "loaded") ? self->first : "/nonexistent");
  normlab_test_wait (is_dropped, &loader, 20);
}

#define add(name, data, function)                                                                  \
  g_test_add ("/data-loader/" name, Loader, data, set_up_loader, function, tear_down_loader)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("late-answer", NULL, test_late_answer);
  add ("early-answer", NULL, test_early_answer);
  add ("early-bad-answer", "/nonexistent", test_early_answer);
  add ("reading", NULL, test_reading);
  add ("failure", NULL, test_failure);
  add ("cancelled", NULL, test_cancelled);
  add ("joined", NULL, test_joined);
  add ("dropped-when-loaded", "loaded", test_dropped);
  add ("dropped-when-failed", "failed", test_dropped);

  return g_test_run ();
}
