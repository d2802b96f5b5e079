/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-inspector.h"

#include <math.h>

#include "normlab-chart-card-words.h"
#include "normlab-chart-card.h"
#include "normlab-chart-marks.h"

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
        normlab_chart_marks_append_bar (snapshot, &style->text, p == self->panel ? 0.55f : 0.3f, x,
                                        plot->y, width, plot->height);
      if (p == self->panel && y >= plot->y - 1 && y <= plot->y + plot->height + 1)
        normlab_chart_marks_append_bar (snapshot, &style->text, 0.3f, plot->x, y, plot->width,
                                        width);
    }
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
  normlab_chart_marks_append_dot (snapshot, self->layout,
                                  g_ptr_array_index (self->layout->model->series, pick->series),
                                  pick->pixel);
  normlab_chart_card_set (self->card, self->layout, self->picks);
  at = self->walker.walking ? pick->pixel : (NormlabChartPoint){ self->x, self->y };
  place = normlab_chart_card_place (self->card, self->layout, at);
  normlab_chart_card_snapshot (self->card, snapshot, self->layout, &place);
}
