/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-digits-model.h"
#include "normlab-digits.h"

G_BEGIN_DECLS

/* What is to be drawn: the image, the answers of all shown runs with the names and looks that they
 * have in the chart, and the path of the image through @chosen's network (nullable, or hidden: the
 * first run's that answers). Free with normlab_digits_model_free(). */
NormlabDigitsModel *normlab_digits_source_create (NormlabDigits *digits, NormlabRunItem *chosen);
/* For what leaves the program: whose path it is, and at which step. */
void normlab_digits_source_add_words (NormlabDigitsModel *model, NormlabDigits *digits);
/* Which image of a set it is, and its class: "Test image 12: 3". Free with g_free(). */
char *normlab_digits_source_name_image (const NormlabDataset *dataset,
                                        NormlabSplit split,
                                        guint number,
                                        guint truth);
/* The same of the one that is shown, or what it is otherwise. Free with g_free(). */
char *normlab_digits_source_describe_image (NormlabDigits *digits);
/* Whose path that is, and of which step: "40–20 with batch norm, step 500"; NULL for none. Free
 * with g_free(). */
char *normlab_digits_source_name_path (const NormlabDigitsModel *model, NormlabDigits *digits);
/* The same for those who cannot see it: which image it is and what each network answers. Free with
 * g_free(). */
char *normlab_digits_source_summarize (const NormlabDigitsModel *model);
/* What a cell of a layer says: "Layer 2, unit 7: 0.53". Free with g_free(). */
char *normlab_digits_source_describe (const NormlabDigitsModel *model, guint layer, guint cell);

G_END_DECLS
