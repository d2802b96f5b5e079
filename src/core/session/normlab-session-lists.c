/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-key-file.h"
#include "normlab-session-load.h"
#include "normlab-text.h"

/* What was measured of something in a session, as lists with ";" between their numbers, and what
 * that is. */

#define OTHER "other:"

/* One of the lists of a series: its steps, its values, or when they came. */
typedef enum
{
  PART_STEPS,
  PART_VALUES,
  PART_SECONDS,
} Part;
#define N_PARTS 3

static const char *const parts[N_PARTS] = NORMLAB_SESSION_SERIES_PARTS;

static void
append_part (GString *list, Part part, NormlabSeriesRole role, const NormlabSample *sample)
{
  double value = part == PART_VALUES ? normlab_series_role_get (role, sample) : sample->seconds;
  g_autofree char *number = NULL;

  if (part == PART_STEPS)
    number = g_strdup_printf ("%u", sample->step);
  else if (part == PART_SECONDS && !isfinite (value))
    number = g_strdup ("nan");
  else
    number = role != NORMLAB_SERIES_OTHER && part == PART_VALUES && (double) (float) value == value
                 ? normlab_text_from_float ((float) value)
                 : normlab_text_from_double (value);
  g_string_append_printf (list, "%s%s", list->len > 0 ? ";" : "", number);
}

gboolean
normlab_session_format_lists (const NormlabSample *samples,
                              guint n,
                              NormlabSeriesRole role,
                              GKeyFile *file,
                              const char *group,
                              const char *key)
{
  for (guint part = 0; part < N_PARTS; part++)
    {
      g_autofree char *list_key = g_strconcat (key, ".", parts[part], NULL);
      g_autoptr (GString) list = g_string_new (NULL);

      for (guint i = 0; i < n; i++)
        if (isfinite (normlab_series_role_get (role, &samples[i])))
          append_part (list, (Part) part, role, &samples[i]);
      if (list->len == 0)
        return FALSE;
      g_key_file_set_value (file, group, list_key, list->str);
    }
  return TRUE;
}

void
normlab_session_format_series_name (NormlabMetric metric,
                                    NormlabSeriesRole role,
                                    GKeyFile *file,
                                    const char *group,
                                    const char *key)
{
  g_autofree char *name = role == NORMLAB_SERIES_OTHER
                              ? g_strconcat (OTHER, normlab_metric_get_info (metric)->word, NULL)
                              : g_strdup (normlab_series_role_to_string (role));

  g_key_file_set_string (file, group, key, name);
}

/* The other way round. */

gboolean
normlab_session_load_series_name (GKeyFile *file,
                                  const char *group,
                                  const char *key,
                                  NormlabMetric *metric,
                                  NormlabSeriesRole *role,
                                  GError **error)
{
  g_autofree char *name = normlab_key_file_get_text (file, group, key, error);
  gboolean other = name != NULL && g_str_has_prefix (name, OTHER);

  *role = NORMLAB_SERIES_OTHER;
  if (name == NULL)
    return FALSE;
  if (!other && (!normlab_series_role_from_string (name, role) || *role == NORMLAB_SERIES_OTHER))
    return normlab_key_file_refuse (error, group, key, name,
                                    /* Translators: follows a value in quotes */
                                    _("is not something that is measured"));
  *metric = normlab_series_role_get_metric (*role, other ? name + strlen (OTHER) : NULL);
  return TRUE;
}

static const char *
read_part (const char *text, Part part, NormlabSeriesRole role, NormlabSample *sample)
{
  const char *number = part == PART_VALUES && *text == '-' ? text + 1 : text;
  double value;

  if (part == PART_STEPS)
    return normlab_text_to_uint (text, 0, G_MAXUINT, &sample->step)
               ? NULL
               /* Translators: follows a value in quotes */
               : _("is not a number of steps");
  if (part == PART_SECONDS && strcmp (text, "nan") == 0)
    value = (double) NAN;
  else if (!normlab_text_to_double (number, &value))
    /* Translators: follows a value in quotes */
    return _("is not a number");
  if (number != text)
    value = -value;
  if (part == PART_SECONDS)
    sample->seconds = value;
  else if (normlab_series_role_accepts (role, value))
    normlab_series_role_set (role, sample, value);
  else
    return _("is not a number from 0 to 1");
  return NULL;
}

/* Fills @samples with a list: the first of a series makes them. */
static gboolean
load_part (GKeyFile *file,
           const char *group,
           const char *key,
           Part part,
           NormlabSeriesRole role,
           GArray *samples,
           GError **error)
{
  const NormlabSample none = NORMLAB_SAMPLE_AT (0);
  g_autofree char *text = normlab_key_file_get (file, group, key, error);
  char *next = text;
  guint n = 0;

  if (text == NULL)
    return FALSE;
  for (; next != NULL; n++)
    {
      const char *item = next, *reason;

      next = strchr (next, ';');
      if (next != NULL)
        *next++ = '\0';
      if (part == PART_STEPS)
        g_array_append_val (samples, none);
      if (n >= samples->len)
        continue;
      reason = read_part (item, part, role, &g_array_index (samples, NormlabSample, n));
      if (reason == NULL && part == PART_STEPS && n > 0
          && g_array_index (samples, NormlabSample, n).step
                 < g_array_index (samples, NormlabSample, n - 1).step)
        /* Translators: follows a value in quotes */
        reason = _("is a step before the one before it");
      if (reason != NULL)
        return normlab_key_file_refuse (error, group, key, item, reason);
    }
  if (n == samples->len)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT,
               /* Translators: a group, a list in it, and another list with so many numbers */
               g_dngettext (GETTEXT_PACKAGE, "[%s] %s is not as long as %s, which has %u number",
                            "[%s] %s is not as long as %s, which has %u numbers", samples->len),
               group, key, parts[PART_STEPS], samples->len);
  return FALSE;
}

gboolean
normlab_session_load_lists (GKeyFile *file,
                            const char *group,
                            const char *key,
                            NormlabSeriesRole role,
                            GArray *samples,
                            GError **error)
{
  for (guint part = 0; part < N_PARTS; part++)
    {
      g_autofree char *list_key = g_strconcat (key, ".", parts[part], NULL);

      if (!load_part (file, group, list_key, (Part) part, role, samples, error))
        return FALSE;
    }
  return TRUE;
}
