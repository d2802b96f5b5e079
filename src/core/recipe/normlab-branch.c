/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-branch.h"

#include "normlab-compare.h"

static int
compare_changes (const NormlabChange *a, const NormlabChange *b)
{
  const int results[] = {
    normlab_compare_uint (a->step, b->step),
    normlab_compare_uint (a->hyperparameters, b->hyperparameters),
    normlab_compare_uint (a->optimizer, b->optimizer),
    normlab_compare_double (a->learning_rate, b->learning_rate),
    normlab_compare_double (a->weight_decay, b->weight_decay),
    normlab_compare_double (a->dropout, b->dropout),
    normlab_compare_uint (a->update, b->update),
  };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    if (results[i] != 0)
      return results[i];
  return 0;
}

int
normlab_branch_compare (const NormlabBranch *a, const NormlabBranch *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, 0);

  for (guint i = 0; i < MIN (MIN (a->n, b->n), NORMLAB_MAX_CHANGES); i++)
    {
      int result = compare_changes (&a->changes[i], &b->changes[i]);

      if (result != 0)
        return result;
    }
  return normlab_compare_uint (a->n, b->n);
}
