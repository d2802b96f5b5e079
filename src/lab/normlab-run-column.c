/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-column.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-figure.h"
#include "normlab-inference.h"

/* From here on, a value is written with fewer decimals, and then as a power of ten. */
#define LARGE 10
#define ALMOST_LARGE 9.95 /* which one decimal would make large */
#define HUGE 1000
/* What other programs measure may be anything: below this it is a power of ten as well. */
#define SMALL 1e-3
/* Of the name of what they measure, in characters. */
#define MAX_HEAD 15

typedef struct
{
  NormlabRunColumn columns[NORMLAB_MAX_RUN_COLUMNS];
  guint n;
} Columns;

static void
add (Columns *self, NormlabRunFact fact, NormlabMetric metric)
{
  g_assert (self->n < NORMLAB_MAX_RUN_COLUMNS);
  self->columns[self->n++] = (NormlabRunColumn){ fact, metric };
}

static gpointer
create_columns (gpointer data)
{
  static Columns self;

  for (NormlabRunFact fact = NORMLAB_RUN_FACT_SHOWN; fact <= NORMLAB_RUN_FACT_STEP; fact++)
    {
      add (&self, fact, NORMLAB_METRIC_ACCURACY);
      for (guint i = 0; fact == NORMLAB_RUN_FACT_PROGRESS && i < normlab_n_metrics; i++)
        add (&self, NORMLAB_RUN_FACT_DIFFERENCE, (NormlabMetric) i);
      if (fact == NORMLAB_RUN_FACT_PROGRESS)
        add (&self, NORMLAB_RUN_FACT_DIFFERENCE, NORMLAB_RUN_COLUMN_OTHER);
    }
  add (&self, NORMLAB_RUN_FACT_VALUE, NORMLAB_RUN_COLUMN_OTHER);
  for (guint i = 0; i < normlab_n_metrics; i++)
    {
      const NormlabMetricInfo *info = &normlab_metrics[i];

      if (info->training_head != NULL)
        add (&self, NORMLAB_RUN_FACT_TRAINING, (NormlabMetric) i);
      add (&self, NORMLAB_RUN_FACT_VALUE, (NormlabMetric) i);
      if (info->best_head != NULL)
        add (&self, NORMLAB_RUN_FACT_BEST, (NormlabMetric) i);
    }
  add (&self, NORMLAB_RUN_FACT_SECONDS, NORMLAB_METRIC_ACCURACY);
  add (&self, NORMLAB_RUN_FACT_SPEED, NORMLAB_METRIC_ACCURACY);
  return &self;
}

const NormlabRunColumn *
normlab_run_columns_get (guint *n_columns)
{
  static GOnce once = G_ONCE_INIT;
  const Columns *self = g_once (&once, create_columns, NULL);

  *n_columns = self->n;
  return self->columns;
}

guint
normlab_run_columns_find (NormlabRunFact fact, NormlabMetric metric)
{
  guint n;
  const NormlabRunColumn *columns = normlab_run_columns_get (&n);

  for (guint i = 0; i < n; i++)
    if (columns[i].fact == fact
        && (fact < NORMLAB_RUN_FACT_TRAINING || columns[i].metric == metric))
      return i;
  g_return_val_if_reached (0);
}

/* Whether it is of a metric of which nobody has said which it is. */
static gboolean
is_open (const NormlabRunColumn *self)
{
  return self->metric == NORMLAB_RUN_COLUMN_OTHER;
}

const char *
normlab_run_column_get_title (const NormlabRunColumn *self)
{
  const NormlabMetricInfo *metric;

  if (is_open (self))
    return "";
  metric = normlab_metric_get_info (self->metric);
  switch (self->fact)
    {
    case NORMLAB_RUN_FACT_SHOWN:
      /* Translators: the head of a column: whether a run is shown in the chart */
      return _("Show");
    case NORMLAB_RUN_FACT_NAME:
      return _("Run");
    case NORMLAB_RUN_FACT_DATA:
      /* Translators: the head of a column: the data set that a run was trained on */
      return _("Data");
    case NORMLAB_RUN_FACT_PROGRESS:
      return _("Progress");
    case NORMLAB_RUN_FACT_STATE:
      return _("State");
    case NORMLAB_RUN_FACT_STEP:
      return _("Step");
    case NORMLAB_RUN_FACT_SECONDS:
      return _("Seconds");
    case NORMLAB_RUN_FACT_SPEED:
      return _("Steps/s");
    case NORMLAB_RUN_FACT_TRAINING:
      return _(metric->training_head);
    case NORMLAB_RUN_FACT_VALUE:
    case NORMLAB_RUN_FACT_DIFFERENCE:
      return normlab_metric_translate (metric, metric->head != NULL ? metric->head : metric->title);
    case NORMLAB_RUN_FACT_BEST:
      return _(metric->best_head);
    default:
      g_return_val_if_reached ("");
    }
}

/* The title, of which there is no more than a column has room for where somebody else has chosen
 * it. */
