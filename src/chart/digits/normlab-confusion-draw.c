/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-confusion-draw.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "normlab-class-words.h"
#include "normlab-confusion-layout.h"
#include "normlab-digits-draw.h"

/* Colours */

/* Right answers have one colour and wrong ones the other; of a difference what the first has more
 * of and what the other has more of. */
NormlabChartColor
normlab_confusion_get_ground (const NormlabConfusionModel *model,
                              const NormlabChartStyle *style,
                              guint row,
                              guint column)
{
  double weight = normlab_confusion_model_get_weight (model, row, column);
  gboolean first = model->is_difference ? weight >= 0 : row == column;
  NormlabChartColor end
      = normlab_chart_style_get_color (style, model->colors[first ? 0 : 1], FALSE);

  return normlab_digits_mix (&style->background, &end, fabs (weight));
}

NormlabChartColor
normlab_confusion_get_ink (const NormlabChartStyle *style, const NormlabChartColor *ground)
{
  return normlab_chart_color_get_contrast (&style->text, ground)
                 >= normlab_chart_color_get_contrast (&style->background, ground)
             ? style->text
             : style->background;
}

/* Figures */

static char *
format_count (const NormlabConfusionModel *model, int count)
{
  if (!model->is_difference)
    return g_strdup_printf ("%d", count);
  return g_strdup_printf ("%s%d", count < 0 ? "−" : "+", abs (count));
}

static char *
format_share (const NormlabConfusionModel *model, double share)
{
  if (isnan (share))
    return g_strdup ("–");
  if (!model->is_difference)
    return g_strdup_printf ("%.0f", 100 * share);
  /* Those of two digits have no room for a third. */
  return g_strdup_printf ("%s%.*f", share < 0 ? "−" : "+", fabs (share) < 0.0995 ? 1 : 0,
                          100 * fabs (share));
}

/* Drawing */

typedef struct
{
  const NormlabConfusionModel *model;
  cairo_t *cr;
  PangoContext *context;
  NormlabConfusionLayout place;
} Pen;

static NormlabChartRect
get_cell (const Pen *pen, guint row, guint column)
{
  return normlab_confusion_layout_get_rect (&pen->place, pen->model, row, column);
}

static void
write_figure (const Pen *pen,
              const char *figure,
              const NormlabChartRect *rect,
              const NormlabChartColor *ink)
{
  NormlabChartStyle style = pen->place.style;

  style.dim = style.text = *ink;
  normlab_digits_write_in (pen->context, pen->cr, &style, NORMLAB_CHART_TEXT_CAPTION, figure,
                           NORMLAB_CHART_TEXT_UNLIMITED, rect->x + rect->width / 2,
                           rect->y + rect->height / 2, 0.5, 0.5);
}

/* What is below 0 and has no figure has a line across, for those who do not tell the colours
 * apart. */
static void
draw_stroke (const Pen *pen, const NormlabChartRect *rect, const NormlabChartColor *ink)
{
  cairo_move_to (pen->cr, rect->x + 0.2 * rect->width, rect->y + rect->height / 2);
  cairo_line_to (pen->cr, rect->x + 0.8 * rect->width, rect->y + rect->height / 2);
  cairo_set_line_width (pen->cr, 1);
  normlab_chart_color_set_source (ink, pen->cr);
  cairo_stroke (pen->cr);
}

static void
draw_cell (const Pen *pen, guint row, guint column)
{
  NormlabChartRect rect = get_cell (pen, row, column);
  NormlabChartColor ground
      = normlab_confusion_get_ground (pen->model, &pen->place.style, row, column);
  NormlabChartColor ink = normlab_confusion_get_ink (&pen->place.style, &ground);
  int count = normlab_confusion_model_get_count (pen->model, row, column);
  g_autofree char *figure = format_count (pen->model, count);

  cairo_rectangle (pen->cr, rect.x, rect.y, rect.width - 1, rect.height - 1);
  normlab_chart_color_set_source (&ground, pen->cr);
  cairo_fill (pen->cr);
  if (count != 0 && pen->place.figures)
    write_figure (pen, figure, &rect, &ink);
  else if (count < 0)
    draw_stroke (pen, &rect, &ink);
}

static void
draw_chosen (const Pen *pen)
{
  const NormlabConfusionModel *model = pen->model;
  NormlabChartRect rect;

  if (model->row < 0 || model->column < 0 || (guint) model->row >= model->n_classes
      || (guint) model->column >= model->n_classes)
    return;
  rect = get_cell (pen, (guint) model->row, (guint) model->column);
  cairo_rectangle (pen->cr, rect.x - 1, rect.y - 1, rect.width + 1, rect.height + 1);
  cairo_set_line_width (pen->cr, 2);
  normlab_chart_color_set_source (&pen->place.style.text, pen->cr);
  cairo_stroke (pen->cr);
}

/* Behind the cells, so that those without any images are seen as well. */
static void
draw_grid (const Pen *pen)
{
  double width = pen->model->n_classes * pen->place.cell_width;
  double height = pen->model->n_classes * pen->place.cell_height;

  cairo_rectangle (pen->cr, floor (pen->place.left) - 1, floor (pen->place.top) - 1,
                   floor (width) + 1, floor (height) + 1);
  normlab_chart_color_set_source (&pen->place.style.grid, pen->cr);
  cairo_fill (pen->cr);
}

