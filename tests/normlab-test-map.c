/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-map.h"

static void
add_labels (NormlabMapAxis *axis, const char *title, guint n)
{
  axis->title = g_strdup (title);
  axis->ordered = TRUE;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (axis->labels, g_strdup_printf ("%u", i));
}

NormlabMapModel *
normlab_test_map (guint n_panels, guint n_rows, guint n_columns)
{
  NormlabMapModel *model = normlab_map_model_new ();

  model->measure = g_strdup ("accuracy");
  for (guint i = 0; i < n_panels; i++)
    g_ptr_array_add (model->panels, n_panels > 1 ? g_strdup_printf ("panel %u", i) : g_strdup (""));
  add_labels (&model->x, "across", n_columns);
  add_labels (&model->y, "upwards", n_rows);
  normlab_map_model_lay_out (model);
  return model;
}

void
normlab_test_map_set (NormlabMapModel *model, guint panel, guint row, guint column, double value)
{
  const NormlabMapPlace place = { panel, row, column };

  *normlab_map_model_get_cell (model, &place)
      = (NormlabMapCell){ .value = value, .n_networks = 1, .n_values = 1 };
}
