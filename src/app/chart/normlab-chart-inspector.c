/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-inspector.h"

#include <math.h>

#include "normlab-chart-card.h"

struct _NormlabChartInspector
{
  const NormlabChartLayout *layout; /* borrowed; NULL for nothing */
  char *summary;

  gboolean pointed;
  double x, y; /* where the pointer is, or was last */
  gboolean dragging;
  NormlabChartWalker walker;

  GArray *picks;  /* of NormlabChartPick; NULL: nothing */
  guint panel;    /* that they are in */
  gboolean stale; /* they were found in another layout */
  NormlabChartCard *card;
};

NormlabChartInspector *
normlab_chart_inspector_new (void)
{
  NormlabChartInspector *self = g_new0 (NormlabChartInspector, 1);

  self->card = normlab_chart_card_new ();
  return self;
}

void
normlab_chart_inspector_free (NormlabChartInspector *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->picks, g_array_unref);
  normlab_chart_card_free (self->card);
  g_free (self->summary);
  g_free (self);
}

/* The same values are elsewhere in another layout. */
void
normlab_chart_inspector_set_layout (NormlabChartInspector *self, const NormlabChartLayout *layout)
{
  self->layout = layout;
  self->stale = TRUE;
  if (layout == NULL)
    g_clear_pointer (&self->picks, g_array_unref);
}

void
normlab_chart_inspector_set_summary (NormlabChartInspector *self, const char *summary)
{
  char *copy = g_strdup (summary);

  g_free (self->summary);
  self->summary = copy;
}

/* The pointer */

gboolean
normlab_chart_inspector_point (NormlabChartInspector *self, double x, double y)
{
  if (self->pointed && x == self->x && y == self->y)
    return FALSE;
  self->pointed = TRUE;
  self->walker.walking = FALSE;
  self->x = x;
  self->y = y;
  return TRUE;
}

void
normlab_chart_inspector_leave (NormlabChartInspector *self)
{
  self->pointed = FALSE;
}

gboolean
normlab_chart_inspector_get_pointer (const NormlabChartInspector *self, double *x, double *y)
{
  *x = self->x;
  *y = self->y;
  return self->pointed;
}

void
normlab_chart_inspector_set_dragging (NormlabChartInspector *self, gboolean dragging)
{
  self->dragging = dragging;
  if (dragging)
    self->walker.walking = FALSE;
}

/* The keys */

void
normlab_chart_inspector_walk (NormlabChartInspector *self, NormlabChartWalk walk)
{
  g_return_if_fail (self->layout != NULL);

  if (normlab_chart_walker_begin (&self->walker, self->layout,
                                  normlab_chart_inspector_get_pick (self)))
    normlab_chart_walker_step (&self->walker, self->layout, walk);
}

gboolean
normlab_chart_inspector_leave_keys (NormlabChartInspector *self)
{
  gboolean walking = self->walker.walking;

  self->walker.walking = FALSE;
  return walking;
}

gboolean
normlab_chart_inspector_get_keys (const NormlabChartInspector *self, double *x)
{
  *x = self->walker.value;
  return self->walker.walking;
}

/* What is being looked at */

gboolean
normlab_chart_inspector_get_looking (const NormlabChartInspector *self)
{
  return self->walker.walking || self->pointed;
}

static void
renew_picks (NormlabChartInspector *self)
{
  g_clear_pointer (&self->picks, g_array_unref);
  self->stale = FALSE;
  if (self->layout == NULL)
    return;
  if (self->walker.walking)
    self->picks = normlab_chart_walker_pick (&self->walker, self->layout, &self->panel);
  else if (self->pointed && !self->dragging)
    self->picks = normlab_chart_pick (self->layout, self->x, self->y, &self->panel);
}

void
normlab_chart_inspector_look (NormlabChartInspector *self)
{
  renew_picks (self);
  /* Without a layout, what the keys are on may still come again. */
  if (normlab_chart_inspector_get_pick (self) == NULL && self->layout != NULL)
    self->walker.walking = FALSE;
}

const NormlabChartPick *
normlab_chart_inspector_get_pick (const NormlabChartInspector *self)
{
  return self->picks != NULL && self->picks->len > 0
             ? &g_array_index (self->picks, NormlabChartPick, 0)
             : NULL;
}

int
normlab_chart_inspector_get_tag (const NormlabChartInspector *self)
{
  const NormlabChartPick *pick = normlab_chart_inspector_get_pick (self);

  return pick != NULL && pick->tag <= G_MAXINT ? (int) pick->tag : -1;
}

char *
normlab_chart_inspector_describe (const NormlabChartInspector *self)
{
  if (self->walker.walking && normlab_chart_inspector_get_pick (self) != NULL)
    return normlab_chart_card_describe (self->layout, self->picks);
  return g_strdup (self->summary != NULL ? self->summary : "");
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
snapshot_crosshair (NormlabChartInspector *self,
                    GtkSnapshot *snapshot,
                    const NormlabChartPick *pick)
{
  const NormlabChartStyle *style = &self->layout->style;
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
snapshot_dot (NormlabChartInspector *self, GtkSnapshot *snapshot, const NormlabChartPick *pick)
{
  const NormlabChartStyle *style = &self->layout->style;
  const NormlabChartSeries *series = g_ptr_array_index (self->layout->model->series, pick->series);
  const NormlabChartRect *plot = &normlab_chart_layout_get_panel (self->layout, self->panel)->plot;
  NormlabChartColor color = normlab_chart_style_get_color (style, series->color, FALSE);
  double radius = style->line_width * 2;
  const NormlabChartRect pixel = { pick->pixel.x, pick->pixel.y, 0, 0 };

  if (!normlab_chart_rect_contains (plot, &pixel))
    return;
  append_dot (snapshot, &style->background, pick->pixel, radius + style->line_width * 0.7);
  append_dot (snapshot, &color, pick->pixel, radius);
}

void
normlab_chart_inspector_snapshot (NormlabChartInspector *self, GtkSnapshot *snapshot)
{
  const NormlabChartPick *pick;
  NormlabChartPoint at;
  NormlabChartRect place;

  if (self->picks != NULL && self->stale)
    renew_picks (self);
  pick = normlab_chart_inspector_get_pick (self);
  if (pick == NULL)
    return;

  snapshot_crosshair (self, snapshot, pick);
  snapshot_dot (self, snapshot, pick);
  normlab_chart_card_set (self->card, self->layout, self->picks);
  at = self->walker.walking ? pick->pixel : (NormlabChartPoint){ self->x, self->y };
  place = normlab_chart_card_place (self->card, self->layout, at);
  normlab_chart_card_snapshot (self->card, snapshot, self->layout, &place);
}
