/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-digits-draw.h"

#include <math.h>

/* Of the side of a picture that is all of it, in ems. */
#define IMAGE_SIDE 14
#define PATH_HEIGHT 12

double
normlab_digits_write_in (PangoContext *context,
                         cairo_t *cr,
                         const NormlabChartStyle *style,
                         NormlabChartTextRole role,
                         const char *string,
                         double max_width,
                         double x,
                         double y,
                         double x_share,
                         double y_share)
{
  NormlabChartText text;
  double width;

  normlab_chart_text_init (&text, context, style, role, string, max_width, 1);
  normlab_chart_text_place (&text, x, y, x_share, y_share);
  normlab_chart_text_draw (&text, cr, style);
  width = text.rect.width;
  normlab_chart_text_clear (&text);
  return width;
}

double
normlab_digits_write (cairo_t *cr,
                      const NormlabChartStyle *style,
                      NormlabChartTextRole role,
                      const char *string,
                      double max_width,
                      double x,
                      double y,
                      double x_share,
                      double y_share)
{
  PangoContext *context = normlab_chart_text_create_context ();
  double width = normlab_digits_write_in (context, cr, style, role, string, max_width, x, y,
                                          x_share, y_share);

  g_object_unref (context);
  return width;
}

double
normlab_digits_draw_swatch (cairo_t *cr,
                            const NormlabChartStyle *style,
                            guint color,
                            gboolean dashed,
                            double x,
                            double y)
{
  double em = style->font_size, dash = 0.32 * em;
  NormlabChartColor ink = normlab_chart_style_get_color (style, color, FALSE);

  cairo_save (cr);
  normlab_chart_color_set_source (&ink, cr);
  cairo_set_line_width (cr, 0.22 * em);
  if (dashed)
    cairo_set_dash (cr, &dash, 1, 0);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + 1.6 * em, y);
  cairo_stroke (cr);
  cairo_restore (cr);
  return NORMLAB_DIGITS_SWATCH * em;
}

void
normlab_digits_draw_verdict (cairo_t *cr,
                             const NormlabChartStyle *style,
                             gboolean right,
                             double x,
                             double y)
{
  double r = 0.3 * style->font_size;

  cairo_set_line_width (cr, 0.14 * style->font_size);
  normlab_chart_color_set_source (&style->text, cr);
  if (right)
    {
      cairo_move_to (cr, x - r, y);
      cairo_line_to (cr, x - 0.25 * r, y + 0.8 * r);
      cairo_line_to (cr, x + r, y - r);
    }
  else
    {
      cairo_move_to (cr, x - r, y - r);
      cairo_line_to (cr, x + r, y + r);
      cairo_move_to (cr, x - r, y + r);
      cairo_line_to (cr, x + r, y - r);
    }
  cairo_stroke (cr);
}

NormlabChartColor
normlab_digits_mix (const NormlabChartColor *a, const NormlabChartColor *b, double share)
{
  return (NormlabChartColor){
    a->red + share * (b->red - a->red),
    a->green + share * (b->green - a->green),
    a->blue + share * (b->blue - a->blue),
  };
}

/* Each byte says how much of the text's colour there is. */
static cairo_surface_t *
create_mask (const guint8 *image, guint rows, guint columns)
{
  cairo_surface_t *mask = cairo_image_surface_create (CAIRO_FORMAT_A8, (int) columns, (int) rows);
  guint8 *to = cairo_image_surface_get_data (mask);
  int stride = cairo_image_surface_get_stride (mask);

  cairo_surface_flush (mask);
  for (guint y = 0; y < rows && to != NULL; y++)
    for (guint x = 0; x < columns; x++)
      to[(gsize) y * (gsize) stride + x] = image[(gsize) y * columns + x];
  cairo_surface_mark_dirty (mask);
  return mask;
}

