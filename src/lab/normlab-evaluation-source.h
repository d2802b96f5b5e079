/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-confusion-model.h"
#include "normlab-evaluation.h"
#include "normlab-gallery-model.h"
#include "normlab-image-list.h"

G_BEGIN_DECLS

/* How many images are shown at most. */
#define NORMLAB_EVALUATION_MAX_IMAGES 60

/* The matrix of the run that is looked at or, with another one, what it does more often than that.
 * Where it is not known the model says why. Free with normlab_confusion_model_free(). */
NormlabConfusionModel *normlab_evaluation_source_create_matrix (NormlabEvaluation *evaluation);
/* Images of @list, the hardest first; none where nothing is known, nor of DIFFERENT where there is
 * no comparison. Free with normlab_gallery_model_free(). */
NormlabGalleryModel *normlab_evaluation_source_create_gallery (NormlabEvaluation *evaluation,
                                                               const NormlabImageList *list);
/* What leaves the program is called. */
void normlab_evaluation_source_add_words (NormlabConfusionModel *matrix,
                                          NormlabEvaluation *evaluation);

/* The same for those who cannot see it: what is right and which confusions are most frequent, or in
 * what two differ most. Free with g_free(). */
char *normlab_evaluation_source_summarize (NormlabEvaluation *evaluation,
                                           const NormlabConfusionModel *matrix);
/* What a cell says, or a figure in the margin (row or column n_classes): "4 taken for 9: 38 of 982
 * images of the class, 3.9 %". NULL where nothing is known. Free with g_free(). */
char *normlab_evaluation_source_describe (NormlabEvaluation *evaluation, guint row, guint column);

G_END_DECLS
