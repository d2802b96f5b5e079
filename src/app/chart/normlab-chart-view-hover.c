/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking into the chart, with the pointer or the keys: a crosshair, the values of the nearest
 * runs, and the lines of the nearest one standing out. */
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

static void
renew_picks (NormlabChartView *self)
{
  g_clear_pointer (&self->picks, g_array_unref);
  self->picks_serial = self->serial;
  if (self->keyed)
    self->picks = normlab_chart_view_pick_keyed (self);
  else if (self->pointed && self->drag == NORMLAB_CHART_DRAG_NONE)
    self->picks = normlab_chart_pick (self->layout, self->pointer_x, self->pointer_y, &self->panel);
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
  /* GTK shows the focus when keys move it, and for three seconds; these keys move within. */
  if (self->keyed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "keyed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "keyed");
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

  gtk_snapshot_append_color (
      snapshot, &rgba, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
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
append_dot (GtkSnapshot *snapshot,
            const NormlabChartColor *color,
            NormlabChartPoint at,
            double radius)
{
  const GdkRGBA rgba = { (float) color->red, (float) color->green, (float) color->blue, 1 };
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (
      (float) (at.x - radius), (float) (at.y - radius), (float) (2 * radius), (float) (2 * radius));
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
  append_dot (snapshot, &self->style.background, pick->pixel,
              radius + self->style.line_width * 0.7);
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
normlab_chart_view_init_hover (NormlabChartView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_object (motion, "enter", G_CALLBACK (on_motion), self, 0);
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, 0);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}
