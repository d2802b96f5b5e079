/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-map-draw.h"

#include <math.h>

#include "normlab-map-colors.h"

/* Pixels from which on there is a line between cells. */
#define MIN_LINED 5.0

/* In ems: a mark in a corner beside a figure, and in the middle of a cell. */
#define CORNER 0.55
#define MIDDLE 0.9

typedef struct
{
  const NormlabMapLayout *layout;
  const NormlabMapModel *model;
  cairo_t *cr;
  GHashTable *figures; /* of PangoLayout: what has been shaped once */
  double line;         /* pixels between cells */
} Pen;

/* Marks */

static void
stroke_cross (cairo_t *cr, const NormlabChartRect *rect)
{
  cairo_move_to (cr, rect->x, rect->y);
  cairo_line_to (cr, rect->x + rect->width, rect->y + rect->height);
  cairo_move_to (cr, rect->x + rect->width, rect->y);
  cairo_line_to (cr, rect->x, rect->y + rect->height);
  cairo_stroke (cr);
}

static void
stroke_ring (cairo_t *cr, const NormlabChartRect *rect)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, rect->x + rect->width / 2, rect->y + rect->height / 2, rect->width / 2, 0,
             2 * G_PI);
  cairo_stroke (cr);
}

/* A box; where no network is, a line through it. */
static void
stroke_box (cairo_t *cr, gboolean crossed, const NormlabChartRect *rect)
{
  cairo_rectangle (cr, rect->x, rect->y, rect->width, rect->height);
  if (crossed)
    {
      cairo_move_to (cr, rect->x, rect->y + rect->height);
      cairo_line_to (cr, rect->x + rect->width, rect->y);
    }
  cairo_stroke (cr);
}

void
normlab_map_draw_mark (cairo_t *cr,
                       NormlabMapMark mark,
                       const NormlabChartStyle *style,
                       const NormlabChartColor *ink,
                       const NormlabChartRect *rect)
{
  normlab_chart_color_set_source (ink, cr);
  cairo_set_line_width (cr, MAX (0.75 * style->line_width, 1));
  switch (mark)
    {
    case NORMLAB_MAP_MARK_DIVERGED:
      stroke_cross (cr, rect);
      break;
    case NORMLAB_MAP_MARK_DEAD:
      stroke_ring (cr, rect);
      break;
    case NORMLAB_MAP_MARK_WAITING:
    case NORMLAB_MAP_MARK_ABSENT:
    default:
      cairo_set_line_width (cr, 1);
      stroke_box (cr, mark == NORMLAB_MAP_MARK_ABSENT, rect);
      break;
    }
}

/* A square within a cell: in its middle or, beside a figure, in its upper right corner. */
static NormlabChartRect
get_mark_rect (const Pen *pen, const NormlabChartRect *cell, gboolean corner)
{
  double em = pen->layout->style.font_size;
  double size = MIN (cell->width, cell->height) * (corner ? 0.28 : 0.5);

  size = MIN (size, (corner ? CORNER : MIDDLE) * em);
  if (corner)
    return (NormlabChartRect){ cell->x + cell->width - pen->line - 1.5 * size, cell->y + 0.5 * size,
                               size, size };
  return (NormlabChartRect){ cell->x + (cell->width - pen->line - size) / 2,
                             cell->y + (cell->height - pen->line - size) / 2, size, size };
}

/* Cells */

static PangoLayout *
shape (Pen *pen, const char *figure)
{
  PangoLayout *shaped = g_hash_table_lookup (pen->figures, figure);
  NormlabChartStyle style = pen->layout->style;
  NormlabChartText text;

  if (shaped != NULL)
    return shaped;
  style.font_size = pen->layout->figures;
  normlab_chart_text_init (&text, pen->layout->context, &style, NORMLAB_CHART_TEXT_LEGEND, figure,
                           NORMLAB_CHART_TEXT_UNLIMITED, 1);
  g_hash_table_insert (pen->figures, g_strdup (figure), text.layout);
  return text.layout;
}

static void
write_figure (Pen *pen, double value, const NormlabChartRect *rect, const NormlabChartColor *ink)
{
  g_autofree char *figure = normlab_map_model_format (pen->model, value, TRUE);
  PangoLayout *shaped = shape (pen, figure);
  int width, height;

  pango_layout_get_size (shaped, &width, &height);
  cairo_move_to (pen->cr, rect->x + (rect->width - pen->line - width / (double) PANGO_SCALE) / 2,
                 rect->y + (rect->height - pen->line - height / (double) PANGO_SCALE) / 2);
  normlab_chart_color_set_source (ink, pen->cr);
  pango_cairo_show_layout (pen->cr, shaped);
}

