/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-gallery-draw.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-class-words.h"
#include "normlab-digits-draw.h"

/* In ems. */
#define PADDING 0.35
#define GAP 0.4
#define IMAGE 4.0
#define TRUTH 1.3 /* beside the image */
#define LINE 1.35
#define WIDTH (2 * PADDING + TRUTH + IMAGE)
#define COMPARED 7.1 /* with a swatch in each line */
/* Beside a long name. */
#define VERDICT 1.3
#define CERTAINTY 2.4
#define MAX_NAME 6.5

/* Names that have no room beside the image stand above it, and answers have the room for them. */
static gboolean
has_long_names (const NormlabGalleryModel *model)
{
  return normlab_class_words_are_long (model->class_names);
}

static double
get_named_width (const NormlabGalleryModel *model, const NormlabChartStyle *style)
{
  double name = MIN (normlab_class_words_estimate (model->class_names), MAX_NAME);
  double swatch = model->n_networks > 1 ? NORMLAB_DIGITS_SWATCH : 0;

  return ceil ((MAX (name, IMAGE - VERDICT) + 2 * PADDING + swatch + VERDICT + CERTAINTY)
               * style->font_size);
}

static double
get_image_width (const NormlabGalleryModel *model, const NormlabChartStyle *style)
{
  if (has_long_names (model))
    return get_named_width (model, style);
  return (model->n_networks > 1 ? COMPARED : WIDTH) * style->font_size;
}

static double
get_image_height (const NormlabGalleryModel *model, const NormlabChartStyle *style)
{
  guint n_lines = model->n_networks + (has_long_names (model) ? 1 : 0);

  return (2 * PADDING + IMAGE + n_lines * LINE) * style->font_size;
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
draw_truth (const Pen *pen, guint truth, double max_width, double x, double y)
{
  char number[NORMLAB_CLASS_NUMBER];

  normlab_class_words_draw_truth (pen->context, pen->cr, pen->style, NORMLAB_CHART_TEXT_CAPTION,
                                  normlab_class_words_get (pen->model->class_names, truth, number),
                                  max_width, x, y);
}

/* What a network takes it for, whether that is right, and how certain it is; the first line below
 * the image begins at @top. */
static void
draw_answer (const Pen *pen,
             const NormlabGalleryImage *image,
             guint network,
             const NormlabChartRect *rect,
             double top)
{
  double em = pen->style->font_size, x = rect->x + PADDING * em;
  double y = top + (network + 0.5) * LINE * em, right = rect->x + rect->width - PADDING * em, room;
  double certainty = image->certainties[network];
  char number[NORMLAB_CLASS_NUMBER];
  const char *class = normlab_class_words_get (pen->model->class_names, image->answers[network],
                                               number);
  g_autofree char *words
      = isnan (certainty) ? g_strdup ("–") : g_strdup_printf (_("%.0f %%"), 100 * certainty);

  if (pen->model->n_networks > 1)
    x += normlab_digits_draw_swatch (pen->cr, pen->style, pen->model->colors[network],
                                     pen->model->dashed[network], x, y);
  room = has_long_names (pen->model) ? right - (VERDICT + CERTAINTY) * em - x : 4 * em;
  x += normlab_digits_write_in (pen->context, pen->cr, pen->style, NORMLAB_CHART_TEXT_PANEL, class,
                                room, x, y, 0, 0.5);
  normlab_digits_draw_verdict (pen->cr, pen->style, image->answers[network] == image->truth,
                               x + 0.65 * em, y);
  normlab_digits_write_in (pen->context, pen->cr, pen->style, NORMLAB_CHART_TEXT_CAPTION, words,
                           4 * em, right, y, 1, 0.5);
}

static void
draw_image (const Pen *pen, guint i, const NormlabChartRect *rect)
{
  const NormlabGalleryImage *image = g_ptr_array_index (pen->model->images, i);
  gboolean named = has_long_names (pen->model);
  double em = pen->style->font_size, size = floor (IMAGE * em);
  double top = rect->y + (PADDING + (named ? LINE : 0)) * em;
  double beside = named ? 0 : (TRUTH - PADDING) * em;

  draw_box (pen, rect, (int) i == pen->model->chosen);
  cairo_save (pen->cr);
  cairo_translate (pen->cr, rect->x + floor ((rect->width + beside - size) / 2), floor (top));
  normlab_digits_draw_image (image->pixels, pen->model->rows, pen->model->columns, pen->style,
                             pen->cr, size, size);
  cairo_restore (pen->cr);
  if (named)
    draw_truth (pen, image->truth, rect->width - 2 * PADDING * em, rect->x + rect->width / 2,
                top - LINE / 2 * em);
  else
    draw_truth (pen, image->truth, 4 * em, rect->x + (PADDING + TRUTH / 2) * em,
                top + LINE / 2 * em);
  for (guint network = 0; network < pen->model->n_networks; network++)
    draw_answer (pen, image, network, rect, top + IMAGE * em);
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
