/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-key-file.h"
#include "normlab-run-void.h"
#include "normlab-session-load.h"
#include "normlab-text.h"

/* What restarts have made void of other programs' runs in a session, piece by piece. */

#define VOID "SeriesVoid"
#define PIECE VOID "%u"
/* Where the run began again. */
#define FROM "From"

static void
format_void (const NormlabRunVoid *self,
             NormlabMetric metric,
             guint number,
             GKeyFile *file,
             const char *group)
{
  g_autofree char *key = g_strdup_printf (PIECE, number);
  g_autofree char *from_key = g_strconcat (key, ".", FROM, NULL);
  g_autofree char *from = g_strdup_printf ("%u", self->step);

  normlab_session_format_series_name (metric, self->role, file, group, key);
  g_key_file_set_value (file, group, from_key, from);
  normlab_session_format_lists ((const NormlabSample *) (gpointer) self->samples->data,
                                self->samples->len, self->role, file, group, key);
}

void
normlab_session_format_voids (NormlabRun *run, GKeyFile *file, const char *group)
{
  g_autoptr (GArray) metrics = normlab_run_list_void_metrics (run);
  guint number = 1;

  for (guint i = 0; i < metrics->len; i++)
    {
      NormlabMetric metric = g_array_index (metrics, NormlabMetric, i);
      const GPtrArray *voids = normlab_run_get_voids (run, metric);

      for (guint j = 0; j < voids->len; j++)
        format_void (g_ptr_array_index (voids, j), metric, number++, file, group);
    }
}

void
normlab_session_remove_voids (GKeyFile *file, const char *group)
{
  gsize n = 0;
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, &n, NULL);

  /* From behind, where a key file looks for them first. */
  while (n-- > 0)
    if (g_str_has_prefix (keys[n], VOID))
      g_key_file_remove_key (file, group, keys[n], NULL);
}

/* The other way round. */

static NormlabRunVoid *
load_void (GKeyFile *file,
           const char *group,
           const char *key,
           NormlabMetric *metric,
           GError **error)
{
  g_autofree char *from_key = g_strconcat (key, ".", FROM, NULL);
  g_autofree char *steps_key = g_strconcat (key, ".Steps", NULL);
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (NormlabSample));
  g_autofree char *from = NULL;
  NormlabSeriesRole role;
  guint step;

  if (!normlab_session_load_series_name (file, group, key, metric, &role, error))
    return NULL;
  from = normlab_key_file_get (file, group, from_key, error);
  if (from == NULL)
    return NULL;
  if (!normlab_text_to_uint (from, 0, G_MAXUINT, &step))
    {
      normlab_key_file_refuse (error, group, from_key, from,
                               /* Translators: follows a value in quotes */
                               _("is not a number of steps"));
      return NULL;
    }
  if (g_key_file_has_key (file, group, steps_key, NULL)
      && !normlab_session_load_lists (file, group, key, role, samples, error))
    return NULL;
  return normlab_run_void_new (role, step, g_steal_pointer (&samples));
}

static void
unref_voids (gpointer voids)
{
  g_ptr_array_unref (voids);
}

/* Those of a metric come one after another, and the oldest first. */
gboolean
normlab_session_load_voids (GKeyFile *file, const char *group, NormlabRun *run, GError **error)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (NULL, NULL, NULL, unref_voids);
  GHashTableIter iter;
  gpointer key, value;

  for (guint number = 1;; number++)
    {
      g_autofree char *piece = g_strdup_printf (PIECE, number);
      NormlabRunVoid *loaded;
      NormlabMetric metric;
      GPtrArray *voids;

      if (!g_key_file_has_key (file, group, piece, NULL))
        break;
      loaded = load_void (file, group, piece, &metric, error);
      if (loaded == NULL)
        return FALSE;
      voids = g_hash_table_lookup (all, GINT_TO_POINTER (metric));
      if (voids == NULL)
        {
          voids = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_run_void_free);
          g_hash_table_insert (all, GINT_TO_POINTER (metric), voids);
        }
      g_ptr_array_add (voids, loaded);
    }
  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, &key, &value))
    normlab_run_set_voids (run, (NormlabMetric) GPOINTER_TO_INT (key), g_ptr_array_ref (value));
  return TRUE;
}
