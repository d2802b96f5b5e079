/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-map-options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-cli-choice.h"
#include "normlab-cli-option.h"
#include "normlab-error.h"

void
normlab_cli_map_options_init (NormlabCliMapOptions *self)
{
  *self = (NormlabCliMapOptions){ .map = NORMLAB_MAP_OPTIONS_DEFAULT };
}

/* Seeds are averaged, and stand along no side. */
static gboolean
set_side (int *side, const char *name, const char *value, GError **error)
{
  g_autoptr (GString) keys = g_string_new (NULL);
  NormlabHyperparameter d;

  if (normlab_hyperparameter_find (value, &d) && d != NORMLAB_HYPERPARAMETER_SEED)
    {
      *side = (int) d;
      return TRUE;
    }
  for (guint i = 0; i < NORMLAB_N_HYPERPARAMETERS; i++)
    if (i != NORMLAB_HYPERPARAMETER_SEED)
      g_string_append_printf (keys, "%s%s", keys->len == 0 ? "" : ", ",
                              normlab_hyperparameter_get_key (i));
  return normlab_cli_choice_refuse (name, value, keys->str, error);
}

static gboolean
set_across (NormlabCliMapOptions *self, const char *name, const char *value, GError **error)
{
  return set_side (&self->map.x, name, value, error);
}

static gboolean
set_upwards (NormlabCliMapOptions *self, const char *name, const char *value, GError **error)
{
  return set_side (&self->map.y, name, value, error);
}

static gboolean
set_value (NormlabCliMapOptions *self, const char *name, const char *value, GError **error)
{
  static const char *const words[] = { "last", "best", NULL };
  guint place;

  if (!normlab_cli_choice_find (name, words, value, &place, error))
    return FALSE;
  self->map.best = place == 1;
  return TRUE;
}

static const struct
{
  const char *name;
  gboolean (*set) (NormlabCliMapOptions *self, const char *name, const char *value, GError **error);
} setters[] = {
  { "across", set_across },
  { "upwards", set_upwards },
  { "map-value", set_value },
};

gboolean
normlab_cli_map_options_set (gpointer options, const char *name, const char *value, GError **error)
{
  NormlabCliMapOptions *self = options;

  for (guint i = 0; i < G_N_ELEMENTS (setters); i++)
    if (strcmp (setters[i].name, name) == 0)
      return normlab_cli_option_note (&self->seen, i, name, error)
             && setters[i].set (self, name, value, error);
  g_return_val_if_reached (FALSE);
}

const char *
normlab_cli_map_options_get_given (const NormlabCliMapOptions *self)
{
  return self->seen != 0 ? setters[g_bit_nth_lsf (self->seen, -1)].name : NULL;
}

static gboolean
check_side (int side, guint varying, const char *name, GError **error)
{
  if (side == NORMLAB_MAP_NOTHING || varying & 1u << side)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               _("--%s: %s is the same in all networks"), name,
               normlab_hyperparameter_get_key ((NormlabHyperparameter) side));
  return FALSE;
}

gboolean
normlab_cli_map_options_check (const NormlabCliMapOptions *self,
                               const NormlabRecipe *recipes,
                               guint n_recipes,
                               GError **error)
{
  guint varying = normlab_map_axes_get_varying (recipes, n_recipes);

  if (varying == 0)
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                           _("--map needs networks that differ in more than their seeds"));
      return FALSE;
    }
  if (self->map.x != NORMLAB_MAP_NOTHING && self->map.x == self->map.y)
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                           _("--across and --upwards name the same"));
      return FALSE;
    }
  return check_side (self->map.x, varying, "across", error)
         && check_side (self->map.y, varying, "upwards", error);
}

gboolean
normlab_cli_map_options_export (const NormlabCliMapOptions *self,
                                NormlabMetric metric,
                                const char *path,
                                GPtrArray *runs,
                                const char *title,
                                const char *note,
                                GError **error)
{
  g_autoptr (NormlabMapSource) source = normlab_map_source_new ();
  NormlabMapOptions options = self->map;

  options.metric = metric;
  normlab_map_source_set_runs (source, runs);
  normlab_map_source_set_options (source, &options);
  return normlab_map_source_export (source, path, title, note, error);
}
