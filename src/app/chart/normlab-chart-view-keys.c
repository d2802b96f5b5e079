/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking into the chart with the keys: along a line, and from one to the next. */
#include "config.h"

#include <math.h>

#include "normlab-chart-view-private.h"

/* Whether the keys can be on a line. */
static gboolean
is_walkable (const NormlabChartSeries *series)
{
  return !series->hidden && !series->training && series->points->len > 0;
}

/* Puts the line that the keys are on first. */
static void
put_first (GArray *picks, guint series)
{
  for (guint i = 1; i < picks->len; i++)
    {
      NormlabChartPick pick = g_array_index (picks, NormlabChartPick, i);

      if (pick.series != series)
        continue;
      g_array_remove_index (picks, i);
      g_array_insert_val (picks, 0, pick);
      return;
    }
}

/* In another model the run that the keys are on may have another line. */
static void
follow_tag (NormlabChartView *self)
{
  GPtrArray *all = self->model->series;
  const NormlabChartSeries *series
      = self->series < all->len ? g_ptr_array_index (all, self->series) : NULL;

  if (series != NULL && series->tag == self->tag && !series->hidden)
    return;
  for (guint i = 0; i < all->len; i++)
    {
      series = g_ptr_array_index (all, i);
      if (series->tag == self->tag && is_walkable (series))
        {
          self->series = i;
          return;
        }
    }
}

GArray *
normlab_chart_view_pick_keyed (NormlabChartView *self)
{
  const NormlabChartSeries *series;
  const NormlabChartPanel *panel;
  NormlabChartPoint at;
  GArray *picks;
  guint point;

  follow_tag (self);
  if (self->series >= self->model->series->len)
    return NULL;
  series = g_ptr_array_index (self->model->series, self->series);
  point = normlab_chart_pick_point (series, self->value);
  if (series->hidden || point == G_MAXUINT)
    return NULL;

  self->panel = series->panel;
  panel = normlab_chart_layout_get_panel (self->layout, self->panel);
  at = normlab_chart_series_get_points (series)[point];
  picks = normlab_chart_pick_at (self->layout, self->panel, at.x,
                                 normlab_chart_scale_to_pixel (&panel->y, at.y));
  put_first (picks, self->series);
  return picks;
}

static void
put_keys_on (NormlabChartView *self, guint i, double value)
{
  const NormlabChartSeries *series = g_ptr_array_index (self->model->series, i);

  self->series = i;
  self->tag = series->tag;
  self->value = value;
  self->keyed = TRUE;
}

/* Begins where the pointer is, or else at the end of the first line. */
static gboolean
begin_keyed (NormlabChartView *self)
{
  const NormlabChartPick *pick = self->picks != NULL && self->picks->len > 0
                                     ? &g_array_index (self->picks, NormlabChartPick, 0)
                                     : NULL;

  if (self->keyed)
    return TRUE;
  if (pick != NULL)
    {
      put_keys_on (self, pick->series, pick->at.x);
      return TRUE;
    }
  for (guint i = 0; i < self->model->series->len && !self->keyed; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (self->model->series, i);

      if (is_walkable (series))
        put_keys_on (
            self, i,
            MIN (normlab_chart_series_get_points (series)[series->points->len - 1].x, self->x.max));
    }
  return FALSE;
}

/* Keeps what the keys are on in sight. */
static void
follow_keyed (NormlabChartView *self)
{
  double span = self->x.max - self->x.min;

  if (!self->x.zoomed || (self->value >= self->x.min && self->value <= self->x.max))
    return;
  normlab_chart_zoom_pan (&self->x, self->value
                                        - (self->value < self->x.min ? self->x.min + span * 0.1
                                                                     : self->x.max - span * 0.1));
  normlab_chart_view_zoom_changed (self);
}

/* To another point of the same line: one back or forth, the first or the last. */
static void
walk (NormlabChartView *self, int by)
{
  const NormlabChartSeries *series = g_ptr_array_index (self->model->series, self->series);
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  gint64 last = (gint64) series->points->len - 1;
  gint64 at = normlab_chart_pick_point (series, self->value);

  do
    at = CLAMP (at + by, 0, last);
  while (!isfinite (points[at].y) && at > 0 && at < last);
  if (isfinite (points[at].y))
    self->value = points[at].x;
}

typedef struct
{
  guint series, panel;
  double y;
} Step;

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *first = a;
  const Step *second = b;

  if (first->panel != second->panel)
    return first->panel < second->panel ? -1 : 1;
  if (first->y != second->y)
    return first->y < second->y ? -1 : 1;
  return first->series < second->series ? -1 : first->series > second->series;
}

/* To the next line above or below, then to the next panel. */
static void
climb (NormlabChartView *self, int by)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));

  for (guint p = 0; p < self->layout->panels->len; p++)
    {
      g_autoptr (GArray) picks = normlab_chart_pick_at (self->layout, p, self->value, 0);

      for (guint i = 0; i < picks->len; i++)
        {
          const NormlabChartPick *pick = &g_array_index (picks, NormlabChartPick, i);
          Step step = { pick->series, p, pick->pixel.y };

          g_array_append_val (steps, step);
        }
    }
  g_array_sort (steps, compare_steps);
  for (guint i = 0; i < steps->len; i++)
    if (g_array_index (steps, Step, i).series == self->series)
      {
        gint64 to = (gint64) i + by;

        if (to >= 0 && to < (gint64) steps->len)
          put_keys_on (self, g_array_index (steps, Step, to).series, self->value);
        return;
      }
}

static void
inspect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (widget);

  if (!normlab_chart_view_ensure_layout (self))
    return;
  if (begin_keyed (self))
    {
      if (g_str_has_suffix (name, "previous"))
        walk (self, -1);
      else if (g_str_has_suffix (name, "next"))
        walk (self, 1);
      else if (g_str_has_suffix (name, "first"))
        walk (self, G_MININT);
      else if (g_str_has_suffix (name, "last"))
        walk (self, G_MAXINT);
      else
        climb (self, g_str_has_suffix (name, "above") ? -1 : 1);
    }
  follow_keyed (self);
  normlab_chart_view_inspect (self);
}

/* With nothing to leave, the key is for whoever else wants it; that of an action would be taken
 * even while the action is disabled. */
static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (widget);

  if (!normlab_chart_view_cancel_drag (self) && !self->keyed)
    return GDK_EVENT_PROPAGATE;
  self->keyed = FALSE;
  normlab_chart_view_inspect (self);
  return GDK_EVENT_STOP;
}

void
normlab_chart_view_class_init_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *action;
    guint key, keypad;
  } keys[] = {
    { "chart.inspect-previous", GDK_KEY_Left, GDK_KEY_KP_Left },
    { "chart.inspect-next", GDK_KEY_Right, GDK_KEY_KP_Right },
    { "chart.inspect-above", GDK_KEY_Up, GDK_KEY_KP_Up },
    { "chart.inspect-below", GDK_KEY_Down, GDK_KEY_KP_Down },
    { "chart.inspect-first", GDK_KEY_Home, GDK_KEY_KP_Home },
    { "chart.inspect-last", GDK_KEY_End, GDK_KEY_KP_End },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_install_action (widget_class, keys[i].action, NULL, inspect_action);
      gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, keys[i].action, NULL);
      gtk_widget_class_add_binding_action (widget_class, keys[i].keypad, 0, keys[i].action, NULL);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}
