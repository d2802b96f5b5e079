/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-loads.h"
#include "normlab-test-window.h"

#include "normlab-complaints.h"
#include "normlab-data-loader.h"

/* What loads data, and what holds sentences about what went wrong, without a window. */

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
  self->first = normlab_test_window_new_data ();
  self->second = normlab_test_window_new_data ();
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

/* Each question holds the loader until its answer has come. */
static gboolean
has_all_answers (gpointer loader)
{
  return G_OBJECT (loader)->ref_count == 1;
}

static gboolean
has_first_answer (gpointer loader)
{
  return G_OBJECT (loader)->ref_count == 2;
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
  normlab_test_ui_wait (has_answer, self->loader, 20);
  assert_data (self, self->second);
  g_assert_cmpuint (self->n_changed, ==, 3);

  normlab_test_loads_let_go (self->first);
  normlab_test_ui_wait (has_all_answers, self->loader, 20);
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
  g_assert_cmpint (G_OBJECT (self->loader)->ref_count, ==, 3);
  normlab_test_loads_let_go (first);
  normlab_test_ui_wait (has_first_answer, self->loader, 20);
  g_assert_cmpint (normlab_data_loader_get_state (self->loader), ==, NORMLAB_DATA_LOADING);
  g_assert_cmpstr (normlab_data_loader_get_path (self->loader), ==, self->second);
  g_assert_null (normlab_data_loader_get_dataset (self->loader));
  g_assert_cmpuint (self->n_changed, ==, 2);

  normlab_test_loads_let_go (self->second);
  normlab_test_ui_wait (has_all_answers, self->loader, 20);
  assert_data (self, self->second);
  g_assert_cmpuint (self->n_loaded, ==, 1);
  g_assert_cmpuint (self->n_failed, ==, 0);
}

/* What fails leaves the data before in use, or else none. */
static void
test_failure (Loader *self, gconstpointer data)
{
  g_assert_cmpint (normlab_data_loader_get_state (self->loader), ==, NORMLAB_DATA_NONE);
  normlab_data_loader_ask (self->loader, "/nonexistent");
  normlab_test_ui_wait (has_answer, self->loader, 20);
  g_assert_cmpint (normlab_data_loader_get_state (self->loader), ==, NORMLAB_DATA_NONE);
  g_assert_cmpuint (self->n_failed, ==, 1);

  normlab_data_loader_ask (self->loader, self->first);
  normlab_test_ui_wait (has_answer, self->loader, 20);
  normlab_data_loader_ask (self->loader, "/nonexistent");
  g_assert_cmpint (normlab_data_loader_get_state (self->loader), ==, NORMLAB_DATA_LOADING);
  normlab_test_ui_wait (has_answer, self->loader, 20);
  g_assert_cmpint (normlab_data_loader_get_state (self->loader), ==, NORMLAB_DATA_READY);
  assert_data (self, self->first);
  g_assert_cmpuint (self->n_failed, ==, 2);
}

static void
assert_text (NormlabComplaints *complaints, const char *expected)
{
  g_autofree char *text = normlab_complaints_get_text (complaints);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_complaints (void)
{
  g_autoptr (NormlabComplaints) complaints = normlab_complaints_new ();

  assert_text (complaints, NULL);
  normlab_complaints_add (complaints, "/a", "A");
  normlab_complaints_add (complaints, NULL, "B");
  normlab_complaints_add (complaints, NULL, "C");
  normlab_complaints_add (complaints, NULL, "B");
  assert_text (complaints, "A\nC\nB");
  normlab_complaints_add (complaints, "/a", "A2");
  normlab_complaints_add (complaints, NORMLAB_COMPLAINT_DATA, "D");
  assert_text (complaints, "D\nC\nB\nA2");

  /* Older ones wait. */
  normlab_complaints_add (complaints, "/e", "E");
  normlab_complaints_add (complaints, "/f", "F");
  assert_text (complaints, "D\nA2\nE\nF\n…and 2 more");
  g_assert_true (normlab_complaints_mend (complaints, "/e"));
  g_assert_false (normlab_complaints_mend (complaints, "/e"));
  assert_text (complaints, "D\nB\nA2\nF\n…and 1 more");
  g_assert_true (normlab_complaints_mend (complaints, NORMLAB_COMPLAINT_DATA));
  assert_text (complaints, "B\nA2\nF\n…and 1 more");
  normlab_complaints_clear (complaints);
  assert_text (complaints, NULL);
}

#define add(name, data, function)                                                                  \
  g_test_add ("/data-loader/" name, Loader, data, set_up_loader, function, tear_down_loader)

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

  add ("late-answer", NULL, test_late_answer);
  add ("early-answer", NULL, test_early_answer);
  add ("early-bad-answer", "/nonexistent", test_early_answer);
  add ("failure", NULL, test_failure);
  g_test_add_func ("/complaints", test_complaints);

  return g_test_run ();
}
