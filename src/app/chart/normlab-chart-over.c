/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-over.h"

#include <math.h>

#include "normlab-chart-draw.h"
#include "normlab-chart-edges.h"

/* Words are placed anew at most so often, in ms. */
#define INTERVAL 700

/* Beyond which edges the first so many points of a series lie. */
typedef struct
{
  guint n_points;
  NormlabChartEdges edges;
} Seen;

struct _NormlabChartOver
{
  void (*draw_again) (gpointer owner);
  gpointer owner;

  GskRenderNode *node; /* NULL: nothing lies over the lines, or it is not known what */
  guint key;           /* what the node was made of; 0: it is to be made anew */
  guint source;        /* will have the words placed anew */
  GArray *seen;        /* of Seen: of each series */
};

NormlabChartOver *
normlab_chart_over_new (void (*draw_again) (gpointer owner), gpointer owner)
{
  NormlabChartOver *self = g_new0 (NormlabChartOver, 1);

  self->draw_again = draw_again;
  self->owner = owner;
  self->seen = g_array_new (FALSE, TRUE, sizeof (Seen));
  return self;
}

void
normlab_chart_over_free (NormlabChartOver *self)
{
  if (self == NULL)
    return;

  normlab_chart_over_stop (self);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_array_unref (self->seen);
  g_free (self);
}

void
normlab_chart_over_forget (NormlabChartOver *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_array_set_size (self->seen, 0);
  self->key = 0;
}

void
normlab_chart_over_stop (NormlabChartOver *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
}

gboolean
normlab_chart_over_get_settled (const NormlabChartOver *self)
{
  return self->source == 0;
}

/* Looks at the points that are new. */
static NormlabChartEdges
see (NormlabChartOver *self, const NormlabChartLayout *layout, guint i)
{
  const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, i);
  Seen *seen = &g_array_index (self->seen, Seen, i);

  if (series->hidden)
    return 0;
  seen->edges |= normlab_chart_edges_look (layout, series, seen->n_points);
  seen->n_points = series->points->len;
  return seen->edges;
}

static gboolean
has_only_point (const NormlabChartSeries *series)
{
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  guint n_seen = 0;

  for (guint i = 0; i < series->points->len && n_seen < 2; i++)
    n_seen += isfinite (points[i].y) ? 1 : 0;
  return n_seen == 1;
}

/* 0 when nothing does; otherwise it changes with what must be seen at once. */
static guint
get_key (NormlabChartOver *self, const NormlabChartLayout *layout)
{
  guint key = layout->sheet.width > 0 ? 1 : 0;

  g_array_set_size (self->seen, layout->model->series->len);
  for (guint i = 0; i < layout->model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, i);
      guint edges = see (self, layout, i);
      gboolean only = has_only_point (series);
      guint n_rings = series->restarts != NULL ? series->restarts->len : 0;

      if (!series->hidden && (only || series->diverged || edges != 0 || n_rings > 0))
        key = (key * 31 + (i + n_rings * 7) * 16 + (only ? 1 : 0) + (series->diverged ? 2 : 0)
               + edges * 4)
              | 1;
    }
  return key;
}

static void
draw (NormlabChartOver *self, const NormlabChartLayout *layout)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) layout->width, (float) layout->height));

  normlab_chart_draw_over (cr, layout);
  cairo_destroy (cr);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  self->node = gtk_snapshot_free_to_node (snapshot);
}

static gboolean
on_interval (gpointer data)
{
  NormlabChartOver *self = data;

  self->source = 0;
  self->key = 0;
  self->draw_again (self->owner);
  return G_SOURCE_REMOVE;
}

void
normlab_chart_over_snapshot (NormlabChartOver *self,
                             GtkSnapshot *snapshot,
                             const NormlabChartLayout *layout,
                             gboolean grown)
{
  guint key = get_key (self, layout);

  if (key == 0)
    g_clear_pointer (&self->node, gsk_render_node_unref);
  else if (key != self->key)
    draw (self, layout);
  else if (grown && self->source == 0)
    self->source = g_timeout_add (INTERVAL, on_interval, self);
  self->key = key;
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
}
