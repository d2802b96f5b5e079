/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-confusion-layout.h"

#include <math.h>

#include "normlab-class-words.h"

/* In ems. */
#define MARGIN_WIDTH 2.0
#define DIFFERENCE_WIDTH 2.9 /* of that, where its figures have signs */
#define MIN_CELL 1.45        /* beside figures in the margin */
#define FIGURE_GAP 0.25
#define MAX_CELL 4.5
#define MAX_NAME 7.0
#define NAME_GAP 0.7
#define MIN_SIZE 15.0
/* Of a side, what the names of the classes take. */
#define MAX_LABEL 0.22
/* A cell's sides to one another. */
#define WIDEST 1.5
#define HIGHEST 1.15
/* Text is made smaller where figures have no room otherwise: to so many pixels, but to no less than
 * one share of its size, and it need not be less than the other. */
#define MIN_FONT_SIZE 9.75
#define MIN_TEXT 0.6
#define SMALL_TEXT 0.75
#define TEXT_STEP 0.05

static guint
count_heads (const NormlabConfusionModel *model)
{
  return (model->heads[0].name != NULL ? 1 : 0) + (model->heads[1].name != NULL ? 1 : 0)
         + (model->caption != NULL ? 1 : 0);
}

/* What a class is called, in pixels: no more than a share of the side, and it is cut there. */
static double
get_label (const NormlabConfusionModel *model, const NormlabChartStyle *style, double side)
{
  double em = style->font_size;
  double name = MIN (normlab_class_words_estimate (model->class_names), MAX_NAME) + NAME_GAP;

  if (!normlab_class_words_are_long (model->class_names))
    return NORMLAB_CONFUSION_LABEL * em;
  return MAX (MIN (name * em, MAX_LABEL * side), NORMLAB_CONFUSION_LABEL * em);
}

static double
get_top (const NormlabConfusionModel *model, const NormlabChartStyle *style, double label)
{
  return (count_heads (model) * NORMLAB_CONFUSION_HEAD + NORMLAB_CONFUSION_AXIS) * style->font_size
         + label;
}

static double
get_margin_width (const NormlabConfusionModel *model, const NormlabChartStyle *style)
{
  return (model->is_difference ? DIFFERENCE_WIDTH : MARGIN_WIDTH) * style->font_size;
}

static NormlabConfusionLayout
place_with (const NormlabConfusionModel *model,
            const NormlabChartStyle *style,
            double width,
            double height,
            gboolean margins)
{
  double em = style->font_size, label_width = get_label (model, style, width);
  double label_height = get_label (model, style, height);
  double left = NORMLAB_CONFUSION_AXIS * em + label_width;
  double top = get_top (model, style, label_height);
  double right = margins ? get_margin_width (model, style) + NORMLAB_CONFUSION_AXIS * em : 0;
  double bottom = margins ? (NORMLAB_CONFUSION_MARGIN_HEIGHT + NORMLAB_CONFUSION_AXIS) * em : 0;
  double wide = MAX (width - left - right, 1) / MAX (model->n_classes, 1);
  double high = MAX (height - top - bottom, 1) / MAX (model->n_classes, 1);
  NormlabConfusionLayout place = { .style = *style, .margins = margins };

  place.label_width = label_width;
  place.label_height = label_height;
  place.upright = normlab_class_words_are_long (model->class_names);

  place.margin_width = get_margin_width (model, style);
  place.cell_width = MIN (MIN (wide, WIDEST * high), MAX_CELL * em);
  place.cell_height = MIN (MIN (high, HIGHEST * wide), MAX_CELL * em);
  place.left = left + MAX ((wide - place.cell_width) * model->n_classes / 2, 0);
  place.top = top;
  return place;
}

/* The room that the longest figure takes in a cell: digits are alike wide. */
static void
measure_figure (const NormlabConfusionModel *model,
                const NormlabChartStyle *style,
                double *width,
                double *height)
{
  PangoContext *context = normlab_chart_text_create_context ();
  GString *figure = g_string_new (model->is_difference ? "+" : NULL);
  NormlabChartText text;

  for (guint rest = model->greatest; figure->len == 0 || rest > 0; rest /= 10)
    g_string_append_c (figure, '8');
  normlab_chart_text_init (&text, context, style, NORMLAB_CHART_TEXT_CAPTION, figure->str,
                           NORMLAB_CHART_TEXT_UNLIMITED, 1);
  *width = text.rect.width + FIGURE_GAP * style->font_size;
  *height = text.rect.height;
  normlab_chart_text_clear (&text);
  g_string_free (figure, TRUE);
  g_object_unref (context);
}

void
normlab_confusion_layout_init (NormlabConfusionLayout *self,
                               const NormlabConfusionModel *model,
                               const NormlabChartStyle *style,
                               double width,
                               double height)
{
  double least = CLAMP (MIN_FONT_SIZE / style->font_size, MIN_TEXT, SMALL_TEXT);
  double figure_width, figure_height;

  measure_figure (model, style, &figure_width, &figure_height);
  for (guint margins = 2; margins-- > 0;)
    for (double share = 1; share > least - TEXT_STEP / 2; share -= TEXT_STEP)
      {
        NormlabChartStyle smaller = *style;

        smaller.font_size *= share;
        *self = place_with (model, &smaller, width, height, margins > 0);
        self->figures = self->cell_width >= share * figure_width
                        && self->cell_height >= share * figure_height;
        if (self->figures
            && MIN (self->cell_width, self->cell_height) >= MIN_CELL * smaller.font_size)
          return;
      }
  self->figures = FALSE;
}

NormlabChartRect
normlab_confusion_layout_get_rect (const NormlabConfusionLayout *self,
                                   const NormlabConfusionModel *model,
                                   guint row,
                                   guint column)
{
  double left = floor (self->left + column * self->cell_width);
  double top = floor (self->top + row * self->cell_height);
  double right = column < model->n_classes ? floor (self->left + (column + 1) * self->cell_width)
                                           : left + self->margin_width;
  double bottom = row < model->n_classes
                      ? floor (self->top + (row + 1) * self->cell_height)
                      : top + NORMLAB_CONFUSION_MARGIN_HEIGHT * self->style.font_size;

  return (NormlabChartRect){ left, top, right - left, bottom - top };
}

gboolean
normlab_confusion_layout_find (const NormlabConfusionLayout *self,
                               const NormlabConfusionModel *model,
                               double x,
                               double y,
                               guint *row,
                               guint *column)
{
  guint n = model->n_classes + (self->margins ? 1 : 0);

  for (guint i = 0; model->message == NULL && model->n_classes > 0 && i < n; i++)
    for (guint j = 0; j < n; j++)
      {
        NormlabChartRect rect = normlab_confusion_layout_get_rect (self, model, i, j);

        if (x < rect.x || y < rect.y || x >= rect.x + rect.width || y >= rect.y + rect.height)
          continue;
        *row = i;
        *column = j;
        return TRUE;
      }
  return FALSE;
}

double
normlab_confusion_layout_get_min_size (const NormlabChartStyle *style)
{
  return MIN_SIZE * style->font_size;
}

double
normlab_confusion_layout_get_height (const NormlabConfusionModel *model,
                                     const NormlabChartStyle *style)
{
  double cells = CLAMP (model->n_classes * 2.2, MIN_SIZE, 40);

  return get_top (model, style, get_label (model, style, cells * style->font_size))
         + (cells + NORMLAB_CONFUSION_MARGIN_HEIGHT + NORMLAB_CONFUSION_AXIS) * style->font_size;
}
