/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking into the chart, with the pointer or the keys: a crosshair, the values of the nearest runs,
 * and the lines of the nearest one standing out. */
#include "config.h"

#include <math.h>

#include "normlab-chart-view-private.h"

/* What is being looked at */

static void
set_hovered (NormlabChartView *self, int tag)
{
  if (tag == self->hovered)
    return;
  self->hovered = tag;
  g_signal_emit_by_name (self, "hovered", tag);
}

static const NormlabChartPick *
get_pick (NormlabChartView *self)
{
  return self->picks != NULL && self->picks->len > 0
             ? &g_array_index (self->picks, NormlabChartPick, 0)
             : NULL;
}

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

static GArray *
pick_keyed (NormlabChartView *self)
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
renew_picks (NormlabChartView *self)
{
  g_clear_pointer (&self->picks, g_array_unref);
  self->picks_serial = self->serial;
  if (self->keyed)
    self->picks = pick_keyed (self);
  else if (self->pointed && self->drag == NORMLAB_CHART_DRAG_NONE)
    self->picks
        = normlab_chart_pick (self->layout, self->pointer_x, self->pointer_y, &self->panel);
}

void
normlab_chart_view_inspect (NormlabChartView *self)
{
  const NormlabChartPick *pick;

  g_clear_pointer (&self->picks, g_array_unref);
  if ((self->keyed || self->pointed) && normlab_chart_view_ensure_layout (self))
    renew_picks (self);
  pick = get_pick (self);
  if (pick == NULL && self->keyed && self->model != NULL)
    self->keyed = FALSE;
  set_hovered (self, pick != NULL && pick->tag <= G_MAXINT ? (int) pick->tag : -1);
  normlab_chart_view_describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Whether there is any other run to be dimmed. */
static gboolean
has_others (NormlabChartView *self, guint tag)
{
  gboolean found = FALSE, others = FALSE;

  for (guint i = 0; i < self->model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (self->model->series, i);

      if (series->hidden)
        continue;
      found |= series->tag == tag;
      others |= series->tag != tag;
    }
  return found && others;
}

int
normlab_chart_view_get_standing_out (NormlabChartView *self)
{
  int tag = self->hovered >= 0 ? self->hovered : self->highlighted;

  return tag >= 0 && has_others (self, (guint) tag) ? tag : -1;
}

void
normlab_chart_view_describe (NormlabChartView *self)
{
  g_autofree char *text = NULL;

  if (self->keyed && get_pick (self) != NULL && self->layout != NULL)
    text = normlab_chart_card_describe (self->layout, self->picks);
  else
    text = g_strdup (self->summary != NULL ? self->summary : "");
  if (g_strcmp0 (text, self->description) == 0)
    return;
  g_free (self->description);
  self->description = g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

/* The pointer */

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, NormlabChartView *self)
{
  /* Such events come as well when only the window has moved or changed beneath the pointer. */
  if (self->pointed && x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointed = TRUE;
  self->keyed = FALSE;
  self->pointer_x = x;
  self->pointer_y = y;
  normlab_chart_view_inspect (self);
}

static void
on_leave (GtkEventControllerMotion *controller, NormlabChartView *self)
{
  self->pointed = FALSE;
  normlab_chart_view_inspect (self);
}

/* The keys */

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
  const NormlabChartPick *pick = get_pick (self);

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
  normlab_chart_zoom_pan (&self->x, self->value - (self->value < self->x.min
                                                       ? self->x.min + span * 0.1
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

  GtkRoot *root = gtk_widget_get_root (widget);

  if (!normlab_chart_view_ensure_layout (self))
    return;
  /* GTK shows where the focus is once keys move it; these move within. */
  if (GTK_IS_WINDOW (root))
    gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
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

/* With nothing to leave, the key is for whoever else wants it; that of an action would be taken even
 * while the action is disabled. */
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

/* Drawing */

static void
append_color (GtkSnapshot *snapshot,
              const NormlabChartColor *color,
              float alpha,
              double x,
              double y,
              double width,
              double height)
{
  const GdkRGBA rgba = { (float) color->red, (float) color->green, (float) color->blue, alpha };

  gtk_snapshot_append_color (snapshot, &rgba,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width,
                                                  (float) height));
}

/* In every panel at the same value, so that they can be compared; across only where one looks. */
static void
snapshot_crosshair (NormlabChartView *self, GtkSnapshot *snapshot, const NormlabChartPick *pick)
{
  const NormlabChartStyle *style = &self->style;
  double width = MAX (1, floor (style->line_width / 2));

  for (guint p = 0; p < self->layout->panels->len; p++)
    {
      const NormlabChartPanel *panel = normlab_chart_layout_get_panel (self->layout, p);
      const NormlabChartRect *plot = &panel->plot;
      double x = floor (normlab_chart_scale_to_pixel (&panel->x, pick->at.x) - width / 2 + 0.5);
      double y = floor (pick->pixel.y - width / 2 + 0.5);

      if (x >= plot->x - 1 && x <= plot->x + plot->width + 1)
        append_color (snapshot, &style->text, p == self->panel ? 0.55f : 0.3f, x, plot->y, width,
                      plot->height);
      if (p == self->panel && y >= plot->y - 1 && y <= plot->y + plot->height + 1)
        append_color (snapshot, &style->text, 0.3f, plot->x, y, plot->width, width);
    }
}

static void
append_dot (GtkSnapshot *snapshot, const NormlabChartColor *color, NormlabChartPoint at, double radius)
{
  const GdkRGBA rgba = { (float) color->red, (float) color->green, (float) color->blue, 1 };
  const graphene_rect_t bounds
      = GRAPHENE_RECT_INIT ((float) (at.x - radius), (float) (at.y - radius), (float) (2 * radius),
                            (float) (2 * radius));
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle, &bounds, (float) radius);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_color (snapshot, &rgba, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_dot (NormlabChartView *self, GtkSnapshot *snapshot, const NormlabChartPick *pick)
{
  const NormlabChartSeries *series = g_ptr_array_index (self->model->series, pick->series);
  const NormlabChartRect *plot = &normlab_chart_layout_get_panel (self->layout, self->panel)->plot;
  NormlabChartColor color = normlab_chart_style_get_color (&self->style, series->color, FALSE);
  double radius = self->style.line_width * 2;
  const NormlabChartRect pixel = { pick->pixel.x, pick->pixel.y, 0, 0 };

  if (!normlab_chart_rect_contains (plot, &pixel))
    return;
  append_dot (snapshot, &self->style.background, pick->pixel, radius + self->style.line_width * 0.7);
  append_dot (snapshot, &color, pick->pixel, radius);
}

void
normlab_chart_view_snapshot_hover (NormlabChartView *self, GtkSnapshot *snapshot)
{
  const NormlabChartPick *pick;
  NormlabChartPoint at;
  NormlabChartRect place;

  /* The same values may be elsewhere now. */
  if (self->picks != NULL && self->picks_serial != self->serial)
    renew_picks (self);
  pick = get_pick (self);
  if (pick == NULL)
    return;

  snapshot_crosshair (self, snapshot, pick);
  snapshot_dot (self, snapshot, pick);
  normlab_chart_card_set (self->card, self->layout, self->picks);
  at = pick->pixel;
  if (!self->keyed)
    at = (NormlabChartPoint){ self->pointer_x, self->pointer_y };
  place = normlab_chart_card_place (self->card, self->layout, at);
  normlab_chart_card_snapshot (self->card, snapshot, self->layout, &place);
}

/* Set-up */

void
normlab_chart_view_class_init_hover (GtkWidgetClass *widget_class)
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

void
normlab_chart_view_init_hover (NormlabChartView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_object (motion, "enter", G_CALLBACK (on_motion), self, 0);
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, 0);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}
