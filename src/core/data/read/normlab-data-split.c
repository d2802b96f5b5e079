/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-data-split.h"

#include "normlab-random.h"

#define PART 7

/* As RandomState.permutation() draws: from 0 … max, by masking and trying again. */
static guint32
draw (NormlabRandom *random, guint32 max)
{
  guint32 mask = max;
  guint32 value;

  for (guint shift = 1; shift < 32; shift *= 2)
    mask |= mask >> shift;
  do
    value = normlab_random_next (random) & mask;
  while (value > max);
  return value;
}

static void
permute (guint32 *indices, guint n)
{
  NormlabRandom random;

  normlab_random_seed (&random, 0);
  for (guint i = 0; i < n; i++)
    indices[i] = i;
  for (guint i = n - 1; i > 0; i--)
    {
      guint32 j = draw (&random, i);
      guint32 other = indices[j];

      indices[j] = indices[i];
      indices[i] = other;
    }
}

gboolean
normlab_data_split_init (NormlabDataSplit *self, const guint8 *labels, guint n)
{
  guint n_training[NORMLAB_MAX_CLASSES] = { 0 }; /* of each class; later, that are still to come */
  guint32 *order = g_try_new (guint32, MAX (n, 1));

  *self = (NormlabDataSplit){ { g_try_new (guint32, MAX (n, 1)), g_try_new (guint32, MAX (n, 1)) },
                              { 0 } };
  if (n < 2 || order == NULL || self->indices[0] == NULL || self->indices[1] == NULL)
    {
      g_free (order);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    n_training[labels[i]]++;
  for (guint i = 0; i < NORMLAB_MAX_CLASSES; i++)
    if (n_training[i] > 1)
      n_training[i] -= MAX ((n_training[i] + PART / 2) / PART, 1);

  permute (order, n);
  for (guint i = 0; i < n; i++)
    {
      guint *left = &n_training[labels[order[i]]];
      NormlabSplit split = *left > 0 ? NORMLAB_SPLIT_TRAINING : NORMLAB_SPLIT_TEST;

      *left -= *left > 0;
      self->indices[split][self->n_indices[split]++] = order[i];
    }
  g_free (order);
  return self->n_indices[0] > 0 && self->n_indices[1] > 0;
}

void
normlab_data_split_clear (NormlabDataSplit *self)
{
  g_clear_pointer (&self->indices[0], g_free);
  g_clear_pointer (&self->indices[1], g_free);
}
