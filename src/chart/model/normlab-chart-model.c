/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-model.h"

#include <math.h>

static void
series_free (gpointer data)
{
  NormlabChartSeries *self = data;

  g_free (self->name);
  g_array_unref (self->points);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->spreads, g_array_unref);
  g_clear_pointer (&self->voids, g_ptr_array_unref);
  g_clear_pointer (&self->restarts, g_array_unref);
  g_free (self);
}

static void
entry_clear (gpointer data)
{
  NormlabChartEntry *self = data;

  g_free (self->name);
  g_free (self->brief);
}

NormlabChartModel *
normlab_chart_model_new (void)
{
  NormlabChartModel *self = g_new0 (NormlabChartModel, 1);

  self->x.automatic = self->y.automatic = TRUE;
  self->x.margin = self->y.margin = -1;
  self->panels = g_ptr_array_new_with_free_func (g_free);
  self->column_heads = g_ptr_array_new_with_free_func (g_free);
  self->row_heads = g_ptr_array_new_with_free_func (g_free);
  self->series = g_ptr_array_new_with_free_func (series_free);
  self->entries = g_array_new (FALSE, FALSE, sizeof (NormlabChartEntry));
  g_array_set_clear_func (self->entries, entry_clear);
  return self;
}

void
normlab_chart_model_free (NormlabChartModel *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->note);
  g_free (self->caption);
  g_free (self->details);
  g_free (self->x.title);
  g_free (self->x.beginning);
  g_free (self->y.title);
  g_free (self->y.beginning);
  g_ptr_array_unref (self->panels);
  g_ptr_array_unref (self->column_heads);
  g_ptr_array_unref (self->row_heads);
  g_ptr_array_unref (self->series);
  g_array_unref (self->entries);
  g_clear_pointer (&self->baseline, series_free);
  g_free (self);
}

static gpointer
copy_string (gconstpointer source, gpointer data)
{
  return g_strdup (source);
}

static void
unref_points (gpointer points)
{
  g_array_unref (points);
}

static gpointer
copy_points (gconstpointer source, gpointer data)
{
  return g_array_copy ((gpointer) source);
}

static gpointer
copy_series (gconstpointer source, gpointer data)
{
  const NormlabChartSeries *series = source;
  NormlabChartSeries *copy = g_new (NormlabChartSeries, 1);

  *copy = *series;
  copy->name = g_strdup (series->name);
  copy->points = g_array_copy (series->points);
  copy->spans = series->spans != NULL ? g_array_copy (series->spans) : NULL;
  copy->spreads = series->spreads != NULL ? g_array_copy (series->spreads) : NULL;
  copy->restarts = series->restarts != NULL ? g_array_copy (series->restarts) : NULL;
  copy->voids = NULL;
  if (series->voids != NULL)
    {
      copy->voids = g_ptr_array_new_with_free_func (unref_points);
      g_ptr_array_extend (copy->voids, series->voids, copy_points, NULL);
    }
  return copy;
}

static void
copy_axis (NormlabChartAxis *copy, const NormlabChartAxis *axis)
{
  *copy = *axis;
  copy->title = g_strdup (axis->title);
  copy->beginning = g_strdup (axis->beginning);
}

NormlabChartModel *
normlab_chart_model_copy (const NormlabChartModel *self)
{
  NormlabChartModel *copy = normlab_chart_model_new ();

  copy->title = g_strdup (self->title);
  copy->note = g_strdup (self->note);
  copy->caption = g_strdup (self->caption);
  copy->details = g_strdup (self->details);
  copy_axis (&copy->x, &self->x);
  copy_axis (&copy->y, &self->y);
  copy->n_columns = self->n_columns;
  g_ptr_array_extend (copy->panels, self->panels, copy_string, NULL);
  g_ptr_array_extend (copy->column_heads, self->column_heads, copy_string, NULL);
  g_ptr_array_extend (copy->row_heads, self->row_heads, copy_string, NULL);
  g_ptr_array_extend (copy->series, self->series, copy_series, NULL);
  g_array_append_vals (copy->entries, self->entries->data, self->entries->len);
  for (guint i = 0; i < copy->entries->len; i++)
    {
      NormlabChartEntry *entry = &g_array_index (copy->entries, NormlabChartEntry, i);

      entry->name = g_strdup (entry->name);
      entry->brief = g_strdup (entry->brief);
    }
  return copy;
}

void
normlab_chart_model_clear (NormlabChartModel *self)
{
  g_ptr_array_set_size (self->panels, 0);
  g_ptr_array_set_size (self->column_heads, 0);
  g_ptr_array_set_size (self->row_heads, 0);
  g_ptr_array_set_size (self->series, 0);
  g_array_set_size (self->entries, 0);
  g_clear_pointer (&self->baseline, series_free);
}

