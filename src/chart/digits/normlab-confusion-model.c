/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-confusion-model.h"

#include <math.h>
#include <stdlib.h>

NormlabConfusionModel *
normlab_confusion_model_new (guint n_classes)
{
  NormlabConfusionModel *self = g_new0 (NormlabConfusionModel, 1);

  self->n_classes = n_classes;
  self->counts = g_new0 (int, (gsize) n_classes *n_classes);
  self->totals = g_new0 (guint, n_classes);
  self->recalls = g_new0 (double, n_classes);
  self->precisions = g_new0 (double, n_classes);
  self->colors[1] = 1;
  self->row = self->column = NORMLAB_CONFUSION_NONE;
  return self;
}

void
normlab_confusion_model_free (NormlabConfusionModel *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  for (guint i = 0; i < G_N_ELEMENTS (self->heads); i++)
    {
      g_free (self->heads[i].name);
      g_free (self->heads[i].note);
    }
  g_free (self->caption);
  g_free (self->message);
  g_strfreev (self->class_names);
  g_free (self->counts);
  g_free (self->totals);
  g_free (self->recalls);
  g_free (self->precisions);
  g_free (self);
}

int
normlab_confusion_model_get_count (const NormlabConfusionModel *self, guint row, guint column)
{
  g_return_val_if_fail (row < self->n_classes && column < self->n_classes, 0);

  return self->counts[row * self->n_classes + column];
}

void
normlab_confusion_model_set_count (NormlabConfusionModel *self, guint row, guint column, int count)
{
  g_return_if_fail (row < self->n_classes && column < self->n_classes);

  self->counts[row * self->n_classes + column] = count;
  self->greatest = MAX (self->greatest, (guint) abs (count));
}

double
normlab_confusion_model_get_weight (const NormlabConfusionModel *self, guint row, guint column)
{
  int count = normlab_confusion_model_get_count (self, row, column);
  guint whole = self->is_difference ? self->greatest : self->totals[row];

  if (count == 0 || whole == 0)
    return 0;
  return copysign (sqrt (MIN ((double) abs (count) / whole, 1)), count);
}

/* Whether the cell says something that is worth being told first. */
static gboolean
is_told (const NormlabConfusionModel *self, guint cell)
{
  return self->counts[cell] != 0
         && (self->is_difference || cell / self->n_classes != cell % self->n_classes);
}

guint
normlab_confusion_model_find_greatest (const NormlabConfusionModel *self, guint max, guint *cells)
{
  guint n = 0;

  for (guint cell = 0; cell < self->n_classes * self->n_classes; cell++)
    {
      guint at = n;

      if (!is_told (self, cell))
        continue;
      while (at > 0 && abs (self->counts[cell]) > abs (self->counts[cells[at - 1]]))
        at--;
      if (at >= max)
        continue;
      n = MIN (n + 1, max);
      for (guint i = n - 1; i > at; i--)
        cells[i] = cells[i - 1];
      cells[at] = cell;
    }
  return n;
}
