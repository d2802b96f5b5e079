/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-gallery-draw.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-digits-draw.h"

/* In ems. */
#define PADDING 0.35
#define GAP 0.4
#define IMAGE 4.0
#define TRUTH 1.3 /* beside the image */
#define LINE 1.35
#define WIDTH (2 * PADDING + TRUTH + IMAGE)
#define COMPARED 7.1 /* with a swatch in each line */

static double
get_image_width (const NormlabGalleryModel *model, const NormlabChartStyle *style)
{
  return (model->n_networks > 1 ? COMPARED : WIDTH) * style->font_size;
}

static double
get_image_height (const NormlabGalleryModel *model, const NormlabChartStyle *style)
{
  return (2 * PADDING + IMAGE + model->n_networks * LINE) * style->font_size;
}

guint
normlab_gallery_get_n_columns (const NormlabGalleryModel *model,
                               const NormlabChartStyle *style,
                               double width)
{
  double gap = GAP * style->font_size;
  double fit = floor ((width + gap) / (get_image_width (model, style) + gap));

  return (guint) MAX (fit, 1);
}

double
normlab_gallery_get_width (const NormlabGalleryModel *model,
                           const NormlabChartStyle *style,
                           guint n_columns)
{
  double gap = GAP * style->font_size;

  return n_columns * (get_image_width (model, style) + gap) - gap;
}

double
normlab_gallery_get_height (const NormlabGalleryModel *model,
                            const NormlabChartStyle *style,
                            double width)
{
  guint columns = normlab_gallery_get_n_columns (model, style, width);
  guint rows = (model->images->len + columns - 1) / columns;
  double gap = GAP * style->font_size;

  return rows > 0 ? rows * (get_image_height (model, style) + gap) - gap : 0;
}

NormlabChartRect
normlab_gallery_get_rect (const NormlabGalleryModel *model,
                          const NormlabChartStyle *style,
                          double width,
                          guint image)
{
  guint columns = normlab_gallery_get_n_columns (model, style, width);
  double gap = GAP * style->font_size;
  NormlabChartRect rect = { 0, 0, get_image_width (model, style), get_image_height (model, style) };
  double offset = image % columns * (rect.width + gap);

  rect.x = floor (model->mirrored ? width - rect.width - offset : offset);
  rect.y = floor (floor (image / columns) * (rect.height + gap));
  return rect;
}

int
normlab_gallery_find (const NormlabGalleryModel *model,
                      const NormlabChartStyle *style,
                      double width,
                      double x,
                      double y)
{
  for (guint i = 0; i < model->images->len; i++)
    {
      NormlabChartRect rect = normlab_gallery_get_rect (model, style, width, i);

      if (normlab_chart_rect_get_distance (&rect, x, y) <= 0)
        return (int) i;
    }
  return -1;
}

/* Drawing */

typedef struct
{
  const NormlabGalleryModel *model;
  const NormlabChartStyle *style;
  cairo_t *cr;
  PangoContext *context;
} Pen;

static void
draw_box (const Pen *pen, const NormlabChartRect *rect, gboolean chosen)
{
  double line = chosen ? 2 : 1;

  cairo_rectangle (pen->cr, rect->x + line / 2, rect->y + line / 2, rect->width - line,
                   rect->height - line);
  normlab_chart_color_set_source (&pen->style->background, pen->cr);
  cairo_fill_preserve (pen->cr);
  normlab_chart_color_set_source (chosen ? &pen->style->text : &pen->style->grid, pen->cr);
  cairo_set_line_width (pen->cr, line);
  cairo_stroke (pen->cr);
}

/* Framed, as everywhere where a class is the truth. */
static void
draw_truth (const Pen *pen, guint truth, double x, double y)
{
  double em = pen->style->font_size, width;
  g_autofree char *class = g_strdup_printf ("%u", truth);

  width = normlab_digits_write_in (pen->context, pen->cr, pen->style, NORMLAB_CHART_TEXT_CAPTION,
                                   class, 4 * em, x, y, 0.5, 0.5);
  width = MAX (width, 0.6 * em) + 0.5 * em;
  cairo_rectangle (pen->cr, floor (x - width / 2) + 0.5, floor (y - 0.6 * em) + 0.5, ceil (width),
                   ceil (1.2 * em));
  normlab_chart_color_set_source (&pen->style->text, pen->cr);
  cairo_set_line_width (pen->cr, 1);
  cairo_stroke (pen->cr);
}

/* What a network takes it for, whether that is right, and how certain it is. */
static void
draw_answer (const Pen *pen,
             const NormlabGalleryImage *image,
             guint network,
             const NormlabChartRect *rect)
{
  double em = pen->style->font_size, x = rect->x + PADDING * em;
  double y = rect->y + (PADDING + IMAGE + (network + 0.5) * LINE) * em;
  double certainty = image->certainties[network];
  g_autofree char *class = g_strdup_printf ("%u", image->answers[network]);
  g_autofree char *words
      = isnan (certainty) ? g_strdup ("–") : g_strdup_printf (_("%.0f %%"), 100 * certainty);

  if (pen->model->n_networks > 1)
    x += normlab_digits_draw_swatch (pen->cr, pen->style, pen->model->colors[network],
                                     pen->model->dashed[network], x, y);
  x += normlab_digits_write_in (pen->context, pen->cr, pen->style, NORMLAB_CHART_TEXT_PANEL, class,
                                4 * em, x, y, 0, 0.5);
  normlab_digits_draw_verdict (pen->cr, pen->style, image->answers[network] == image->truth,
                               x + 0.65 * em, y);
  normlab_digits_write_in (pen->context, pen->cr, pen->style, NORMLAB_CHART_TEXT_CAPTION, words,
                           4 * em, rect->x + rect->width - PADDING * em, y, 1, 0.5);
}

static void
draw_image (const Pen *pen, guint i, const NormlabChartRect *rect)
{
  const NormlabGalleryImage *image = g_ptr_array_index (pen->model->images, i);
  double em = pen->style->font_size, size = floor (IMAGE * em);

  draw_box (pen, rect, (int) i == pen->model->chosen);
  cairo_save (pen->cr);
  cairo_translate (pen->cr, rect->x + floor ((rect->width + (TRUTH - PADDING) * em - size) / 2),
                   rect->y + floor (PADDING * em));
  normlab_digits_draw_image (image->pixels, pen->model->rows, pen->model->columns, pen->style,
                             pen->cr, size, size);
  cairo_restore (pen->cr);
  draw_truth (pen, image->truth, rect->x + (PADDING + TRUTH / 2) * em,
              rect->y + (PADDING + LINE / 2) * em);
  for (guint network = 0; network < pen->model->n_networks; network++)
    draw_answer (pen, image, network, rect);
}

void
normlab_gallery_draw (const NormlabGalleryModel *model,
                      const NormlabChartStyle *style,
                      cairo_t *cr,
                      double width,
                      double height)
{
  Pen pen = { model, style, cr, normlab_chart_text_create_context () };

  for (guint i = 0; i < model->images->len; i++)
    {
      NormlabChartRect rect = normlab_gallery_get_rect (model, style, width, i);

      if (rect.y + rect.height <= height + 1)
        draw_image (&pen, i, &rect);
    }
  g_object_unref (pen.context);
}