/* Reads upwards, and ends where the cells begin. */
static void
write_upright (const Pen *pen, const char *string, double x)
{
  double em = pen->place.style.font_size;
  NormlabChartText text;

  normlab_chart_text_init (&text, pen->context, &pen->place.style, NORMLAB_CHART_TEXT_PANEL, string,
                           pen->place.label_height - 0.6 * em, 1);
  normlab_chart_text_rotate (&text);
  normlab_chart_text_place (&text, x, pen->place.top - 0.35 * em, 0.5, 1);
  normlab_chart_text_draw (&text, pen->cr, &pen->place.style);
  normlab_chart_text_clear (&text);
}

static void
write_column (const Pen *pen, const char *class, double x)
{
  double em = pen->place.style.font_size;

  if (pen->place.upright)
    write_upright (pen, class, x);
  else
    normlab_digits_write_in (pen->context, pen->cr, &pen->place.style, NORMLAB_CHART_TEXT_PANEL,
                             class, 4 * em, x, pen->place.top - NORMLAB_CONFUSION_LABEL / 2 * em,
                             0.5, 0.5);
}

/* Every so many classes are named as have room. */
static void
draw_labels (const Pen *pen)
{
  double em = pen->place.style.font_size;
  double side = pen->place.upright ? 1.1 : 1.6;
  guint each_row = (guint) MAX (ceil (1.1 * em / pen->place.cell_height), 1);
  guint each_column = (guint) MAX (ceil (side * em / pen->place.cell_width), 1);
  char number[NORMLAB_CLASS_NUMBER];

  for (guint k = 0; k < pen->model->n_classes; k++)
    {
      NormlabChartRect rect = get_cell (pen, k, k);
      const char *class = normlab_class_words_get (pen->model->class_names, k, number);

      if (k % each_column == 0)
        write_column (pen, class, rect.x + rect.width / 2);
      if (k % each_row == 0)
        normlab_digits_write_in (pen->context, pen->cr, &pen->place.style, NORMLAB_CHART_TEXT_PANEL,
                                 class,
                                 pen->place.upright ? pen->place.label_width - 0.5 * em : 4 * em,
                                 pen->place.left - 0.4 * em, rect.y + rect.height / 2, 1, 0.5);
    }
}

/* Along a side, upwards. */
static void
write_along (const Pen *pen, const char *string, double x, double length)
{
  NormlabChartText text;

  normlab_chart_text_init (&text, pen->context, &pen->place.style, NORMLAB_CHART_TEXT_CAPTION,
                           string, length, 1);
  normlab_chart_text_rotate (&text);
  normlab_chart_text_place (&text, x, pen->place.top + length / 2, 0.5, 0.5);
  normlab_chart_text_draw (&text, pen->cr, &pen->place.style);
  normlab_chart_text_clear (&text);
}

static void
draw_titles (const Pen *pen)
{
  const NormlabConfusionLayout *place = &pen->place;
  double em = pen->place.style.font_size, width = pen->model->n_classes * place->cell_width;
  double height = pen->model->n_classes * place->cell_height;
  gboolean difference = pen->model->is_difference;

  write_along (pen, C_("axis", "Truth"),
               place->left - place->label_width - NORMLAB_CONFUSION_AXIS / 2 * em, height);
  normlab_digits_write_in (pen->context, pen->cr, &pen->place.style, NORMLAB_CHART_TEXT_CAPTION,
                           C_("axis", "Answer"), width, place->left + width / 2,
                           place->top - place->label_height - NORMLAB_CONFUSION_AXIS / 2 * em, 0.5,
                           0.5);
  if (!place->margins)
    return;
  /* Translators: of each class, the share of its images that is recognized; difference of such */
  write_along (pen, difference ? _("Recall, points") : _("Recall, %"),
               place->left + width + place->margin_width + NORMLAB_CONFUSION_AXIS / 2 * em, height);
  normlab_digits_write_in (
      pen->context, pen->cr, &pen->place.style, NORMLAB_CHART_TEXT_CAPTION,
      /* Translators: of each answer, the share that is right */
      difference ? _("Precision, points") : _("Precision, %"), width, place->left + width / 2,
      place->top + height + (NORMLAB_CONFUSION_MARGIN_HEIGHT + NORMLAB_CONFUSION_AXIS / 2) * em,
      0.5, 0.5);
}

static void
draw_margin (const Pen *pen, double share, guint row, guint column)
{
  NormlabChartRect rect = get_cell (pen, row, column);
  g_autofree char *figure = format_share (pen->model, share);

  write_figure (pen, figure, &rect, &pen->place.style.text);
}

static void
draw_margins (const Pen *pen)
{
  guint n = pen->model->n_classes;

  for (guint k = 0; k < n; k++)
    {
      draw_margin (pen, pen->model->recalls[k], k, n);
      draw_margin (pen, pen->model->precisions[k], n, k);
    }
  draw_margin (pen, pen->model->accuracy, n, n);
}

void
normlab_confusion_draw (const NormlabConfusionModel *model,
                        const NormlabChartStyle *style,
                        cairo_t *cr,
                        double width,
                        double height)
{
  Pen pen = { model, cr, normlab_chart_text_create_context () };

  normlab_confusion_layout_init (&pen.place, model, style, width, height);
  normlab_confusion_draw_heads (model, &pen.place.style, pen.context, cr, width);
  if (model->message != NULL)
    normlab_digits_write_in (pen.context, cr, style, NORMLAB_CHART_TEXT_AXIS, model->message, width,
                             width / 2, height / 2, 0.5, 0.5);
  else if (model->n_classes > 0)
    {
      draw_grid (&pen);
      for (guint row = 0; row < model->n_classes; row++)
        for (guint column = 0; column < model->n_classes; column++)
          draw_cell (&pen, row, column);
      draw_labels (&pen);
      draw_titles (&pen);
      if (pen.place.margins)
        draw_margins (&pen);
      draw_chosen (&pen);
    }
  g_object_unref (pen.context);
}