static void
fill (Pen *pen, const NormlabChartRect *rect, const NormlabChartColor *color)
{
  normlab_chart_color_set_source (color, pen->cr);
  cairo_rectangle (pen->cr, rect->x, rect->y, MAX (rect->width - pen->line, 1),
                   MAX (rect->height - pen->line, 1));
  cairo_fill (pen->cr);
}

static void
draw_known (Pen *pen, const NormlabMapCell *cell, const NormlabChartRect *rect)
{
  NormlabChartColor ground
      = normlab_map_get_color (normlab_map_model_get_share (pen->model, cell->value));
  NormlabChartColor ink = normlab_map_get_ink (&ground);
  gboolean figures = pen->layout->figures > 0;
  NormlabChartRect mark = get_mark_rect (pen, rect, figures);

  fill (pen, rect, &ground);
  if (figures)
    write_figure (pen, cell->value, rect, &ink);
  if (cell->n_diverged > 0)
    normlab_map_draw_mark (pen->cr, NORMLAB_MAP_MARK_DIVERGED, &pen->layout->style, &ink, &mark);
  else if (cell->n_dead > 0)
    normlab_map_draw_mark (pen->cr, NORMLAB_MAP_MARK_DEAD, &pen->layout->style, &ink, &mark);
}

/* Where no network is, what lies behind the cells is seen, with a line across. */
static void
draw_absent (Pen *pen, const NormlabChartRect *rect)
{
  cairo_set_line_width (pen->cr, 1);
  cairo_move_to (pen->cr, rect->x, rect->y + rect->height - pen->line);
  cairo_line_to (pen->cr, rect->x + rect->width - pen->line, rect->y);
  normlab_chart_color_set_source (&pen->layout->style.axis, pen->cr);
  cairo_stroke (pen->cr);
}

static void
draw_cell (Pen *pen, const NormlabMapPlace *place)
{
  const NormlabMapCell *cell = normlab_map_model_peek_cell (pen->model, place);
  const NormlabChartStyle *style = &pen->layout->style;
  NormlabChartRect rect = normlab_map_layout_get_rect (pen->layout, place);
  NormlabChartRect middle = get_mark_rect (pen, &rect, FALSE);

  switch (normlab_map_cell_get_state (cell))
    {
    case NORMLAB_MAP_STATE_KNOWN:
      draw_known (pen, cell, &rect);
      break;
    case NORMLAB_MAP_STATE_DIVERGED:
      fill (pen, &rect, &style->background);
      normlab_map_draw_mark (pen->cr, NORMLAB_MAP_MARK_DIVERGED, style, &style->text, &middle);
      break;
    case NORMLAB_MAP_STATE_WAITING:
      fill (pen, &rect, &style->background);
      break;
    case NORMLAB_MAP_STATE_ABSENT:
    default:
      draw_absent (pen, &rect);
      break;
    }
}

static void
draw_panel (Pen *pen, guint panel)
{
  const NormlabMapPanel *self = &g_array_index (pen->layout->panels, NormlabMapPanel, panel);
  const char *head = g_ptr_array_index (pen->model->panels, panel);
  NormlabMapPlace place = { .panel = panel };

  if (self->head.height > 0)
    normlab_map_write (pen->layout, pen->cr, NORMLAB_CHART_TEXT_PANEL, head, self->head.width,
                       self->head.x, self->head.y + self->head.height / 2, 0, 0.5);
  normlab_chart_color_set_source (&pen->layout->style.grid, pen->cr);
  cairo_rectangle (pen->cr, floor (self->plot.x) - pen->line, floor (self->plot.y) - pen->line,
                   floor (self->plot.width) + pen->line, floor (self->plot.height) + pen->line);
  cairo_fill (pen->cr);
  for (place.row = 0; place.row < normlab_map_model_get_n_rows (pen->model); place.row++)
    for (place.column = 0; place.column < normlab_map_model_get_n_columns (pen->model);
         place.column++)
      draw_cell (pen, &place);
}

/* All of it */

void
normlab_map_write (const NormlabMapLayout *layout,
                   cairo_t *cr,
                   NormlabChartTextRole role,
                   const char *string,
                   double max_width,
                   double x,
                   double y,
                   double x_share,
                   double y_share)
{
  NormlabChartText text;

  normlab_chart_text_init (&text, layout->context, &layout->style, role, string, max_width, 1);
  normlab_chart_text_place (&text, x, y, x_share, y_share);
  normlab_chart_text_draw (&text, cr, &layout->style);
  normlab_chart_text_clear (&text);
}

