/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-load.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-key-file.h"
#include "normlab-session-private.h"
#include "normlab-text.h"

/* How far below zero a loss may lie: 1e-7, and a little for its rounding. */
#define MOST_BELOW_ZERO 1.1e-7

/* Steps grow from 0 up to the run's last one. */
static gboolean
read_step (const char *text, guint last, const NormlabSample *before, guint *step)
{
  return normlab_text_to_uint (text, before != NULL ? before->step + 1 : 0, last, step);
}

/* @or_none: whether it may be one that was not measured. */
static gboolean
read_accuracy (const char *text, gboolean or_none, float *accuracy)
{
  double value;

  *accuracy = (float) NAN;
  if (or_none && strcmp (text, "nan") == 0)
    return TRUE;
  if (!normlab_text_to_double (text, &value) || value > 1.0)
    return FALSE;
  *accuracy = (float) value;
  return TRUE;
}

/* A loss may have overflown; and being the mean of −log (p + 1e-7), that of a network which is
 * certain lies a hair below zero. */
static gboolean
read_loss (const char *text, double *loss)
{
  double size;

  if (strcmp (text, "nan") == 0)
    *loss = (double) NAN;
  else if (strcmp (text, "inf") == 0)
    *loss = (double) INFINITY;
  else if (*text != '-')
    return normlab_text_to_double (text, loss);
  else if (normlab_text_to_double (text + 1, &size) && size <= MOST_BELOW_ZERO)
    *loss = -size;
  else
    return FALSE;
  return TRUE;
}

/* Puts a number into its place of @sample, which comes after @before. */
static const char *
read_number (const char *text,
             NormlabSessionColumn column,
             guint last,
             const NormlabSample *before,
             NormlabSample *sample)
{
  gboolean ok;

  switch (column)
    {
    case NORMLAB_SESSION_STEP:
      return read_step (text, last, before, &sample->step)
                 ? NULL
                 /* Translators: follows a value in quotes */
                 : _("is not a step after the one before it and up to the run’s last");
    case NORMLAB_SESSION_TRAIN_ACCURACY:
      ok = read_accuracy (text, sample->step == 0, &sample->train_accuracy);
      /* Translators: follows a value in quotes */
      return ok ? NULL : _("is not a number from 0 to 1");
    case NORMLAB_SESSION_TEST_ACCURACY:
      ok = read_accuracy (text, FALSE, &sample->test_accuracy);
      return ok ? NULL : _("is not a number from 0 to 1");
    case NORMLAB_SESSION_LOSS:
      /* Translators: follows a value in quotes */
      return read_loss (text, &sample->loss) ? NULL : _("is not a loss");
    case NORMLAB_SESSION_SECONDS:
      ok = normlab_text_to_double (text, &sample->seconds);
      return ok ? NULL : _("is not a number of seconds");
    case NORMLAB_SESSION_TRAINING_SET_ACCURACY:
      ok = read_accuracy (text, FALSE, &sample->training_set_accuracy);
      return ok ? NULL : _("is not a number from 0 to 1");
    case NORMLAB_SESSION_TRAINING_SET_LOSS:
      return read_loss (text, &sample->training_set_loss) ? NULL : _("is not a loss");
    case NORMLAB_SESSION_TEST_LOSS:
      return read_loss (text, &sample->test_loss) ? NULL : _("is not a loss");
    default:
      g_assert_not_reached ();
    }
}

/* Of reading a history: n numbers of the column at a place among those that there are. How many the
 * first one has is not known before. */
static double
get_share (const NormlabMeasures *measures,
           NormlabSessionColumn column,
           guint n,
           const GArray *samples)
{
  double part = column == NORMLAB_SESSION_STEP ? 0 : (double) n / MAX (samples->len, 1);

  return (normlab_session_count_columns (measures, column) + part)
         / normlab_session_count_columns (measures, NORMLAB_SESSION_N_COLUMNS);
}

/* The first column makes the samples, the others fill them. */
static gboolean
load_column (GKeyFile *file,
             const char *group,
             const NormlabMeasures *measures,
             NormlabSessionColumn column,
             guint last,
             NormlabProgress *progress,
             GArray *samples,
             GError **error)
{
  const char *key = normlab_session_columns[column];
  g_autofree char *text = normlab_key_file_get (file, group, key, error);
  const NormlabSample none = NORMLAB_SAMPLE_AT (0);
  char *next = text;
  guint n = 0;

  if (text == NULL)
    return FALSE;
  while (next != NULL && *next != '\0')
    {
      const char *item = next;
      const char *reason;
      NormlabSample *all;

      if (n % NORMLAB_SESSION_GLANCE == 0
          && !normlab_progress_report (progress, get_share (measures, column, n, samples), error))
        return FALSE;
      next = strchr (next, ';');
      if (next != NULL)
        *next++ = '\0';
      if (column == NORMLAB_SESSION_STEP)
        g_array_append_val (samples, none);
      if (n >= samples->len)
        {
          n++;
          break;
        }
      all = (NormlabSample *) (gpointer) samples->data;
      reason = read_number (item, column, last, n > 0 ? &all[n - 1] : NULL, &all[n]);
      if (reason != NULL)
        return normlab_key_file_refuse (error, group, key, item, reason);
      n++;
    }
  if (n == samples->len)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT,
               /* Translators: a group, a list in it, and another list with so many numbers */
               g_dngettext (GETTEXT_PACKAGE, "[%s] %s is not as long as %s, which has %u number",
                            "[%s] %s is not as long as %s, which has %u numbers", samples->len),
               group, key, normlab_session_columns[NORMLAB_SESSION_STEP], samples->len);
  return FALSE;
}

gboolean
normlab_session_load_history (GKeyFile *file,
                              const char *group,
                              const NormlabMeasures *measures,
                              guint last,
                              NormlabProgress *progress,
                              GArray *samples,
                              GError **error)
{
  for (guint c = 0; c < NORMLAB_SESSION_N_COLUMNS; c++)
    if (normlab_session_has_column (measures, (NormlabSessionColumn) c)
        && !load_column (file, group, measures, (NormlabSessionColumn) c, last, progress, samples,
                         error))
      return FALSE;
  return TRUE;
}

gboolean
normlab_session_has_history (GKeyFile *file, const char *group, gboolean first)
{
  for (guint c = 0; c < NORMLAB_SESSION_N_COLUMNS; c++)
    if (g_key_file_has_key (file, group, normlab_session_columns[c], NULL))
      return TRUE;
  return first;
}