void
normlab_digits_draw_image (const guint8 *image,
                           guint rows,
                           guint columns,
                           const NormlabChartStyle *style,
                           cairo_t *cr,
                           double width,
                           double height)
{
  double cell = MIN (width / columns, height / rows);
  cairo_surface_t *mask = create_mask (image, rows, columns);
  cairo_pattern_t *pattern = cairo_pattern_create_for_surface (mask);

  /* Its pixels are to be seen, where they are not smaller than those of the screen. */
  cairo_pattern_set_filter (pattern, cell >= 1 ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
  cairo_save (cr);
  cairo_translate (cr, (width - cell * columns) / 2, (height - cell * rows) / 2);
  cairo_scale (cr, cell, cell);
  normlab_chart_color_set_source (&style->text, cr);
  cairo_mask (cr, pattern);
  cairo_restore (cr);
  cairo_pattern_destroy (pattern);
  cairo_surface_destroy (mask);
}

/* Title and caption; returns the height that they take. */
static double
draw_words (const NormlabDigitsModel *model,
            const NormlabChartStyle *style,
            cairo_t *cr,
            double width)
{
  double em = style->font_size, y = em;

  if (model->title != NULL)
    {
      normlab_digits_write (cr, style, NORMLAB_CHART_TEXT_TITLE, model->title, width - 2 * em, em,
                            y, 0, 0);
      y += 2 * em;
    }
  if (model->caption != NULL)
    {
      normlab_digits_write (cr, style, NORMLAB_CHART_TEXT_CAPTION, model->caption, width - 2 * em,
                            em, y, 0, 0);
      y += 1.6 * em;
    }
  return y;
}

static double
get_words_height (const NormlabDigitsModel *model, const NormlabChartStyle *style)
{
  return style->font_size
         * (1 + (model->title != NULL ? 2 : 0) + (model->caption != NULL ? 1.6 : 0));
}

/* Beside it the cards have at least half of the width. */
static double
get_image_side (const NormlabChartStyle *style, double width)
{
  return MIN (IMAGE_SIDE * style->font_size, width / 3);
}

double
normlab_digits_get_height (const NormlabDigitsModel *model,
                           const NormlabChartStyle *style,
                           double width)
{
  double em = style->font_size, side = get_image_side (style, width);
  double cards = normlab_digits_cards_get_height (model, style, width - side - 3 * em);

  return get_words_height (model, style) + MAX (side + 1.6 * em, cards) + (PATH_HEIGHT + 3) * em;
}

static void
draw_picture (const NormlabDigitsModel *model,
              const NormlabChartStyle *style,
              cairo_t *cr,
              double side)
{
  cairo_rectangle (cr, 0.5, 0.5, side - 1, side - 1);
  normlab_chart_color_set_source (&style->axis, cr);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  if (model->image != NULL)
    normlab_digits_draw_image (model->image, model->rows, model->columns, style, cr, side, side);
  if (model->image_title != NULL)
    normlab_digits_write (cr, style, NORMLAB_CHART_TEXT_TICK, model->image_title, side, side / 2,
                          side + 0.3 * style->font_size, 0.5, 0);
}

void
normlab_digits_draw_all (const NormlabDigitsModel *model,
                         const NormlabChartStyle *style,
                         cairo_t *cr,
                         double width,
                         double height)
{
  double em = style->font_size, side = get_image_side (style, width), top, bottom;

  normlab_chart_color_set_source (&style->background, cr);
  cairo_paint (cr);
  top = draw_words (model, style, cr, width);
  bottom = MAX (height - (PATH_HEIGHT + 1) * em, top);
  cairo_save (cr);
  cairo_translate (cr, em, top);
  draw_picture (model, style, cr, side);
  cairo_translate (cr, side + em, 0);
  normlab_digits_cards_draw (model, style, cr, width - side - 3 * em);
  cairo_restore (cr);
  cairo_translate (cr, em, bottom);
  normlab_digits_path_draw (model, style, cr, width - 2 * em, PATH_HEIGHT * em);
}