static char *
cut_title (const NormlabRunColumn *self)
{
  const char *title = normlab_run_column_get_title (self);
  glong length = g_utf8_strlen (title, -1);
  g_autofree char *front = NULL, *end = NULL;

  if ((guint) self->metric < NORMLAB_METRIC_FOREIGN || length <= MAX_HEAD)
    return g_strdup (title);
  front = g_utf8_substring (title, 0, MAX_HEAD / 2);
  end = g_utf8_substring (title, length - MAX_HEAD / 2, length);
  return g_strconcat (front, "…", end, NULL);
}

char *
normlab_run_column_create_head (const NormlabRunColumn *self, gboolean grouped)
{
  g_autofree char *title = cut_title (self);

  if (is_open (self))
    return g_strdup ("");
  if (self->fact == NORMLAB_RUN_FACT_DIFFERENCE)
    /* Translators: the head of a column of differences: "Δ Test" */
    return g_strdup_printf (_("Δ %s"), title);
  /* Translators: the head of a column of means with half of their intervals: "Test ± 95 %" */
  return grouped && normlab_run_column_has_spread (self) ? g_strdup_printf (_("%s ± 95 %%"), title)
                                                         : g_steal_pointer (&title);
}

const char *
normlab_run_column_explain (const NormlabRunColumn *self, gboolean grouped)
{
  if (self->fact == NORMLAB_RUN_FACT_DIFFERENCE)
    return _("Difference from the baseline (of the last values, of seeds on average)");
  if ((guint) self->metric >= NORMLAB_METRIC_FOREIGN && !is_open (self))
    return normlab_run_column_get_title (self);
  if (!grouped || !normlab_run_column_has_spread (self))
    return NULL;
  /* xgettext:no-c-format */
  return _("Of seeds: their mean ± half of its 95 % interval (Student’s t, without those that "
            "diverged)");
}

gboolean
normlab_run_column_is_numeric (const NormlabRunColumn *self)
{
  return self->fact >= NORMLAB_RUN_FACT_STEP;
}

gboolean
normlab_run_column_is_changing (const NormlabRunColumn *self)
{
  return self->fact >= NORMLAB_RUN_FACT_PROGRESS;
}

guint
normlab_run_column_get_width (const NormlabRunColumn *self)
{
  switch (self->fact)
    {
    case NORMLAB_RUN_FACT_NAME:
      return 28;
    case NORMLAB_RUN_FACT_DATA:
      return 12;
    case NORMLAB_RUN_FACT_STATE:
      return 14;
    case NORMLAB_RUN_FACT_DIFFERENCE:
      return 8;
    case NORMLAB_RUN_FACT_TRAINING:
    case NORMLAB_RUN_FACT_VALUE:
    case NORMLAB_RUN_FACT_BEST:
      return !is_open (self) && normlab_metric_get_info (self->metric)->end > 0 ? 6 : 7;
    case NORMLAB_RUN_FACT_SHOWN:
    case NORMLAB_RUN_FACT_PROGRESS:
    case NORMLAB_RUN_FACT_STEP:
    case NORMLAB_RUN_FACT_SECONDS:
    case NORMLAB_RUN_FACT_SPEED:
    default:
      return 6;
    }
}

static double get_value (const NormlabRunColumn *self, NormlabRunItem *item);

/* Of a group: seconds are added up, of steps and states it is the one that is the least far. */
static double
get_group_value (const NormlabRunColumn *self, GPtrArray *members)
{
  double least = INFINITY, sum = 0;

  for (guint i = 0; i < members->len; i++)
    {
      double value = get_value (self, g_ptr_array_index (members, i));

      least = fmin (least, value);
      sum += value;
    }
  return self->fact == NORMLAB_RUN_FACT_SECONDS ? sum
         : self->fact == NORMLAB_RUN_FACT_SPEED ? (double) NAN
                                                : least;
}

static gboolean
is_of_members (NormlabRunFact fact)
{
  return fact == NORMLAB_RUN_FACT_STATE || fact == NORMLAB_RUN_FACT_STEP
         || fact == NORMLAB_RUN_FACT_SECONDS || fact == NORMLAB_RUN_FACT_SPEED;
}

/* As a number by which the column is sorted. */
static double
get_value (const NormlabRunColumn *self, NormlabRunItem *item)
{
  NormlabRun *run = normlab_run_item_get_run (item);
  GPtrArray *members = normlab_run_item_get_members (item);
  double speed;

  if (is_open (self))
    return NAN;
  if (members != NULL && is_of_members (self->fact))
    return get_group_value (self, members);
  switch (self->fact)
    {
    case NORMLAB_RUN_FACT_SHOWN:
      return normlab_run_item_get_shown (item) ? 0 : 1;
    case NORMLAB_RUN_FACT_PROGRESS:
      return normlab_run_item_get_progress (item);
    case NORMLAB_RUN_FACT_STATE:
      return normlab_run_get_state (run);
    case NORMLAB_RUN_FACT_STEP:
      return normlab_run_get_step (run);
    case NORMLAB_RUN_FACT_SECONDS:
      return normlab_run_is_foreign (run) && normlab_run_get_seconds (run) <= 0
                 ? (double) NAN
                 : normlab_run_get_seconds (run);
    case NORMLAB_RUN_FACT_SPEED:
      speed = normlab_run_item_get_speed (item);
      return speed > 0 ? speed : (double) NAN;
    case NORMLAB_RUN_FACT_TRAINING:
      return normlab_run_item_get_training (item, self->metric);
    case NORMLAB_RUN_FACT_VALUE:
    case NORMLAB_RUN_FACT_DIFFERENCE:
      return normlab_run_item_get_value (item, self->metric);
    case NORMLAB_RUN_FACT_BEST:
      return normlab_run_item_get_best (item, self->metric);
    case NORMLAB_RUN_FACT_NAME:
    case NORMLAB_RUN_FACT_DATA:
    default:
      return normlab_run_item_get_number (item);
    }
}

