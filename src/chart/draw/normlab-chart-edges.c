/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-edges.h"

#include <math.h>

#include "normlab-chart-survey.h"
#include "normlab-figure.h"

/* em: half of a triangle's side, and how high it is */
#define RADIUS 0.42
/* From one to the next, in radii */
#define PITCH 2.05
#define HEIGHT 0.62
/* em: from a triangle to its value, and how far away that may be */
#define GAP 0.6
#define FARTHEST 1.6
#define MARGIN 0.25
/* After so many places, a triangle stays where it is. */
#define MAX_TRIES 60

static NormlabChartEdges
get_edge (const NormlabChartPanel *panel, double room, double value)
{
  double y = normlab_chart_scale_to_pixel (&panel->y, value);

  if (y < panel->plot.y - room)
    return NORMLAB_CHART_EDGE_UPPER;
  return y > panel->plot.y + panel->plot.height + room ? NORMLAB_CHART_EDGE_LOWER : 0;
}

/* A line of which half can be seen does not leave. */
static double
get_room (const NormlabChartLayout *layout)
{
  return layout->style.line_width / 2;
}

static gboolean
is_of_interest (const NormlabChartSeries *series)
{
  return !series->hidden && !series->faint && !series->training;
}

/* What is infinite leaves a plot in which equal ratios are equally far apart, as on its way up. */
static gboolean
is_somewhere (const NormlabChartPanel *panel, const NormlabChartPoint *point)
{
  return (isfinite (point->y) || (panel->y.logarithmic && isinf (point->y) && point->y > 0))
         && point->x >= panel->x.min && point->x <= panel->x.max;
}

NormlabChartEdges
normlab_chart_edges_look (const NormlabChartLayout *layout,
                          const NormlabChartSeries *series,
                          guint first)
{
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, series->panel);
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  NormlabChartEdges edges = 0;

  if (!is_of_interest (series))
    return 0;
  for (guint i = first; i < series->points->len; i++)
    if (is_somewhere (panel, &points[i]))
      edges |= get_edge (panel, get_room (layout), points[i].y);
  return edges;
}

/* The point of a series that is farthest beyond an edge. */
static const NormlabChartPoint *
find_farthest (const NormlabChartLayout *layout,
               const NormlabChartSeries *series,
               NormlabChartEdges edge)
{
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, series->panel);
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  const NormlabChartPoint *found = NULL;
  double sign = edge == NORMLAB_CHART_EDGE_UPPER ? 1 : -1;

  for (guint i = 0; i < series->points->len; i++)
    if (is_somewhere (panel, &points[i]) && (found == NULL || sign * points[i].y > sign * found->y))
      found = &points[i];
  return found;
}

/* Whether a cross, which would be drawn over it, is at the edge there. */
static gboolean
is_crossed (const NormlabChartLayout *layout, const GArray *crosses, const NormlabChartExit *exit)
{
  double em = layout->style.font_size;

  for (guint i = 0; i < crosses->len; i++)
    {
      const NormlabChartPoint *cross = &g_array_index (crosses, NormlabChartPoint, i);

      if (fabs (cross->x - exit->at.x) < (RADIUS + NORMLAB_CHART_CROSS_RADIUS) * em
          && fabs (cross->y - exit->at.y) < (HEIGHT + NORMLAB_CHART_CROSS_RADIUS) * em)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_free (const NormlabChartLayout *layout, const GArray *exits, const NormlabChartExit *exit)
{
  const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, exit->series);
  double apart = 2 * RADIUS * layout->style.font_size;

  for (guint i = 0; i < exits->len; i++)
    {
      const NormlabChartExit *other = &g_array_index (exits, NormlabChartExit, i);
      const NormlabChartSeries *its = g_ptr_array_index (layout->model->series, other->series);

      if (its->panel == series->panel && other->edge == exit->edge
          && fabs (other->at.x - exit->at.x) < apart)
        return FALSE;
    }
  return TRUE;
}

/* Beside others, at the nearest place along the edge. */
static void
add_exit (const NormlabChartLayout *layout,
          const GArray *crosses,
          GArray *exits,
          guint i,
          NormlabChartEdges edge)
{
  const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, i);
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, series->panel);
  const NormlabChartPoint *point = find_farthest (layout, series, edge);
  double radius = RADIUS * layout->style.font_size;
  double left = panel->plot.x + radius, right = panel->plot.x + panel->plot.width - radius;
  double x = CLAMP (normlab_chart_scale_to_pixel (&panel->x, point->x), left, right);
  NormlabChartExit exit = { .series = i, .edge = edge, .value = point->y };

  exit.at.y = panel->plot.y + (edge == NORMLAB_CHART_EDGE_UPPER ? 0 : panel->plot.height);
  for (int i_try = 0; i_try < MAX_TRIES; i_try++)
    {
      exit.at.x = x + (i_try % 2 == 1 ? 1 : -1) * ((i_try + 1) / 2) * PITCH * radius;
      if (exit.at.x >= left && exit.at.x <= right && is_free (layout, exits, &exit)
          && !is_crossed (layout, crosses, &exit))
        break;
      exit.at.x = x;
    }
  g_array_append_val (exits, exit);
}

