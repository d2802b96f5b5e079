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
  gint64 time; /* when a run of another program was written last, as a whole */
} Kept;

static void
free_kept (gpointer data)
{
  Kept *kept = data;

  g_free (kept->title);
  g_free (kept);
}

GHashTable *
normlab_kept_new (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, free_kept);
}

/* Of another program's run all that has come, for its series are written as a whole. */
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
  kept->time = g_get_monotonic_time ();
  return kept;
}

static gboolean
are_alike (const Kept *a, const Kept *b)
{
  return a->state == b->state && a->step == b->step && a->n_samples == b->n_samples
         && a->iterations == b->iterations && a->hidden == b->hidden && a->removed == b->removed
         && g_strcmp0 (a->title, b->title) == 0;
}

/* Whether there is time until it is written again. */
static gboolean
can_wait (NormlabRunItem *item, const Kept *before, const Kept *after)
{
  return before != NULL && !before->removed && normlab_run_item_is_foreign (item)
         && normlab_run_is_growing (normlab_run_item_get_run (item))
         && after->time - before->time < NORMLAB_KEPT_PERIOD && before->hidden == after->hidden
         && g_strcmp0 (before->title, after->title) == 0;
}

/* Enters what has become of a run since the file had it; FALSE if it waits. */
static gboolean
add_change (GPtrArray *changes, NormlabRunItem *item, const Kept *before, Kept *after, gboolean all)
{
  guint number = normlab_run_item_get_number (item);
  NormlabSessionNews news = before == NULL                            ? NORMLAB_SESSION_NEWS_RUN
                            : before->iterations != after->iterations ? NORMLAB_SESSION_NEWS_RECIPE
                                                                      : NORMLAB_SESSION_NEWS_NOTE;

  if (before != NULL && are_alike (before, after))
    return TRUE;
  if (!all && can_wait (item, before, after))
    {
      after->state = before->state;
      after->step = before->step;
      after->n_samples = before->n_samples;
      after->time = before->time;
      return FALSE;
    }
  if (before != NULL && before->removed)
    g_ptr_array_add (changes, normlab_session_change_new_removed (number, FALSE));
  g_ptr_array_add (changes, normlab_session_change_new (normlab_run_item_get_run (item), number,
                                                        before != NULL ? before->n_samples : 0,
                                                        news, after->hidden));
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
        Kept *kept = g_memdup2 (before, sizeof *before);

        if (!before->removed)
          g_ptr_array_add (changes,
                           normlab_session_change_new_removed (GPOINTER_TO_UINT (number), TRUE));
        kept->title = g_strdup (before->title);
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

      complete &= add_change (changes, item, g_hash_table_lookup (before, number),
                              g_hash_table_lookup (self, number), all);
    }
  add_removed (before, changes, self);
  return complete;
}
