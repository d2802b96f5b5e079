/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-kept.h"

typedef struct
{
  NormlabRunState state;
  guint step;
  guint n_samples;
  guint iterations; /* of the recipe, of which nothing else changes */
  gboolean hidden;
  gboolean removed;
  char *title; /* nullable */

  /* Of another program's run */
  GHashTable *counts; /* nullable: normlab_run_count_samples() */
  guint revision;
  gboolean not_finite;
  gint64 time; /* when it was written last as a whole, µs */
} Kept;

static void
free_kept (gpointer data)
{
  Kept *kept = data;

  g_clear_pointer (&kept->counts, g_hash_table_unref);
  g_free (kept->title);
  g_free (kept);
}

GHashTable *
normlab_kept_new (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, free_kept);
}

/* Of another program's run all that has come, of whatever metric. */
static guint
count_samples (NormlabRun *run)
{
  return normlab_run_is_foreign (run) ? (guint) MIN (normlab_run_get_n_added (run), G_MAXUINT)
                                      : normlab_run_get_n_samples (run);
}

static Kept *
create_kept (NormlabRunItem *item)
{
  NormlabRun *run = normlab_run_item_get_run (item);
  Kept *kept = g_new0 (Kept, 1);

  kept->state = normlab_run_get_state (run);
  kept->step = normlab_run_get_step (run);
  kept->n_samples = count_samples (run);
  kept->iterations = normlab_run_get_recipe (run)->iterations;
  kept->hidden = !normlab_run_item_get_shown (item);
  kept->title = g_strdup (normlab_run_item_get_custom_name (item));
  if (normlab_run_is_foreign (run))
    {
      kept->counts = normlab_run_count_samples (run);
      kept->not_finite = normlab_run_get_foreign (run)->not_finite;
    }
  kept->revision = normlab_run_get_revision (run);
  kept->time = g_get_monotonic_time ();
  return kept;
}

static Kept *
copy_kept (const Kept *before)
{
  Kept *kept = g_memdup2 (before, sizeof *before);

  kept->title = g_strdup (before->title);
  if (kept->counts != NULL)
    g_hash_table_ref (kept->counts);
  return kept;
}

static gboolean
are_alike (const Kept *a, const Kept *b)
{
  return a->state == b->state && a->step == b->step && a->n_samples == b->n_samples
         && a->iterations == b->iterations && a->revision == b->revision && a->hidden == b->hidden
         && a->removed == b->removed && a->not_finite == b->not_finite
         && g_strcmp0 (a->title, b->title) == 0;
}

/* Whether there is time until it is written again: not if only what comes behind has to be. */
static gboolean
can_wait (NormlabRunItem *item, const Kept *before, const Kept *after)
{
  return before != NULL && !before->removed && normlab_run_item_is_foreign (item)
         && before->revision != after->revision
         && normlab_run_is_growing (normlab_run_item_get_run (item))
         && after->time - before->time < NORMLAB_KEPT_PERIOD && before->hidden == after->hidden
         && g_strcmp0 (before->title, after->title) == 0;
}

/* Enters what has become of a run since the file had it; FALSE if it waits. */
static gboolean
add_change (GPtrArray *changes, NormlabRunItem *item, const Kept *before, Kept *after, gboolean all)
{
  guint number = normlab_run_item_get_number (item);
  NormlabRun *run = normlab_run_item_get_run (item);
  gboolean goes_on = before != NULL && before->revision == after->revision;
  NormlabSessionNews news = before == NULL ? NORMLAB_SESSION_NEWS_RUN
                            : before->iterations != after->iterations || !goes_on
                                ? NORMLAB_SESSION_NEWS_RECIPE
                                : NORMLAB_SESSION_NEWS_NOTE;

  if (before != NULL && are_alike (before, after))
    return TRUE;
  if (!all && can_wait (item, before, after))
    return FALSE;
  if (before != NULL && before->removed)
    g_ptr_array_add (changes, normlab_session_change_new_removed (number, FALSE));
  if (!normlab_run_is_foreign (run))
    {
      g_ptr_array_add (changes, normlab_session_change_new (run, number,
                                                            before != NULL ? before->n_samples : 0,
                                                            news, after->hidden));
      return TRUE;
    }
  if (goes_on)
    after->time = before->time;
  g_ptr_array_add (changes, normlab_session_change_new_foreign (
                                run, number, goes_on ? before->counts : NULL, news, after->hidden));
  return TRUE;
}

/* Runs that are in the file and no longer in the lab. */
static void
add_removed (GHashTable *before_all, GPtrArray *changes, GHashTable *after)
{
  GHashTableIter iter;
  gpointer number, value;

  g_hash_table_iter_init (&iter, before_all);
  while (g_hash_table_iter_next (&iter, &number, &value))
    if (!g_hash_table_contains (after, number))
      {
        const Kept *before = value;
        Kept *kept = copy_kept (before);

        if (!before->removed)
          g_ptr_array_add (changes,
                           normlab_session_change_new_removed (GPOINTER_TO_UINT (number), TRUE));
        kept->removed = TRUE;
        g_hash_table_insert (after, number, kept);
      }
}

gboolean
normlab_kept_has_samples (GHashTable *self, NormlabRunItem *item)
{
  const Kept *kept;

  g_return_val_if_fail (self != NULL, FALSE);

  kept = g_hash_table_lookup (self, GUINT_TO_POINTER (normlab_run_item_get_number (item)));
  return kept != NULL && kept->n_samples >= count_samples (normlab_run_item_get_run (item));
}

void
normlab_kept_enter (GHashTable *self, GListModel *items)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_LIST_MODEL (items));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (items, i);

      g_hash_table_insert (self, GUINT_TO_POINTER (normlab_run_item_get_number (item)),
                           create_kept (item));
    }
}

gboolean
normlab_kept_compare (GHashTable *self,
                      GHashTable *before,
                      GListModel *items,
                      gboolean all,
                      GPtrArray *changes)
{
  gboolean complete = TRUE;

  g_return_val_if_fail (self != NULL && before != NULL && changes != NULL, TRUE);
  g_return_val_if_fail (G_IS_LIST_MODEL (items), TRUE);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (items, i);
      gpointer number = GUINT_TO_POINTER (normlab_run_item_get_number (item));

      const Kept *its = g_hash_table_lookup (before, number);

      if (add_change (changes, item, its, g_hash_table_lookup (self, number), all))
        continue;
      g_hash_table_insert (self, number, copy_kept (its));
      complete = FALSE;
    }
  add_removed (before, changes, self);
  return complete;
}
