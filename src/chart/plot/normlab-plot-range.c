/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plot-range.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-text.h"

/* What an axis can begin or end at, beside 0: so that neither twice as much nor the scale of a plot
 * overflows. */
#define LEAST 1e-100
#define GREATEST 1e100
/* Before the name of what only another program measures. */
#define FOREIGN "other:"

/* What follows a minus, either as it is typed or as charts have it; NULL where there is none. */
static const char *
skip_minus (const char *text)
{
  static const char *const signs[] = { "-", "−" };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (text, signs[i]))
      return text + strlen (signs[i]);
  return NULL;
}

/* FALSE where it is no number. */
static gboolean
read_end (const char *text, gboolean *has, double *value)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  const char *size = skip_minus (stripped);

  *has = *stripped != '\0';
  if (!*has)
    return TRUE;
  if (!normlab_text_to_double (size != NULL ? size : stripped, value))
    return FALSE;
  if (size != NULL && *value != 0)
    *value = -*value;
  return TRUE;
}

/* NULL where an axis can begin or end there. */
static char *
find_problem (const char *text, gboolean free, gboolean *has, double *value)
{
  g_autofree char *quoted = normlab_text_for_message (text, -1);
  double size;

  *value = 0;
  if (!read_end (text, has, value))
    return free ? g_strdup_printf (_("“%s” is not a number"), quoted)
                : g_strdup_printf (_("“%s” is not a number of 0 or more"), quoted);
  size = fabs (*value);
  if (!*has || size == 0 || (size >= LEAST && size <= GREATEST && (free || *value > 0)))
    return NULL;
  if (!free && *value < 0)
    return g_strdup_printf (_("“%s” is not a number of 0 or more"), quoted);
  /* Translators: of where an axis is to begin or to end */
  return g_strdup_printf (_("“%s” is neither 0 nor between 1e-100 and 1e100"), quoted);
}

char *
normlab_plot_range_read (NormlabPlotRange *self,
                         gboolean free,
                         const char *from,
                         const char *to,
                         NormlabPlotRangeEnd *wrong)
{
  NormlabPlotRange read = { 0 };
  char *problem;

  *wrong = NORMLAB_PLOT_RANGE_FROM;
  problem = find_problem (from, free, &read.has_from, &read.from);
  if (problem != NULL)
    return problem;
  *wrong = NORMLAB_PLOT_RANGE_TO;
  problem = find_problem (to, free, &read.has_to, &read.to);
  if (problem != NULL)
    return problem;
  if (!free && read.has_to && read.to <= 0)
    return g_strdup (_("The axis has to end above 0"));
  if (read.has_from && read.has_to && read.from >= read.to)
    return g_strdup (_("The axis has to end above where it begins"));
  *self = read;
  return NULL;
}

char *
normlab_plot_range_format_end (const NormlabPlotRange *self, NormlabPlotRangeEnd end)
{
  gboolean has = end == NORMLAB_PLOT_RANGE_FROM ? self->has_from : self->has_to;

  if (!has)
    return g_strdup ("");
  return normlab_text_from_double (end == NORMLAB_PLOT_RANGE_FROM ? self->from : self->to);
}

gboolean
normlab_plot_range_from_text (NormlabPlotRange *self, gboolean free, const char *text)
{
  g_auto (GStrv) ends = g_strsplit (text, ":", 3);
  NormlabPlotRangeEnd wrong;
  g_autofree char *problem = NULL;

  if (g_strv_length (ends) != 2)
    return FALSE;
  problem = normlab_plot_range_read (self, free, ends[0], ends[1], &wrong);
  return problem == NULL;
}

char *
normlab_plot_range_to_text (const NormlabPlotRange *self)
{
  g_autofree char *from = normlab_plot_range_format_end (self, NORMLAB_PLOT_RANGE_FROM);
  g_autofree char *to = normlab_plot_range_format_end (self, NORMLAB_PLOT_RANGE_TO);

  return g_strconcat (from, ":", to, NULL);
}

/* What follows "WORD=" in a part of the text; NULL where it begins otherwise. */
static const char *
find_value (const char *part, const char *word)
{
  gsize length = strlen (word);

  return strncmp (part, word, length) == 0 && part[length] == '=' ? part + length + 1 : NULL;
}

void
normlab_plot_ranges_get (const char *ranges, const char *word, NormlabPlotRange *range)
{
  g_auto (GStrv) parts = g_strsplit (ranges, ";", -1);
  gboolean free = g_str_has_prefix (word, FOREIGN);

  *range = (NormlabPlotRange){ 0 };
  for (guint i = 0; parts[i] != NULL; i++)
    if (find_value (parts[i], word) != NULL)
      normlab_plot_range_from_text (range, free, find_value (parts[i], word));
}

char *
normlab_plot_ranges_create_word (NormlabMetric metric)
{
  const char *word = normlab_metric_get_info (metric)->word;
  g_autofree char *escaped = NULL;

  if ((guint) metric < NORMLAB_METRIC_FOREIGN)
    return g_strdup (word);
  escaped = g_uri_escape_string (word, NULL, TRUE);
  return g_strconcat (FOREIGN, escaped, NULL);
}

static void
append_part (GString *text, const char *word, const char *value)
{
  g_string_append_printf (text, "%s%s=%s", text->len > 0 ? ";" : "", word, value);
}

/* Each keeps its place, so that nothing is a change that is none. */
char *
normlab_plot_ranges_set (const char *ranges, const char *word, const NormlabPlotRange *range)
{
  g_auto (GStrv) parts = g_strsplit (ranges, ";", -1);
  g_autofree char *value = normlab_plot_range_to_text (range);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean to_do = range->has_from || range->has_to;

  for (guint i = 0; parts[i] != NULL; i++)
    if (find_value (parts[i], word) == NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 && *parts[i] != '\0' ? ";" : "",
                              parts[i]);
    else if (to_do)
      {
        append_part (text, word, value);
        to_do = FALSE;
      }
  if (to_do)
    append_part (text, word, value);
  return g_strdup (text->str);
}