static void
draw_caption (const NormlabMapLayout *layout, cairo_t *cr)
{
  const NormlabChartRect *rect = &layout->caption;
  NormlabChartText text;

  normlab_chart_text_init (&text, layout->context, &layout->style, NORMLAB_CHART_TEXT_CAPTION,
                           layout->model->caption, rect->width, 3);
  normlab_chart_text_place (&text, rect->x, rect->y + rect->height, 0, 1);
  normlab_chart_text_draw (&text, cr, &layout->style);
  normlab_chart_text_clear (&text);
}

static void
draw_message (const NormlabMapLayout *layout, cairo_t *cr)
{
  NormlabChartText text;

  normlab_chart_text_init (&text, layout->context, &layout->style, NORMLAB_CHART_TEXT_AXIS,
                           layout->model->message, 0.8 * layout->width, 4);
  pango_layout_set_alignment (text.layout, PANGO_ALIGN_CENTER);
  normlab_chart_text_place (&text, layout->width / 2, layout->height / 2, 0.5, 0.5);
  /* Lines are centred within the width that they may have. */
  text.rect.x = 0.1 * layout->width;
  normlab_chart_text_draw (&text, cr, &layout->style);
  normlab_chart_text_clear (&text);
}

void
normlab_map_draw (const NormlabMapLayout *layout, cairo_t *cr)
{
  const NormlabMapModel *model = layout->model;
  double smallest = MIN (layout->cell_width, layout->cell_height);
  Pen pen = { layout, model, cr, NULL, smallest >= MIN_LINED ? 1 : 0 };

  if (model->message != NULL)
    {
      draw_message (layout, cr);
      return;
    }
  if (layout->panels->len == 0)
    return;
  pen.figures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  if (model->title != NULL)
    normlab_map_write (layout, cr, NORMLAB_CHART_TEXT_TITLE, model->title, layout->title.width,
                       layout->title.x, layout->title.y, 0, 0);
  normlab_map_draw_legend (layout, cr);
  for (guint i = 0; i < layout->panels->len; i++)
    draw_panel (&pen, i);
  normlab_map_draw_axes (layout, cr);
  if (model->caption != NULL)
    draw_caption (layout, cr);
  g_hash_table_unref (pen.figures);
}

void
normlab_map_draw_ring (const NormlabMapLayout *layout, const NormlabMapPlace *place, cairo_t *cr)
{
  NormlabChartRect rect = normlab_map_layout_get_rect (layout, place);
  double width = MAX (layout->style.line_width, 2);

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  cairo_rectangle (cr, rect.x - 0.5 - width, rect.y - 0.5 - width, rect.width + 2 * width,
                   rect.height + 2 * width);
  cairo_set_line_width (cr, width + 2);
  normlab_chart_color_set_source (&layout->style.background, cr);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, width);
  normlab_chart_color_set_source (&layout->style.text, cr);
  cairo_stroke (cr);
}

void
normlab_map_draw_all (const NormlabMapModel *model,
                      const NormlabChartStyle *style,
                      cairo_t *cr,
                      double width,
                      double height)
{
  g_autoptr (NormlabMapLayout) layout = normlab_map_layout_new (model, style, width, height);

  normlab_chart_color_set_source (&style->background, cr);
  cairo_paint (cr);
  normlab_map_draw (layout, cr);
}

/* In ems: cells in which figures have room, and what is around them. */
#define CELL_WIDTH 3.2
#define CELL_HEIGHT 1.9
#define AROUND_WIDTH 12.0
#define AROUND_HEIGHT 12.0
#define MIN_WIDTH 48.0
#define MAX_WIDTH 120.0

void
normlab_map_get_natural_size (const NormlabMapModel *model,
                              const NormlabChartStyle *style,
                              double *width,
                              double *height)
{
  double em = style->font_size, panel = normlab_map_model_get_n_columns (model) * CELL_WIDTH;
  guint n = MAX (model->panels->len, 1), n_columns = 1;

  while (n_columns < n && (n_columns + 1) * (panel + NORMLAB_MAP_GAP) + AROUND_WIDTH < MAX_WIDTH)
    n_columns++;
  *width = CLAMP (n_columns * (panel + NORMLAB_MAP_GAP) + AROUND_WIDTH, MIN_WIDTH, MAX_WIDTH) * em;
  n = (n + n_columns - 1) / n_columns;
  *height = (n * (normlab_map_model_get_n_rows (model) * CELL_HEIGHT + 2) + AROUND_HEIGHT) * em;
  *height = MAX (*height, normlab_map_layout_get_min_height (model, style, *width));
}
