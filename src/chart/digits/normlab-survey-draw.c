/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-survey-draw.h"

#include "normlab-confusion-draw.h"
#include "normlab-confusion-layout.h"
#include "normlab-digits-draw.h"
#include "normlab-gallery-draw.h"

/* Of the width. */
#define MATRIX 0.6
/* In ems. */
#define TITLE 2.2
#define HEAD 1.8

static double
get_top (const NormlabConfusionModel *matrix, const NormlabChartStyle *style)
{
  return (1 + (matrix->title != NULL ? TITLE : 0)) * style->font_size;
}

double
normlab_survey_get_height (const NormlabConfusionModel *matrix, const NormlabChartStyle *style)
{
  return get_top (matrix, style) + normlab_confusion_layout_get_height (matrix, style)
         + style->font_size;
}

void
normlab_survey_draw (const NormlabConfusionModel *matrix,
                     const NormlabGalleryModel *gallery,
                     const NormlabChartStyle *style,
                     cairo_t *cr,
                     double width,
                     double height)
{
  double em = style->font_size, top = get_top (matrix, style);
  double part = MAX ((width - 3 * em) * MATRIX, 1), rest = MAX (width - part - 3 * em, 1);
  double room = MAX (height - top - em, 1);

  normlab_chart_color_set_source (&style->background, cr);
  cairo_paint (cr);
  if (matrix->title != NULL)
    normlab_digits_write (cr, style, NORMLAB_CHART_TEXT_TITLE, matrix->title, width - 2 * em, em,
                          em, 0, 0);
  cairo_translate (cr, em, top);
  normlab_confusion_draw (matrix, style, cr, part, room);
  cairo_translate (cr, part + em, 0);
  if (gallery->name != NULL)
    normlab_digits_write (cr, style, NORMLAB_CHART_TEXT_PANEL, gallery->name, rest, 0, 0, 0, 0);
  cairo_translate (cr, 0, HEAD * em);
  normlab_gallery_draw (gallery, style, cr, rest, room - HEAD * em);
}
