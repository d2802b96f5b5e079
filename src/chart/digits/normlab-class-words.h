/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-text.h"

G_BEGIN_DECLS

/* What classes are called. Where @names is NULL that is their numbers; otherwise it has one for
 * each, and ends with NULL. */

/* Room for a number. */
#define NORMLAB_CLASS_NUMBER 12

/* That of one class, which may be written into @number. */
const char *
normlab_class_words_get (char *const *names, guint class, char number[NORMLAB_CLASS_NUMBER]);
/* Whether any takes more room than two digits or letters do, where there is room for no more. */
gboolean normlab_class_words_are_long (char *const *names);
/* About how wide the widest of them is in bold, in ems: what is cut at it still reads well. */
double normlab_class_words_estimate (char *const *names);

/* Writes what is the truth of something, framed, around x and y; cut to @max_width. */
void normlab_class_words_draw_truth (PangoContext *context,
                                     cairo_t *cr,
                                     const NormlabChartStyle *style,
                                     NormlabChartTextRole role,
                                     const char *word,
                                     double max_width,
                                     double x,
                                     double y);

G_END_DECLS
