/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole in words. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-map-source-private.h"
#include "normlab-plot.h"

/* "Initialization from 0.001 to 1", or how many there are of what has no order. */
static char *
describe_axis (const NormlabMapAxis *axis)
{
  guint n = axis->labels->len;

  if (axis->ordered && n > 1)
    return g_strdup_printf (C_("map", "%s from %s to %s"), axis->title,
                            (const char *) g_ptr_array_index (axis->labels, 0),
                            (const char *) g_ptr_array_index (axis->labels, n - 1));
  /* Translators: an axis without an order: its title and the number of its values */
  return g_strdup_printf (C_("map", "%s (%u)"), axis->title, n);
}

static guint
count (const NormlabMapModel *model, NormlabMapState state)
{
  guint n = 0;

  for (guint i = 0; i < model->cells->len; i++)
    n += normlab_map_cell_get_state (&g_array_index (model->cells, NormlabMapCell, i)) == state;
  return n;
}

/* FALSE where nothing has a value. */
static gboolean
find_best (const NormlabMapModel *model, NormlabMapPlace *best)
{
  double share = -1;
  NormlabMapPlace place;

  for (place.panel = 0; place.panel < model->panels->len; place.panel++)
    for (place.row = 0; place.row < normlab_map_model_get_n_rows (model); place.row++)
      for (place.column = 0; place.column < normlab_map_model_get_n_columns (model); place.column++)
        {
          double value = normlab_map_model_peek_cell (model, &place)->value;

          if (!isfinite (value) || normlab_map_model_get_share (model, value) <= share)
            continue;
          share = normlab_map_model_get_share (model, value);
          *best = place;
        }
  return share >= 0;
}

static void
append_state (GString *text, const NormlabMapModel *model, NormlabMapState state, const char *one)
{
  guint n = count (model, state);

  if (n > 0)
    {
      g_string_append_c (text, ' ');
      /* Translators: what is said of cells of a map, and of how many: "diverged: 3." */
      g_string_append_printf (text, C_("map", "%s: %u."), one, n);
    }
}

char *
normlab_map_source_summarize (const NormlabMapSource *self, const NormlabMapModel *model)
{
  g_autofree char *x = NULL, *y = NULL;
  GString *text = g_string_new (NULL);
  NormlabMapPlace best;

  if (model->message != NULL)
    return g_string_free (g_string_append (text, model->message), FALSE);
  x = describe_axis (&model->x);
  y = model->y.title != NULL ? describe_axis (&model->y) : NULL;
  if (y != NULL)
    /* Translators: what a map shows, what stands across and what upwards */
    g_string_append_printf (text, _("Map of %s. Across: %s. Upwards: %s."), model->measure, x, y);
  else
    g_string_append_printf (text, _("Map of %s. Across: %s."), model->measure, x);
  for (guint i = 0; i < model->panels->len && model->panels->len > 1; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? " " : _(", "),
                            (const char *) g_ptr_array_index (model->panels, i));
  if (model->panels->len > 1)
    g_string_append_c (text, '.');
  if (find_best (model, &best))
    {
      g_autofree char *cell = normlab_map_source_describe (self, model, &best);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, C_("map", "Best: %s."), cell);
    }
  append_state (text, model, NORMLAB_MAP_STATE_DIVERGED,
                normlab_map_mark_get_word (NORMLAB_MAP_MARK_DIVERGED));
  append_state (text, model, NORMLAB_MAP_STATE_WAITING,
                normlab_map_mark_get_word (NORMLAB_MAP_MARK_WAITING));
  append_state (text, model, NORMLAB_MAP_STATE_ABSENT,
                normlab_map_mark_get_word (NORMLAB_MAP_MARK_ABSENT));
  return g_string_free (text, FALSE);
}

/* "Accuracy by initialization and learning rate" */
static char *
make_title (const NormlabMapSource *self)
{
  const NormlabMetricInfo *info = normlab_metric_get_info (self->options.metric);
  const char *metric = normlab_metric_translate (info, info->title);
  const char *x = normlab_hyperparameter_get_title (self->axes.x);

  if (self->axes.y == NORMLAB_MAP_NOTHING)
    return g_strdup_printf (C_("map", "%s by %s"), metric, x);
  return g_strdup_printf (C_("map", "%s by %s and %s"), metric, x,
                          normlab_hyperparameter_get_title (self->axes.y));
}

void
normlab_map_source_add_words (const NormlabMapSource *self,
                              NormlabMapModel *model,
                              const char *title)
{
  g_autoptr (NormlabPlot) plot = NULL;

  if (!normlab_map_source_has_map (self))
    return;
  plot = normlab_plot_new ();
  normlab_plot_set_runs (plot, self->runs, NULL);
  model->title = title != NULL && *title != '\0' ? g_strdup (title) : make_title (self);
  model->caption = normlab_plot_get_caption (plot);
  model->details = normlab_plot_get_details (plot);
}