gboolean
normlab_run_column_has_value (const NormlabRunColumn *self, NormlabRunItem *item)
{
  return isfinite (get_value (self, item));
}

static const char *
get_format (const NormlabRunColumn *self, double value)
{
  if ((guint) self->metric >= NORMLAB_METRIC_FOREIGN && value != 0 && fabs (value) < SMALL)
    return "%.1e";
  switch (self->fact)
    {
    case NORMLAB_RUN_FACT_TRAINING:
    case NORMLAB_RUN_FACT_VALUE:
    case NORMLAB_RUN_FACT_BEST:
    case NORMLAB_RUN_FACT_DIFFERENCE:
      return fabs (value) < LARGE ? "%.4f" : fabs (value) < HUGE ? "%.2f" : "%.1e";
    case NORMLAB_RUN_FACT_SECONDS:
      return "%.1f";
    case NORMLAB_RUN_FACT_SPEED:
      return value < ALMOST_LARGE ? "%.1f" : "%.0f";
    case NORMLAB_RUN_FACT_SHOWN:
    case NORMLAB_RUN_FACT_NAME:
    case NORMLAB_RUN_FACT_DATA:
    case NORMLAB_RUN_FACT_PROGRESS:
    case NORMLAB_RUN_FACT_STATE:
    case NORMLAB_RUN_FACT_STEP:
    default:
      return "%.0f";
    }
}

static const char *
get_data (NormlabRunItem *item)
{
  /* Nobody knows on what another program trains. */
  if (normlab_run_item_is_foreign (item))
    return "–";
  return normlab_data_id_get_label (normlab_run_get_data (normlab_run_item_get_run (item)));
}

/* "0.812 ± 0.006": half of the 95 % interval, of which there is none for a single one. */
static char *
get_spread (const NormlabRunColumn *self, NormlabRunItem *item)
{
  char mean[G_ASCII_DTOSTR_BUF_SIZE], margin[G_ASCII_DTOSTR_BUF_SIZE];
  NormlabStatistics statistics;

  normlab_run_item_get_statistics (item, self->metric, &statistics);
  if (statistics.n == 0)
    return g_strdup ("–");
  g_ascii_formatd (mean, sizeof mean, "%.3f", statistics.mean);
  if (statistics.n == 1)
    return g_strdup (mean);
  g_ascii_formatd (margin, sizeof margin, "%.3f", normlab_statistics_get_margin (&statistics));
  return g_strdup_printf ("%s ± %s", mean, margin);
}

gboolean
normlab_run_column_has_spread (const NormlabRunColumn *self)
{
  return self->fact == NORMLAB_RUN_FACT_VALUE && !is_open (self)
         && normlab_metric_get_info (self->metric)->end > 0;
}

char *
normlab_run_column_get_text (const NormlabRunColumn *self, NormlabRunItem *item)
{
  double value;

  if (self->fact == NORMLAB_RUN_FACT_NAME)
    return g_strdup (normlab_run_item_get_name (item));
  if (self->fact == NORMLAB_RUN_FACT_DATA)
    return g_strdup (get_data (item));
  if (self->fact == NORMLAB_RUN_FACT_STATE)
    return normlab_run_item_get_state_text (item);
  if (self->fact == NORMLAB_RUN_FACT_DIFFERENCE)
    return g_strdup ("–");
  if (normlab_run_item_get_members (item) != NULL && normlab_run_column_has_spread (self))
    return get_spread (self, item);
  value = get_value (self, item);
  if (!isfinite (value))
    return g_strdup ("–");
  return normlab_figure_format (get_format (self, value), value);
}

int
normlab_run_column_compare (const NormlabRunColumn *self,
                            NormlabRunItem *a,
                            NormlabRunItem *b,
                            gboolean descending)
{
  double first, second;

  if (self->fact == NORMLAB_RUN_FACT_NAME)
    return strcmp (normlab_run_item_get_sort_key (a), normlab_run_item_get_sort_key (b));
  if (self->fact == NORMLAB_RUN_FACT_DATA)
    return g_utf8_collate (get_data (a), get_data (b));
  first = get_value (self, a);
  second = get_value (self, b);
  if (!isfinite (first) || !isfinite (second))
    return (descending ? -1 : 1) * (!isfinite (first) - !isfinite (second));
  return (first > second) - (first < second);
}
