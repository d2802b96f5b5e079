/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What cells, maps and their sides are called. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-map-source-private.h"
#include "normlab-recipe-names.h"
#include "normlab-value-label.h"
#include "normlab-value-order.h"

/* What would be there, whether it is or not. */
static NormlabRecipe
make_recipe (const NormlabMapSource *self, const NormlabMapPlace *place)
{
  NormlabRecipe recipe = self->recipes[g_array_index (self->panels, guint, place->panel)];

  if (self->axes.x != NORMLAB_MAP_NOTHING)
    normlab_recipe_set_value (&recipe, (NormlabHyperparameter) self->axes.x,
                              &g_array_index (self->x_values, NormlabValue, place->column));
  if (self->axes.y != NORMLAB_MAP_NOTHING)
    normlab_recipe_set_value (&recipe, (NormlabHyperparameter) self->axes.y,
                              &g_array_index (self->y_values, NormlabValue, place->row));
  return recipe;
}

/* @name, which is taken over, and on what data, where there are several sets. */
static char *
add_data (const NormlabMapSource *self, char *name, guint panel)
{
  g_autofree char *taken = name;
  const char *data;

  if (normlab_data_names_get_n (self->data_names) < 2)
    return g_steal_pointer (&taken);
  data = normlab_data_names_get_label (self->data_names,
                                       self->data[g_array_index (self->panels, guint, panel)]);
  return *taken == '\0' ? g_strdup (data) : g_strconcat (taken, _(", "), data, NULL);
}

char *
normlab_map_source_name_cell (const NormlabMapSource *self, const NormlabMapPlace *place)
{
  NormlabRecipe recipe = make_recipe (self, place);

  return add_data (self, normlab_recipe_get_name (&recipe, self->varying, &self->precision),
                   place->panel);
}

char *
normlab_map_source_name_panel (const NormlabMapSource *self, guint panel)
{
  const NormlabRecipe *recipe = &self->recipes[g_array_index (self->panels, guint, panel)];
  char *name = self->axes.others != 0
                   ? normlab_recipe_get_name (recipe, self->axes.others, &self->precision)
                   : g_strdup ("");

  return add_data (self, name, panel);
}

char *
normlab_map_source_name_measure (const NormlabMapSource *self)
{
  const NormlabMetricInfo *metric = normlab_metric_get_info (self->options.metric);
  const char *axis = normlab_metric_translate (metric, metric->axis);

  if (self->options.step == NORMLAB_MAP_LAST)
    /* Translators: what a map shows: "best test accuracy" */
    return self->options.best ? g_strdup_printf (C_("map", "best %s"), axis) : g_strdup (axis);
  if (self->options.best)
    /* Translators: "best test accuracy up to step 300" */
    return g_strdup_printf (C_("map", "best %s up to step %u"), axis, self->options.step);
  /* Translators: "test accuracy at step 300" */
  return g_strdup_printf (C_("map", "%s at step %u"), axis, self->options.step);
}

/* Whether all are numbers, so that none needs to say of what. */
static gboolean
are_numbers (GArray *values)
{
  for (guint i = 0; i < values->len; i++)
    if (!normlab_value_is_number (&g_array_index (values, NormlabValue, i)))
      return FALSE;
  return TRUE;
}

void
normlab_map_source_name_axis (const NormlabMapSource *self,
                              int hyperparameter,
                              GArray *values,
                              NormlabMapAxis *axis)
{
  gboolean numbers = are_numbers (values);
  guint digits;

  if (hyperparameter == NORMLAB_MAP_NOTHING)
    {
      g_ptr_array_add (axis->labels, g_strdup (""));
      return;
    }
  digits = self->precision.digits[hyperparameter];
  /* Translators: the title of an axis of standard deviations with which weights begin */
  axis->title = g_strdup (numbers && hyperparameter == NORMLAB_HYPERPARAMETER_INIT
                              ? _("Initialization, σ")
                              : normlab_hyperparameter_get_title (hyperparameter));
  axis->ordered = normlab_values_are_ordered (normlab_values_peek (values), values->len);
  for (guint i = 0; i < values->len; i++)
    {
      const NormlabValue *value = &g_array_index (values, NormlabValue, i);

      g_ptr_array_add (axis->labels, numbers
                                         ? normlab_value_get_number (hyperparameter, value, digits)
                                         : normlab_value_get_label (hyperparameter, value, digits));
    }
}
