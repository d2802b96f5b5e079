/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-hyperparameter.h"

G_BEGIN_DECLS

/* Values as the command line, files and CSV write them: the doors through which text comes in and
 * goes out. */

/* Reads a value: "40,20" or "40-20" ("none": no hidden layer), "on", "sigmoid", "xavier", "0.01",
 * "notebook"… Words in any case; numbers without sign, with a dot as decimal mark in every locale;
 * blanks only around what separates layers. init also takes the notebook's other words for
 * xavier and he, "sigmoid" and "relu". On NORMLAB_ERROR_VALUE, which is about the hyperparameter,
 * quotes the text and says what would be accepted, @value is unchanged. */
gboolean normlab_value_parse (NormlabHyperparameter hyperparameter,
                              const char *text,
                              NormlabValue *value,
                              GError **error);

/* Reads a list of values with ";" between, around which there may be blanks; one more may end it. A
 * GArray of NormlabValue, in which one may be twice; NULL with the error of the first that cannot
 * be read. */
GArray *
normlab_value_parse_list (NormlabHyperparameter hyperparameter, const char *text, GError **error);

/* The text that reads back to the same bits. Layers are written "40-20". What is out of range has a
 * text as well, which then is refused. */
char *normlab_value_format (NormlabHyperparameter hyperparameter, const NormlabValue *value);

/* Values with @separator between. */
char *normlab_value_format_list (NormlabHyperparameter hyperparameter,
                                 const NormlabValue *values,
                                 guint n_values,
                                 const char *separator);

/* Whether the value is in range; if not, the same NORMLAB_ERROR_VALUE as for its text. */
gboolean normlab_value_check (NormlabHyperparameter hyperparameter,
                              const NormlabValue *value,
                              GError **error);

G_END_DECLS
