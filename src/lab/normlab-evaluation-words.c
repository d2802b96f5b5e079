/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a matrix says in words. */

#include "config.h"

#include "normlab-evaluation-source.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "normlab-class-words.h"
#include "normlab-figure.h"

/* Confusions that are told. */
#define MAX_TOLD 3

static const NormlabPredictions *
get (NormlabEvaluation *evaluation, guint i)
{
  return normlab_evaluation_get_predictions (evaluation, i);
}

static const char *
get_name (const NormlabPredictions *self, guint class)
{
  return normlab_dataset_get_class_name (self->dataset, class);
}

static char *
format_percentage (guint part, guint whole)
{
  return normlab_figure_fixed (whole > 0 ? 100.0 * part / whole : 0, 1);
}

/* A cell, or a figure in the margin */

static char *
describe_cell (const NormlabPredictions *self, guint row, guint column)
{
  guint n = self->counts[row * self->n_classes + column];
  guint whole = normlab_predictions_count_truth (self, row);
  g_autofree char *share = format_percentage (n, whole);

  /* Translators: two classes; of how many images of the first class how many are taken for the
     second */
  return g_strdup_printf (_("%s taken for %s: %u of %u images of the class, %s %%"),
                          get_name (self, row), get_name (self, column), n, whole, share);
}

static char *
describe_recall (const NormlabPredictions *self, guint class)
{
  guint n = self->counts[class * self->n_classes + class];
  guint whole = normlab_predictions_count_truth (self, class);
  g_autofree char *share = format_percentage (n, whole);

  return g_strdup_printf (_("Recall of %s: %u of %u images of the class are recognized, %s %%"),
                          get_name (self, class), n, whole, share);
}

static char *
describe_precision (const NormlabPredictions *self, guint class)
{
  guint n = self->counts[class * self->n_classes + class];
  guint whole = normlab_predictions_count_answer (self, class);
  g_autofree char *share = format_percentage (n, whole);

  return g_strdup_printf (_("Precision of %s: %u of %u answers with it are right, %s %%"),
                          get_name (self, class), n, whole, share);
}

static char *
describe_accuracy (const NormlabPredictions *self)
{
  guint n = normlab_predictions_count_right (self);
  g_autofree char *share = format_percentage (n, self->n_images);

  return g_strdup_printf (_("Accuracy: %u of %u images are right, %s %%"), n, self->n_images,
                          share);
}

static char *
describe_one (const NormlabPredictions *self, guint row, guint column)
{
  if (row < self->n_classes && column < self->n_classes)
    return describe_cell (self, row, column);
  if (row < self->n_classes)
    return describe_recall (self, row);
  if (column < self->n_classes)
    return describe_precision (self, column);
  return describe_accuracy (self);
}

char *
normlab_evaluation_source_describe (NormlabEvaluation *evaluation, guint row, guint column)
{
  g_autofree char *first = NULL, *second = NULL;

  g_return_val_if_fail (NORMLAB_IS_EVALUATION (evaluation), NULL);

  if (get (evaluation, 0) == NULL)
    return NULL;
  first = describe_one (get (evaluation, 0), row, column);
  if (!normlab_evaluation_is_comparison (evaluation))
    return g_steal_pointer (&first);
  second = describe_one (get (evaluation, 1), row, column);
  return g_strdup_printf ("+ %s\n− %s", first, second);
}

/* All of it */

static void
append_head (GString *text, const NormlabConfusionModel *matrix, guint i)
{
  const NormlabConfusionHead *head = &matrix->heads[i];

  if (head->name == NULL)
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');
  if (matrix->is_difference)
    g_string_append (text, i == 0 ? "+ " : "− ");
  /* Translators: the name of a network, and what there is to say of it */
  g_string_append_printf (text, _("%s, %s."), head->name, head->note);
}

static void
append_cell (GString *text, const NormlabConfusionModel *matrix, guint cell)
{
  char numbers[2][NORMLAB_CLASS_NUMBER];
  const char *truth
      = normlab_class_words_get (matrix->class_names, cell / matrix->n_classes, numbers[0]);
  const char *answer
      = normlab_class_words_get (matrix->class_names, cell % matrix->n_classes, numbers[1]);
  int count = matrix->counts[cell];

  g_string_append_c (text, ' ');
  if (!matrix->is_difference)
    /* Translators: two classes, and how many images of the first are taken for the second */
    g_string_append_printf (text, _("%s taken for %s: %d."), truth, answer, count);
  else
    /* Translators: the same; + or −, and by how many images one network does it more or less often
       than another */
    g_string_append_printf (text, _("%s taken for %s: %s%d."), truth, answer,
                            count < 0 ? "−" : "+", abs (count));
}

static void
append_weakest (GString *text, const NormlabConfusionModel *matrix)
{
  g_autofree char *recall = NULL;
  char number[NORMLAB_CLASS_NUMBER];
  guint weakest = 0;

  for (guint k = 1; k < matrix->n_classes; k++)
    if (matrix->recalls[k] < matrix->recalls[weakest])
      weakest = k;
  recall = normlab_figure_fixed (100 * matrix->recalls[weakest], 1);
  g_string_append_c (text, ' ');
  /* Translators: the class of which the smallest share is recognized */
  g_string_append_printf (text, _("Lowest recall: %s, %s %%."),
                          normlab_class_words_get (matrix->class_names, weakest, number), recall);
}

char *
normlab_evaluation_source_summarize (NormlabEvaluation *evaluation,
                                     const NormlabConfusionModel *matrix)
{
  guint cells[MAX_TOLD], n;
  GString *text;

  g_return_val_if_fail (NORMLAB_IS_EVALUATION (evaluation), NULL);
  g_return_val_if_fail (matrix != NULL, NULL);

  if (matrix->message != NULL)
    return g_strdup (matrix->message);
  text = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (matrix->heads); i++)
    append_head (text, matrix, i);
  if (matrix->caption != NULL)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _("%s."), matrix->caption);
    }
  n = normlab_confusion_model_find_greatest (matrix, MAX_TOLD, cells);
  for (guint i = 0; i < n; i++)
    append_cell (text, matrix, cells[i]);
  if (!matrix->is_difference && matrix->n_classes > 0)
    append_weakest (text, matrix);
  return g_string_free (text, FALSE);
}
