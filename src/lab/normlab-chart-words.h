/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NORMLAB_TYPE_CHART_WORDS (normlab_chart_words_get_type ())
G_DECLARE_FINAL_TYPE (NormlabChartWords, normlab_chart_words, NORMLAB, CHART_WORDS, GObject)

/**
 * NormlabChartWords:
 *
 * What somebody calls the chart of a window's runs, and has to say about it. Nothing and no words
 * are the same.
 *
 * Properties: title, note (never NULL).
 */
NormlabChartWords *normlab_chart_words_new (void);

void normlab_chart_words_set_title (NormlabChartWords *self, const char *title);
const char *normlab_chart_words_get_title (NormlabChartWords *self);
void normlab_chart_words_set_note (NormlabChartWords *self, const char *note);
const char *normlab_chart_words_get_note (NormlabChartWords *self);

G_END_DECLS
