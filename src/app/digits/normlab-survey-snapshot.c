/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-survey-snapshot.h"

#include "normlab-survey-draw.h"

/* In ems: beside a matrix there is room for three images. */
#define MIN_WIDTH 64.0

typedef struct
{
  NormlabConfusionModel *matrix;
  NormlabGalleryModel *gallery;
  NormlabChartStyle style;
  char *words;
} Survey;

static void
survey_free (gpointer data)
{
  Survey *self = data;

  normlab_confusion_model_free (self->matrix);
  normlab_gallery_model_free (self->gallery);
  g_free (self->words);
  g_free (self);
}

static void
draw (gconstpointer data, cairo_t *cr, double width, double height)
{
  const Survey *self = data;

  normlab_survey_draw (self->matrix, self->gallery, &self->style, cr, width, height);
}

NormlabPageSnapshot *
normlab_survey_snapshot_new (const char *stem,
                             NormlabConfusionModel *matrix,
                             NormlabGalleryModel *gallery,
                             const char *words,
                             const NormlabChartStyle *style,
                             double width)
{
  NormlabPicture picture = { .draw = draw };
  Survey *survey;

  g_return_val_if_fail (stem != NULL && matrix != NULL && gallery != NULL && style != NULL, NULL);

  survey = g_new (Survey, 1);
  *survey = (Survey){ matrix, gallery, *style, g_strdup (words) };
  picture.width = MAX (width, MIN_WIDTH * style->font_size);
  picture.height = normlab_survey_get_height (matrix, style);
  picture.title = matrix->title;
  picture.caption = survey->words;
  picture.data = survey;
  return normlab_page_snapshot_new (stem, &picture, survey_free);
}
