/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-metric.h"
#include "normlab-text.h"

/* Metrics of other programs: whatever has a name. */

/* What the name of a metric has in it of which more is better, in lower case. */
static const char *const good[] = {
  "acc",   "precision", "recall", "map", "f1",   "auc",  "iou",     "bleu",    "rouge",
  "score", "reward",    "return", "r2",  "psnr", "ssim", "success", "correct",
};

/* Only ever longer: what has been given out stays. */
static GMutex lock;
static GPtrArray *infos;   /* of NormlabMetricInfo */
static GHashTable *places; /* char* → which of these + 1 */

static double
get_other (const NormlabSample *sample)
{
  return sample->other;
}

static gboolean
is_good (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    if (strstr (lower, good[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* A file's name has no separators of folders in it. */
static const char *
get_file_name (const char *name)
{
  g_autofree char *copy = g_strdelimit (g_strdup (name), "/\\:*?\"<>|", '-');

  return g_intern_string (copy);
}

static NormlabMetricInfo *
create (const char *name)
{
  NormlabMetricInfo *self = g_new (NormlabMetricInfo, 1);
  const char *kept = g_intern_string (name);

  *self = (NormlabMetricInfo){
    .word = kept,
    .given = TRUE,
    .title = kept,
    .description = N_("What another program has measured and calls by this name"),
    .file_name = get_file_name (name),
    .axis = kept,
    .best = is_good (name) ? N_("Highest value: %s, %s.") : N_("Lowest value: %s, %s."),
    .alone = N_("Its value is %s."),
    .get_value = get_other,
    .more_is_better = is_good (name),
    .scale = NORMLAB_SCALE_LINEAR,
    .free = TRUE,
    .column = kept,
  };
  return self;
}

NormlabMetric
normlab_metric_of_foreign (const char *name)
{
  g_autofree char *title = NULL;
  guint place;

  g_return_val_if_fail (name != NULL, NORMLAB_METRIC_ACCURACY);

  title = normlab_text_for_title (name);
  if (*title == '\0')
    {
      g_free (title);
      title = g_strdup ("?");
    }
  g_mutex_lock (&lock);
  if (infos == NULL)
    {
      infos = g_ptr_array_new ();
      places = g_hash_table_new (g_str_hash, g_str_equal);
    }
  place = GPOINTER_TO_UINT (g_hash_table_lookup (places, title));
  if (place == 0)
    {
      NormlabMetricInfo *info = create (title);

      g_ptr_array_add (infos, info);
      place = infos->len;
      g_hash_table_insert (places, (gpointer) info->word, GUINT_TO_POINTER (place));
    }
  g_mutex_unlock (&lock);
  return (NormlabMetric) (NORMLAB_METRIC_FOREIGN + place - 1);
}

const NormlabMetricInfo *
normlab_metric_get_foreign_info (NormlabMetric metric)
{
  const NormlabMetricInfo *info = NULL;
  guint place = (guint) metric - NORMLAB_METRIC_FOREIGN;

  g_mutex_lock (&lock);
  if (infos != NULL && place < infos->len)
    info = g_ptr_array_index (infos, place);
  g_mutex_unlock (&lock);
  g_return_val_if_fail (info != NULL, NULL);
  return info;
}
