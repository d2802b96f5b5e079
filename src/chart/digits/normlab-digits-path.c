/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The path through a network: what leaves each layer, as cells. Of more layers than have room, some
 * are shown that lie evenly among them, with the image and the answer. */

#include "normlab-digits-draw.h"

#include <math.h>

#include "normlab-class-words.h"

/* In ems. */
#define LABELS 2.7
#define GAP 1.4
#define MAX_CELL 1.7
#define MIN_NUMBERED 0.95
#define MIN_GRID 0.45
#define MIN_CELLS 5.0
#define MIN_LAYER 3.6
#define GOOD_LAYER 4.6
/* Beside a cell. */
#define NAME_GAP 0.3
#define MIN_NAME 3.0
#define MAX_NAME 7.0

typedef struct
{
  NormlabChartRect rect; /* of its cells and words */
  guint columns, rows;
  double cell;
  double name;      /* room for what a cell is called, beside it; 0 for none */
  double left, top; /* of the first cell */
} Place;

/* From one cell to the next. */
static double
get_stride (const Place *place)
{
  return place->cell + place->name;
}

double
normlab_digits_path_get_min_height (const NormlabChartStyle *style)
{
  return (MIN_CELLS + LABELS) * style->font_size;
}

static double
get_cell (guint n, guint columns, double width, double height)
{
  return MIN (width / columns, height / ((n + columns - 1) / columns));
}

/* In so many columns as let the cells be largest. */
static guint
choose_columns (guint n, double width, double height)
{
  guint best = 1;

  for (guint columns = 2; columns <= n; columns++)
    if (get_cell (n, columns, width, height) > get_cell (n, best, width, height))
      best = columns;
  return best;
}

/* All of them, however narrow, or as many as have room for their words. */
static guint
count_shown (const NormlabDigitsModel *model, const NormlabChartStyle *style, double width)
{
  double ems = width / style->font_size + GAP;

  if (model->layers->len <= ems / (MIN_LAYER + GAP))
    return model->layers->len;
  return MIN (model->layers->len, (guint) MAX (ems / (GOOD_LAYER + GAP), 2));
}

/* The layer in the i-th place of @n_shown. */
static guint
get_shown (const NormlabDigitsModel *model, guint n_shown, guint i)
{
  guint last = model->layers->len - 1;

  return n_shown < 2 ? 0 : (2 * i * last + n_shown - 1) / (2 * (n_shown - 1));
}

/* Cells with their names beside them, in as few columns as have room beneath one another. FALSE
 * where there is none. */
static gboolean
place_named (Place *place,
             const NormlabDigitsLayer *layer,
             const NormlabChartStyle *style,
             double width,
             double height)
{
  double em = style->font_size, name = normlab_class_words_estimate (layer->names) + NAME_GAP;
  guint n_lines = (guint) CLAMP (height / (MIN_NUMBERED * em), 1, layer->n_values);
  double room;

  place->columns = (layer->n_values + n_lines - 1) / n_lines;
  place->rows = (layer->n_values + place->columns - 1) / place->columns;
  place->cell = MIN (height / place->rows, MAX_CELL * em);
  room = width / place->columns - place->cell;
  place->name = MIN (MIN (name, MAX_NAME) * em, room);
  return place->name >= MIN (name, MIN_NAME) * em && place->cell >= MIN_NUMBERED * em;
}

static void
place_squares (Place *place,
               const NormlabDigitsLayer *layer,
               const NormlabChartStyle *style,
               double width,
               double height)
{
  double size;

  place->columns
      = layer->columns > 0 ? layer->columns : choose_columns (layer->n_values, width, height);
  place->rows = (layer->n_values + place->columns - 1) / place->columns;
  size = get_cell (layer->n_values, place->columns, width, height);
  place->cell = layer->columns > 0 ? size : MIN (size, MAX_CELL * style->font_size);
  place->name = 0;
}