/* Words may come from anywhere, such as the name of a folder; Pango takes UTF-8 only. */
static char *
copy_text (const char *text)
{
  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

static void
set_text (char **text, const char *value)
{
  char *copy = copy_text (value);

  g_free (*text);
  *text = copy;
}

void
normlab_chart_model_set_title (NormlabChartModel *self, const char *title)
{
  set_text (&self->title, title);
}

void
normlab_chart_model_set_note (NormlabChartModel *self, const char *note)
{
  set_text (&self->note, note);
}

void
normlab_chart_model_set_caption (NormlabChartModel *self, const char *caption)
{
  set_text (&self->caption, caption);
}

void
normlab_chart_model_set_details (NormlabChartModel *self, const char *details)
{
  set_text (&self->details, details);
}

guint
normlab_chart_model_add_panel (NormlabChartModel *self, const char *title)
{
  g_ptr_array_add (self->panels, copy_text (title != NULL ? title : ""));
  return self->panels->len - 1;
}

void
normlab_chart_model_add_column_head (NormlabChartModel *self, const char *head)
{
  g_ptr_array_add (self->column_heads, copy_text (head));
}

void
normlab_chart_model_add_row_head (NormlabChartModel *self, const char *head)
{
  g_ptr_array_add (self->row_heads, copy_text (head));
}

NormlabChartSeries *
normlab_chart_model_add_series (NormlabChartModel *self, const char *name, guint panel, guint color)
{
  NormlabChartSeries *series;

  g_return_val_if_fail (panel < self->panels->len, NULL);

  series = g_new0 (NormlabChartSeries, 1);
  series->name = copy_text (name);
  series->panel = panel;
  series->color = color;
  series->weight = 1;
  series->tag = G_MAXUINT;
  series->points = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
  g_ptr_array_add (self->series, series);
  return series;
}

NormlabChartSeries *
normlab_chart_model_add_baseline (NormlabChartModel *self)
{
  g_clear_pointer (&self->baseline, series_free);
  self->baseline = g_new0 (NormlabChartSeries, 1);
  self->baseline->weight = 1;
  self->baseline->tag = G_MAXUINT;
  self->baseline->points = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
  return self->baseline;
}

double
normlab_chart_model_get_difference (const NormlabChartModel *self, NormlabChartPoint at)
{
  const NormlabChartPoint *points;
  guint n, i;

  if (self->baseline == NULL)
    return NAN;
  points = normlab_chart_series_get_points (self->baseline);
  n = self->baseline->points->len;
  i = normlab_chart_points_find (points, n, at.x);
  return i < n && points[i].x <= at.x ? at.y - points[i].y : (double) NAN;
}

NormlabChartEntry *
normlab_chart_model_add_entry (NormlabChartModel *self,
                               const char *name,
                               guint color,
                               gboolean dashed,
                               gboolean faint)
{
  NormlabChartEntry entry
      = { .name = copy_text (name), .color = color, .dashed = dashed, .faint = faint };

  g_array_append_val (self->entries, entry);
  return &g_array_index (self->entries, NormlabChartEntry, self->entries->len - 1);
}

void
normlab_chart_entry_set_brief (NormlabChartEntry *self, const char *brief)
{
  set_text (&self->brief, g_strcmp0 (brief, self->name) != 0 ? brief : NULL);
}

void
normlab_chart_model_drop_hidden_entries (NormlabChartModel *self)
{
  for (guint i = self->entries->len; i > 0; i--)
    if (g_array_index (self->entries, NormlabChartEntry, i - 1).hidden)
      g_array_remove_index (self->entries, i - 1);
}

gboolean
normlab_chart_model_shows_entry (const NormlabChartModel *self, const NormlabChartEntry *entry)
{
  if (entry->color == NORMLAB_CHART_NEUTRAL || entry->hidden)
    return TRUE;

  for (guint i = 0; i < self->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (self->series, i);

      if (series->color == entry->color && !series->hidden)
        return TRUE;
    }
  return FALSE;
}

void
normlab_chart_series_reserve (NormlabChartSeries *self, guint n)
{
  guint n_points = self->points->len;

  g_return_if_fail (n <= G_MAXUINT - n_points);

  g_array_set_size (self->points, n_points + n);
  g_array_set_size (self->points, n_points);
}

void
normlab_chart_series_append (NormlabChartSeries *self, double x, double y)
{
  NormlabChartPoint point = { x, y };

  g_return_if_fail (isfinite (x));
  g_return_if_fail (self->points->len == 0
                    || g_array_index (self->points, NormlabChartPoint, self->points->len - 1).x
                           <= x);

  g_array_append_val (self->points, point);
}

void
normlab_chart_series_append_span (NormlabChartSeries *self,
                                  double x,
                                  double y,
                                  double low,
                                  double high)
{
  NormlabChartSpan span = { low, high };

  g_return_if_fail (self->spans != NULL || self->points->len == 0);

  if (self->spans == NULL)
    self->spans = g_array_new (FALSE, FALSE, sizeof (NormlabChartSpan));
  normlab_chart_series_append (self, x, y);
  g_array_append_val (self->spans, span);
}

void
normlab_chart_series_append_spread (NormlabChartSeries *self, const NormlabChartSpread *spread)
{
  if (self->spreads == NULL)
    self->spreads = g_array_new (FALSE, FALSE, sizeof (NormlabChartSpread));
  g_array_append_vals (self->spreads, spread, 1);
  g_return_if_fail (self->spreads->len == self->points->len);
}

const NormlabChartSpread *
normlab_chart_series_get_spread (const NormlabChartSeries *self, guint point)
{
  if (self->spreads == NULL || point >= self->spreads->len)
    return NULL;
  return &g_array_index (self->spreads, NormlabChartSpread, point);
}

const NormlabChartPoint *
normlab_chart_series_get_points (const NormlabChartSeries *self)
{
  return (gconstpointer) self->points->data;
}

guint
normlab_chart_points_find (const NormlabChartPoint *points, guint n_points, double x)
{
  guint low = 0;
  guint high = n_points;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (points[middle].x < x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
normlab_chart_series_add_void (NormlabChartSeries *self, GArray *points)
{
  g_return_if_fail (points != NULL);

  if (self->voids == NULL)
    self->voids = g_ptr_array_new_with_free_func (unref_points);
  g_ptr_array_add (self->voids, points);
}

void
normlab_chart_series_add_restart (NormlabChartSeries *self, double x)
{
  NormlabChartRestart restart = { self->points->len - 1, x };

  g_return_if_fail (self->points->len > 0);

  if (self->restarts == NULL)
    self->restarts = g_array_new (FALSE, FALSE, sizeof (NormlabChartRestart));
  g_array_append_val (self->restarts, restart);
}

void
normlab_chart_series_set_diverged (NormlabChartSeries *self, double x, guint step)
{
  g_return_if_fail (isfinite (x));

  self->diverged = TRUE;
  self->diverged_x = x;
  self->diverged_step = step;
}

void
normlab_chart_axis_set_beginning (NormlabChartAxis *self, const char *beginning)
{
  set_text (&self->beginning, beginning);
}

void
normlab_chart_axis_set_title (NormlabChartAxis *self, const char *title)
{
  set_text (&self->title, title);
}

void
normlab_chart_axis_set_range (NormlabChartAxis *self, double min, double max)
{
  g_return_if_fail (isfinite (min) && isfinite (max) && min < max);

  self->automatic = FALSE;
  self->min = min;
  self->max = max;
}

NormlabChartScale
normlab_chart_axis_get_scale (const NormlabChartAxis *self,
                              double min,
                              double max,
                              double start,
                              double end)
{
  gboolean logarithmic = self->logarithmic && !self->automatic && (min > 0 || self->knee > 0);

  return (NormlabChartScale){ min, max, start, end, logarithmic, logarithmic ? self->knee : 0 };
}

static void
include (double value, double *min, double *max)
{
  if (isfinite (value))
    {
      *min = MIN (*min, value);
      *max = MAX (*max, value);
    }
}

static void
finish_range (const NormlabChartAxis *axis, double *min, double *max)
{
  double room;

  if (!axis->automatic)
    {
      *min = axis->min;
      *max = axis->max;
      return;
    }
  if (axis->margin < 0 || !(*min < *max))
    {
      normlab_chart_range_round (min, max);
      return;
    }
  room = (*max - *min) * axis->margin;
  *min -= room;
  *max += room;
}

void
normlab_chart_model_get_ranges (const NormlabChartModel *self,
                                double *x_min,
                                double *x_max,
                                double *y_min,
                                double *y_max)
{
  *x_min = *y_min = INFINITY;
  *x_max = *y_max = -INFINITY;

  for (guint i = 0; (self->x.automatic || self->y.automatic) && i < self->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (self->series, i);
      const NormlabChartPoint *points = normlab_chart_series_get_points (series);

      if (series->hidden)
        continue;
      for (guint j = 0; j < series->points->len; j++)
        {
          include (points[j].x, x_min, x_max);
          include (points[j].y, y_min, y_max);
        }
      for (guint j = 0; series->spans != NULL && j < series->spans->len; j++)
        {
          include (g_array_index (series->spans, NormlabChartSpan, j).low, y_min, y_max);
          include (g_array_index (series->spans, NormlabChartSpan, j).high, y_min, y_max);
        }
      if (series->diverged)
        include (series->diverged_x, x_min, x_max);
    }

  finish_range (&self->x, x_min, x_max);
  finish_range (&self->y, y_min, y_max);
}
