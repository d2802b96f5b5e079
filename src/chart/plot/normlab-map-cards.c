/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What there is to say of a cell. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-inference.h"
#include "normlab-map-source-private.h"

/* Curves of a card: so many at most, of so many points. */
#define MAX_CURVES 12
#define MAX_POINTS 200

static void
append (GString *text, char *part)
{
  if (text->len > 0)
    g_string_append (text, _(", "));
  g_string_append (text, part);
  g_free (part);
}

/* Of how many it is, and what became of the others. */
static void
append_counts (GString *text, const NormlabMapCell *cell)
{
  if (cell->n_values > 1)
    append (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "mean of %u seed",
                                                "mean of %u seeds", cell->n_values),
                                   cell->n_values));
  if (cell->n_diverged > 0 && cell->n_networks > 1)
    append (text,
            g_strdup_printf (C_("map", "%u of %u diverged"), cell->n_diverged, cell->n_networks));
  if (cell->n_dead > 0 && cell->n_networks > 1)
    append (text,
            g_strdup_printf (C_("map", "%u of %u cannot learn"), cell->n_dead, cell->n_networks));
  else if (cell->n_dead > 0)
    append (text, g_strdup (normlab_map_mark_get_word (NORMLAB_MAP_MARK_DEAD)));
}

/* Its value, or why there is none. */
static char *
describe_value (const NormlabMapModel *model, const NormlabMapCell *cell, gboolean brief)
{
  switch (normlab_map_cell_get_state (cell))
    {
    case NORMLAB_MAP_STATE_KNOWN:
      return normlab_map_model_format (model, cell->value, brief);
    case NORMLAB_MAP_STATE_DIVERGED:
      return g_strdup (normlab_map_mark_get_word (NORMLAB_MAP_MARK_DIVERGED));
    case NORMLAB_MAP_STATE_WAITING:
      return g_strdup (normlab_map_mark_get_word (NORMLAB_MAP_MARK_WAITING));
    case NORMLAB_MAP_STATE_ABSENT:
    default:
      return g_strdup (normlab_map_mark_get_word (NORMLAB_MAP_MARK_ABSENT));
    }
}

char *
normlab_map_source_describe (const NormlabMapSource *self,
                             const NormlabMapModel *model,
                             const NormlabMapPlace *place)
{
  const NormlabMapCell *cell = normlab_map_model_peek_cell (model, place);
  g_autofree char *name = NULL, *value = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (cell != NULL, NULL);

  name = normlab_map_source_name_cell (self, place);
  value = describe_value (model, cell, TRUE);
  append (text, g_steal_pointer (&value));
  append_counts (text, cell);
  /* Translators: a network and its value: "σ = 0.01, learning rate 0.1: 0.83" */
  return g_strdup_printf (C_("map", "%s: %s"), name, text->str);
}

/* Curves */

/* Of those that there are too many of for a small picture, evenly some, and the last. */
static void
add_curve (const NormlabMapSource *self, NormlabMapCard *card, guint run)
{
  const NormlabMetricInfo *metric = normlab_metric_get_info (self->options.metric);
  NormlabRun *r = normlab_map_source_get_run (self, run);
  const NormlabSample *samples = normlab_run_get_samples (r);
  GArray *curve = normlab_map_card_add_curve (card);
  guint n = normlab_run_get_n_samples (r), n_points = MIN (n, MAX_POINTS);

  for (guint i = 0; i < n_points; i++)
    {
      const NormlabSample *sample
          = &samples[n_points > 1 ? (guint) ((guint64) i * (n - 1) / (n_points - 1)) : 0];
      NormlabMapPoint point = { sample->step, metric->get_value (sample) };

      g_array_append_val (curve, point);
    }
}

/* How far those are that have not ended. */
static void
add_progress (const NormlabMapSource *self, NormlabMapCard *card, GArray *seeds)
{
  guint n_going = 0, least = G_MAXUINT;

  for (guint i = 0; i < seeds->len; i++)
    {
      NormlabRun *run = normlab_map_source_get_run (self, g_array_index (seeds, guint, i));

      if (normlab_run_state_is_final (normlab_run_get_state (run)))
        continue;
      n_going++;
      least = MIN (least, normlab_run_get_step (run));
    }
  if (n_going > 0)
    g_ptr_array_add (card->lines, g_strdup_printf (_("after %u steps"), least));
}

/* Of a single network the place where it diverged. */
static void
add_divergence (const NormlabMapSource *self, NormlabMapCard *card, GArray *seeds)
{
  NormlabRun *run;

  if (seeds->len != 1 || !normlab_map_source_has_diverged (self, g_array_index (seeds, guint, 0)))
    return;
  run = normlab_map_source_get_run (self, g_array_index (seeds, guint, 0));
  g_ptr_array_add (card->lines,
                   g_strdup_printf (_("at step %u, layer %u"), normlab_run_get_step (run),
                                    normlab_run_get_diverged_layer (run)));
}

NormlabMapCard *
normlab_map_source_create_card (NormlabMapSource *self,
                                const NormlabMapModel *model,
                                const NormlabMapPlace *place)
{
  NormlabMapCard *card = normlab_map_card_new ();
  guint index = normlab_map_source_get_index (self, place);
  g_autoptr (GArray) seeds = normlab_map_source_list_seeds (self, index);
  g_autoptr (GString) counts = g_string_new (NULL);
  NormlabMapCell cell;
  double deviation;

  normlab_map_source_fill_cell (self, index, &cell, &deviation);
  card->name = normlab_map_source_name_cell (self, place);
  card->value = describe_value (model, &cell, FALSE);
  if (cell.n_values > 1)
    {
      g_autofree char *mean = g_steal_pointer (&card->value);
      g_autofree char *margin = normlab_map_model_format (
          model, normlab_student_margin (cell.n_values, deviation), FALSE);

      /* Translators: a mean and half of its interval */
      card->value = g_strdup_printf (_("%s ± %s (95 %%)"), mean, margin);
    }
  append_counts (counts, &cell);
  if (counts->len > 0)
    g_ptr_array_add (card->lines, g_strdup (counts->str));
  add_divergence (self, card, seeds);
  add_progress (self, card, seeds);
  for (guint i = 0; i < MIN (seeds->len, MAX_CURVES); i++)
    add_curve (self, card, g_array_index (seeds, guint, i));
  card->n_steps = self->n_steps;
  card->step = self->options.step == NORMLAB_MAP_LAST ? NAN : self->options.step;
  return card;
}
