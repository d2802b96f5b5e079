/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-loads.h"

#include "normlab-dataset.h"
#include "normlab-error.h"

static struct
{
  GMutex mutex;
  GCond cond;
  GPtrArray *held; /* of char: paths; NULL before the first */
  gboolean no_memory;
  guint n_builtin;
  guint n_running;
  guint n_cancelled;
} loads;

NormlabDataset *__real_normlab_dataset_load (const char *, GCancellable *, GError **);
NormlabDataset *__real_normlab_dataset_new_builtin (GCancellable *, GError **);
NormlabDataset *__wrap_normlab_dataset_load (const char *, GCancellable *, GError **);
NormlabDataset *__wrap_normlab_dataset_new_builtin (GCancellable *, GError **);

static gboolean
is_held (const char *path)
{
  return loads.held != NULL
         && g_ptr_array_find_with_equal_func (loads.held, path, g_str_equal, NULL);
}

/* One that ran has come to its end, with @dataset or with @error. */
static NormlabDataset *
end (NormlabDataset *dataset, const GError *error)
{
  g_mutex_lock (&loads.mutex);
  loads.n_running--;
  loads.n_cancelled += g_error_matches (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
  g_mutex_unlock (&loads.mutex);
  return dataset;
}

NormlabDataset *
__wrap_normlab_dataset_load (const char *folder, GCancellable *cancellable, GError **error)
{
  NormlabDataset *dataset;
  gboolean held;

  g_mutex_lock (&loads.mutex);
  loads.n_running++;
  held = is_held (folder);
  while (is_held (folder))
    g_cond_wait (&loads.cond, &loads.mutex);
  g_mutex_unlock (&loads.mutex);
  dataset = __real_normlab_dataset_load (folder, held ? NULL : cancellable, error);
  return end (dataset, *error);
}

NormlabDataset *
__wrap_normlab_dataset_new_builtin (GCancellable *cancellable, GError **error)
{
  NormlabDataset *dataset = NULL;
  gboolean no_memory;

  g_mutex_lock (&loads.mutex);
  loads.n_builtin++;
  loads.n_running++;
  no_memory = loads.no_memory;
  g_mutex_unlock (&loads.mutex);
  if (!no_memory)
    dataset = __real_normlab_dataset_new_builtin (cancellable, error);
  else
    g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, "There is no memory left");
  return end (dataset, *error);
}

void
normlab_test_loads_hold (const char *path)
{
  g_mutex_lock (&loads.mutex);
  if (loads.held == NULL)
    loads.held = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (loads.held, g_strdup (path));
  g_mutex_unlock (&loads.mutex);
}

void
normlab_test_loads_let_go (const char *path)
{
  guint i;

  g_mutex_lock (&loads.mutex);
  g_assert_true (g_ptr_array_find_with_equal_func (loads.held, path, g_str_equal, &i));
  g_ptr_array_remove_index (loads.held, i);
  g_cond_broadcast (&loads.cond);
  g_mutex_unlock (&loads.mutex);
}

static guint
get (const guint *count)
{
  guint n;

  g_mutex_lock (&loads.mutex);
  n = *count;
  g_mutex_unlock (&loads.mutex);
  return n;
}

guint
normlab_test_loads_get_n_builtin (void)
{
  return get (&loads.n_builtin);
}

guint
normlab_test_loads_get_n_cancelled (void)
{
  return get (&loads.n_cancelled);
}

guint
normlab_test_loads_get_n_running (void)
{
  return get (&loads.n_running);
}

void
normlab_test_loads_set_memory (gboolean any)
{
  g_mutex_lock (&loads.mutex);
  loads.no_memory = !any;
  g_mutex_unlock (&loads.mutex);
}