static Place
place_layer (const NormlabDigitsModel *model,
             const NormlabChartStyle *style,
             guint i,
             guint n_shown,
             double width,
             double height)
{
  const NormlabDigitsLayer *layer
      = g_ptr_array_index (model->layers, get_shown (model, n_shown, i));
  double em = style->font_size, gap = GAP * em;
  double each = (width - (n_shown - 1) * gap) / n_shown;
  double cells = MAX (height - LABELS * em, 1);
  Place place = { .rect = { i * (each + gap), 0, each, height } };

  if (!normlab_class_words_are_long (layer->names)
      || !place_named (&place, layer, style, each, cells))
    place_squares (&place, layer, style, each, cells);
  place.left = place.rect.x + (each - place.columns * get_stride (&place)) / 2;
  place.top = (cells - place.rows * place.cell) / 2;
  return place;
}

static float
find_greatest (const NormlabDigitsLayer *layer)
{
  float greatest = 0;

  for (guint i = 0; i < layer->n_values; i++)
    greatest = MAX (greatest, fabsf (layer->values[i]));
  return greatest;
}

/* From the background at 0 to one colour above and another below it. */
static NormlabChartColor
get_color (const NormlabChartStyle *style, double share)
{
  NormlabChartColor end = normlab_chart_style_get_color (style, share < 0 ? 1 : 0, FALSE);

  return normlab_digits_mix (&style->background, &end, CLAMP (fabs (share), 0, 1));
}

/* Below 0 a cell also has a line across, for those who do not tell the colours apart. */
static void
draw_cell (cairo_t *cr,
           const NormlabChartStyle *style,
           double share,
           double x,
           double y,
           double size)
{
  NormlabChartColor color = get_color (style, isfinite (share) ? share : 0);
  double inset = size >= MIN_GRID * style->font_size ? 0.06 * size : 0;

  cairo_rectangle (cr, x + inset, y + inset, size - 2 * inset, size - 2 * inset);
  normlab_chart_color_set_source (&color, cr);
  cairo_fill_preserve (cr);
  if (inset > 0)
    {
      normlab_chart_color_set_source (&style->grid, cr);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
    }
  cairo_new_path (cr);
  if (share < -0.05 && inset > 0)
    {
      cairo_move_to (cr, x + 0.3 * size, y + 0.5 * size);
      cairo_line_to (cr, x + 0.7 * size, y + 0.5 * size);
      normlab_chart_color_set_source (&style->text, cr);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
    }
}

