/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-plot-private.h"
#include "normlab-run-foreign.h"

/* So many networks are named, the others counted. */
#define MAX_NAMED 5

typedef struct
{
  guint run;
  double value;
} Standing;

static void add_sentence (GString *summary, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_sentence (GString *summary, const char *format, ...)
{
  va_list arguments;

  if (summary->len > 0)
    g_string_append_c (summary, ' ');
  va_start (arguments, format);
  g_string_append_vprintf (summary, format, arguments);
  va_end (arguments);
}

/* A sentence of the table of metrics with one or two words in the places of "%s". */
static void
add_translated (GString *summary, const char *sentence, const char *first, const char *second)
{
  const char *const words[] = { first, second };
  g_auto (GStrv) parts = g_strsplit (_(sentence), "%s", 3);
  g_autoptr (GString) text = g_string_new (parts[0]);

  for (guint i = 0; i < G_N_ELEMENTS (words) && parts[i] != NULL && parts[i + 1] != NULL; i++)
    g_string_append_printf (text, "%s%s", words[i] != NULL ? words[i] : "", parts[i + 1]);
  add_sentence (summary, "%s", text->str);
}

static int
compare_standings (gconstpointer a, gconstpointer b, gpointer more_is_better)
{
  double first = ((const Standing *) a)->value;
  double second = ((const Standing *) b)->value;
  int order = (first < second) - (first > second);

  return GPOINTER_TO_INT (more_is_better) ? order : -order;
}

/* The last measurements of the runs that are shown, the best one first. */
static GArray *
rank (const NormlabPlot *self)
{
  GArray *standings = g_array_new (FALSE, FALSE, sizeof (Standing));
  const NormlabMetricInfo *metric = normlab_metric_get_info (self->options.metric);

  for (guint i = 0; i < self->runs->len; i++)
    {
      NormlabRun *run = normlab_plot_get_run (self, i);
      Standing standing = { .run = i };

      if (!self->looks[i].shown || normlab_run_get_state (run) == NORMLAB_RUN_DIVERGED)
        continue;
      standing.value = normlab_run_get_last_value (run, self->options.metric, NULL);
      if (isfinite (standing.value))
        g_array_append_val (standings, standing);
    }
  g_array_sort_with_data (standings, compare_standings, GINT_TO_POINTER (metric->more_is_better));
  return standings;
}

static void
say_progress (NormlabPlot *self, GString *summary, guint n_shown)
{
  guint planned = 0, reached = 0;
  gboolean ended = TRUE;

  for (guint i = 0; i < self->runs->len; i++)
    {
      NormlabRun *run = normlab_plot_get_run (self, i);

      if (!self->looks[i].shown)
        continue;
      planned = MAX (planned, normlab_run_get_recipe (run)->iterations);
      reached = MAX (reached, normlab_run_get_step (run));
      /* How far others are to go nobody knows. */
      ended = ended && (normlab_run_is_foreign (run) || !normlab_run_is_growing (run));
    }
  if (ended)
    /* Translators: how many networks, and how many steps of training they have done */
    add_sentence (summary,
                  g_dngettext (GETTEXT_PACKAGE, "%u network, trained for %u steps.",
                               "%u networks, trained for up to %u steps.", n_shown),
                  n_shown, reached);
  else
    /* Translators: how many networks, and how many of their steps they have done */
    add_sentence (summary,
                  g_dngettext (GETTEXT_PACKAGE, "%u network after %u of %u steps.",
                               "%u networks after %u of %u steps.", n_shown),
                  n_shown, reached, planned);
}

static char *
format_value (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.3f", value));
}

static void
say_standings (NormlabPlot *self, GString *summary, GArray *standings, gboolean alone)
{
  const NormlabMetricInfo *metric = normlab_metric_get_info (self->options.metric);
  g_autoptr (GString) others = g_string_new (NULL);

  for (guint i = 0; i < MIN (standings->len, MAX_NAMED); i++)
    {
      const Standing *standing = &g_array_index (standings, Standing, i);
      g_autofree char *name = normlab_plot_get_run_name (self, standing->run);
      g_autofree char *value = format_value (standing->value);

      if (i > 0)
        g_string_append_printf (others, "%s%s: %s", i > 1 ? "; " : "", name, value);
      else if (alone)
        add_translated (summary, metric->alone, value, NULL);
      else
        add_translated (summary, metric->best, name, value);
    }
  if (others->len > 0)
    /* Translators: the networks that come after the best one, with their values */
    add_sentence (summary, _("After it: %s."), others->str);
  if (standings->len > MAX_NAMED)
    {
      guint n_more = standings->len - MAX_NAMED;
      g_autofree char *value
          = format_value (g_array_index (standings, Standing, standings->len - 1).value);

      /* Translators: how many more networks there are, and the value of the worst of them */
      add_sentence (summary,
                    g_dngettext (GETTEXT_PACKAGE, "And %u more, at %s.",
                                 "And %u more, the last of them at %s.", n_more),
                    n_more, value);
    }
}

static void
say_divergence (NormlabPlot *self, GString *summary)
{
  guint n = 0;

  for (guint i = 0; i < self->runs->len; i++)
    {
      NormlabRun *run = normlab_plot_get_run (self, i);
      g_autofree char *name = normlab_plot_get_run_name (self, i);

      if (!self->looks[i].shown || normlab_run_get_state (run) != NORMLAB_RUN_DIVERGED)
        continue;
      if (n++ < MAX_NAMED)
        /* Translators: a network that diverged, the step and the layer */
        add_sentence (summary, _("%s diverged at step %u, layer %u."), name,
                      normlab_run_get_step (run), normlab_run_get_diverged_layer (run));
    }
  if (n > MAX_NAMED)
    add_sentence (
        summary, g_dngettext (GETTEXT_PACKAGE, "So did %u more.", "So did %u more.", n - MAX_NAMED),
        n - MAX_NAMED);
}

char *
normlab_plot_get_summary (NormlabPlot *self)
{
  g_autoptr (GString) summary = g_string_new (NULL);
  g_autoptr (GArray) standings = rank (self);
  guint n_shown = 0;

  for (guint i = 0; i < self->runs->len; i++)
    if (self->looks[i].shown)
      n_shown++;

  if (self->runs->len == 0)
    return g_strdup (_("No network yet."));
  if (self->title != NULL)
    add_sentence (summary, "%s.", self->title);
  if (n_shown > 0)
    {
      say_progress (self, summary, n_shown);
      say_standings (self, summary, standings, n_shown == 1);
      say_divergence (self, summary);
    }
  if (n_shown < self->runs->len)
    {
      guint n_hidden = self->runs->len - n_shown;

      add_sentence (summary,
                    g_dngettext (GETTEXT_PACKAGE, "%u network is hidden.",
                                 "%u networks are hidden.", n_hidden),
                    n_hidden);
    }
  if (self->note != NULL)
    add_sentence (summary, "%s", self->note);
  return g_strdup (summary->str);
}