static void
take_exits (NormlabChartRoom *room, const NormlabChartLayout *layout, const GArray *exits)
{
  double radius = RADIUS * layout->style.font_size;
  double height = HEIGHT * layout->style.font_size;

  for (guint i = 0; i < exits->len; i++)
    {
      const NormlabChartExit *exit = &g_array_index (exits, NormlabChartExit, i);
      gboolean upper = exit->edge == NORMLAB_CHART_EDGE_UPPER;
      const NormlabChartRect rect
          = { exit->at.x - radius, exit->at.y - (upper ? 0 : height), 2 * radius, height };

      normlab_chart_room_take_rect (room, &rect);
    }
}

static void
place_text (NormlabChartExit *exit,
            NormlabChartRoom *room,
            const NormlabChartLayout *layout,
            PangoContext *context)
{
  const NormlabChartStyle *style = &layout->style;
  double em = style->font_size;
  double inwards = (exit->edge == NORMLAB_CHART_EDGE_UPPER ? 1 : -1) * HEIGHT * em / 2;
  NormlabChartPoint anchor = { exit->at.x, exit->at.y + inwards };
  g_autofree char *string = isfinite (exit->value) ? normlab_figure_format ("%.3g", exit->value)
                                                   : normlab_figure_infinite (exit->value);

  normlab_chart_text_init (&exit->text, context, style, NORMLAB_CHART_TEXT_MARK, string,
                           NORMLAB_CHART_TEXT_UNLIMITED, 1);
  if (normlab_chart_room_find (room, anchor, GAP * em, MARGIN * em, &exit->text.rect)
      && normlab_chart_rect_get_distance (&exit->text.rect, anchor.x, anchor.y) <= FARTHEST * em)
    normlab_chart_room_take_rect (room, &exit->text.rect);
  else
    normlab_chart_text_clear (&exit->text);
}

static void
place_texts (const NormlabChartLayout *layout,
             guint panel,
             const GArray *crosses,
             const GArray *texts,
             GArray *exits)
{
  PangoContext *context = normlab_chart_text_create_context ();
  NormlabChartRoom room;

  normlab_chart_survey (&room, layout, panel, crosses);
  for (guint i = 0; i < texts->len; i++)
    normlab_chart_room_take_rect (&room, &g_array_index (texts, NormlabChartText, i).rect);
  take_exits (&room, layout, exits);
  for (guint i = 0; i < exits->len; i++)
    {
      NormlabChartExit *exit = &g_array_index (exits, NormlabChartExit, i);
      const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, exit->series);

      if (series->panel == panel)
        place_text (exit, &room, layout, context);
    }
  normlab_chart_room_clear (&room);
  g_object_unref (context);
}

static void
clear_exit (gpointer data)
{
  normlab_chart_text_clear (&((NormlabChartExit *) data)->text);
}

GArray *
normlab_chart_edges_create_exits (const NormlabChartLayout *layout,
                                  const GArray *crosses,
                                  const GArray *texts)
{
  GArray *exits = g_array_new (FALSE, FALSE, sizeof (NormlabChartExit));

  g_array_set_clear_func (exits, clear_exit);
  for (guint i = 0; i < layout->model->series->len; i++)
    {
      NormlabChartEdges edges
          = normlab_chart_edges_look (layout, g_ptr_array_index (layout->model->series, i), 0);

      if (edges & NORMLAB_CHART_EDGE_UPPER)
        add_exit (layout, crosses, exits, i, NORMLAB_CHART_EDGE_UPPER);
      if (edges & NORMLAB_CHART_EDGE_LOWER)
        add_exit (layout, crosses, exits, i, NORMLAB_CHART_EDGE_LOWER);
    }
  for (guint panel = 0; exits->len > 0 && panel < layout->panels->len; panel++)
    place_texts (layout, panel, crosses, texts, exits);
  return exits;
}

static void
draw_triangle (cairo_t *cr, const NormlabChartLayout *layout, const NormlabChartExit *exit)
{
  const NormlabChartStyle *style = &layout->style;
  const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, exit->series);
  NormlabChartColor color = normlab_chart_style_get_color (style, series->color, FALSE);
  double radius = RADIUS * style->font_size;
  double height = (exit->edge == NORMLAB_CHART_EDGE_UPPER ? 1 : -1) * HEIGHT * style->font_size;

  cairo_save (cr);
  cairo_move_to (cr, exit->at.x, exit->at.y);
  cairo_line_to (cr, exit->at.x + radius, exit->at.y + height);
  cairo_line_to (cr, exit->at.x - radius, exit->at.y + height);
  cairo_close_path (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  normlab_chart_color_set_source (&style->background, cr);
  cairo_set_line_width (cr, style->line_width);
  cairo_stroke_preserve (cr);
  normlab_chart_color_set_source (&color, cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

void
normlab_chart_draw_exits (cairo_t *cr, const NormlabChartLayout *layout, const GArray *exits)
{
  for (guint i = 0; i < exits->len; i++)
    {
      const NormlabChartExit *exit = &g_array_index (exits, NormlabChartExit, i);

      draw_triangle (cr, layout, exit);
      if (exit->text.layout != NULL)
        normlab_chart_text_draw (&exit->text, cr, &layout->style);
    }
}