static void
mark_cell (cairo_t *cr, const NormlabChartStyle *style, double x, double y, double size)
{
  cairo_rectangle (cr, x + 1, y + 1, size - 2, size - 2);
  normlab_chart_color_set_source (&style->text, cr);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static void
number_cell (cairo_t *cr,
             const NormlabChartStyle *style,
             const char *text,
             double share,
             double x,
             double y,
             double size)
{
  NormlabChartStyle inverse = *style;

  /* On the full colour the background is what stands out. */
  if (fabs (share) > 0.6)
    inverse.dim = inverse.text = style->background;
  normlab_digits_write (cr, &inverse, NORMLAB_CHART_TEXT_CAPTION, text, size, x + size / 2,
                        y + size / 2, 0.5, 0.5);
}

/* In it, or beside it. */
static void
name_cell (cairo_t *cr,
           const NormlabChartStyle *style,
           const NormlabDigitsLayer *layer,
           guint i,
           const Place *place,
           double x,
           double y,
           double share)
{
  double em = style->font_size, gap = NAME_GAP * em;
  char number[NORMLAB_CLASS_NUMBER];
  const char *word = normlab_class_words_get (layer->names, i, number);

  if (place->name > 0)
    normlab_digits_write (
        cr, style, (int) i == layer->marked ? NORMLAB_CHART_TEXT_PANEL : NORMLAB_CHART_TEXT_CAPTION,
        word, place->name - gap, x + place->cell + gap, y + place->cell / 2, 0, 0.5);
  else if (place->cell >= MIN_NUMBERED * em && !normlab_class_words_are_long (layer->names))
    number_cell (cr, style, word, share, x, y, place->cell);
}

static void
draw_cells (cairo_t *cr,
            const NormlabChartStyle *style,
            const NormlabDigitsLayer *layer,
            const Place *place)
{
  double greatest = (double) find_greatest (layer);

  for (guint i = 0; i < layer->n_values; i++)
    {
      double x = place->left + i % place->columns * get_stride (place);
      double y = place->top + floor (i / place->columns) * place->cell;
      double share = greatest > 0 ? (double) layer->values[i] / greatest : 0;

      draw_cell (cr, style, share, x, y, place->cell);
      if (layer->numbered)
        name_cell (cr, style, layer, i, place, x, y, share);
      if ((int) i == layer->marked)
        mark_cell (cr, style, x, y, place->cell);
    }
}

/* The image of the model's size: in grey, in a frame. */
static void
draw_image (cairo_t *cr,
            const NormlabChartStyle *style,
            const NormlabDigitsModel *model,
            const Place *place)
{
  double width = place->columns * place->cell, height = place->rows * place->cell;

  cairo_save (cr);
  cairo_translate (cr, place->left, place->top);
  normlab_digits_draw_image (model->image, model->rows, model->columns, style, cr, width, height);
  cairo_rectangle (cr, 0.5, 0.5, width - 1, height - 1);
  normlab_chart_color_set_source (&style->grid, cr);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_arrow (cairo_t *cr, const NormlabChartStyle *style, double x, double y)
{
  double size = 0.3 * style->font_size;

  cairo_move_to (cr, x - size / 2, y - size);
  cairo_line_to (cr, x + size / 2, y);
  cairo_line_to (cr, x - size / 2, y + size);
  normlab_chart_color_set_source (&style->dim, cr);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
}

/* Two where there are layers in between. */
static void
draw_arrows (cairo_t *cr, const NormlabChartStyle *style, double x, double y, gboolean two)
{
  double apart = two ? 0.15 * style->font_size : 0;

  draw_arrow (cr, style, x - apart, y);
  if (two)
    draw_arrow (cr, style, x + apart, y);
}

static void
draw_words (cairo_t *cr,
            const NormlabChartStyle *style,
            const NormlabDigitsLayer *layer,
            const Place *place)
{
  double em = style->font_size, x = place->rect.x + place->rect.width / 2;
  double y = place->rect.height - LABELS * em, width = place->rect.width + em;

  normlab_digits_write (cr, style, NORMLAB_CHART_TEXT_LEGEND, layer->title, width, x, y + 0.2 * em,
                        0.5, 0);
  if (layer->note != NULL)
    normlab_digits_write (cr, style, NORMLAB_CHART_TEXT_CAPTION, layer->note, width, x,
                          y + 1.5 * em, 0.5, 0);
}

void
normlab_digits_path_draw (const NormlabDigitsModel *model,
                          const NormlabChartStyle *style,
                          cairo_t *cr,
                          double width,
                          double height)
{
  double cells = height - LABELS * style->font_size;
  guint n_shown = count_shown (model, style, width), before = 0;

  for (guint i = 0; i < n_shown; i++)
    {
      guint number = get_shown (model, n_shown, i);
      const NormlabDigitsLayer *layer = g_ptr_array_index (model->layers, number);
      Place place = place_layer (model, style, i, n_shown, width, height);
      double x = place.rect.x - GAP / 2 * style->font_size;

      if (i == 0 && model->image != NULL)
        draw_image (cr, style, model, &place);
      else
        draw_cells (cr, style, layer, &place);
      if (i > 0)
        draw_arrows (cr, style, x, cells / 2, number - before > 1);
      draw_words (cr, style, layer, &place);
      before = number;
    }
}

gboolean
normlab_digits_path_find (const NormlabDigitsModel *model,
                          const NormlabChartStyle *style,
                          double width,
                          double height,
                          double x,
                          double y,
                          guint *layer,
                          guint *cell)
{
  guint n_shown = count_shown (model, style, width);

  for (guint i = 0; i < n_shown; i++)
    {
      guint number = get_shown (model, n_shown, i);
      const NormlabDigitsLayer *l = g_ptr_array_index (model->layers, number);
      Place place = place_layer (model, style, i, n_shown, width, height);
      double column = floor ((x - place.left) / get_stride (&place));
      double row = floor ((y - place.top) / place.cell), at = row * place.columns + column;

      if (column < 0 || column >= place.columns || row < 0 || at >= l->n_values)
        continue;
      *layer = number;
      *cell = (guint) at;
      return TRUE;
    }
  return FALSE;
}
