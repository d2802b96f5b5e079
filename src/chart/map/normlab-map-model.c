/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-map-model.h"

#include <math.h>

#include "normlab-chart-scale.h"
#include "normlab-text.h"

/* What spans more is seen on a logarithmic scale only. */
#define WIDE 100.0

/* What is smaller is read better as a power of ten. */
#define SMALL 1e-4

/* Values that end somewhere begin at such a round number below the least of them. */
#define STEPS 10

static void
init_axis (NormlabMapAxis *self)
{
  self->labels = g_ptr_array_new_with_free_func (g_free);
}

static void
clear_axis (NormlabMapAxis *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->labels);
}

NormlabMapModel *
normlab_map_model_new (void)
{
  NormlabMapModel *self = g_new0 (NormlabMapModel, 1);

  self->panels = g_ptr_array_new_with_free_func (g_free);
  init_axis (&self->x);
  init_axis (&self->y);
  self->cells = g_array_new (FALSE, TRUE, sizeof (NormlabMapCell));
  self->high = 1;
  self->more_is_better = TRUE;
  return self;
}

void
normlab_map_model_free (NormlabMapModel *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->caption);
  g_free (self->details);
  g_free (self->message);
  g_free (self->measure);
  g_ptr_array_unref (self->panels);
  clear_axis (&self->x);
  clear_axis (&self->y);
  g_array_unref (self->cells);
  g_free (self);
}

/* Cells */

guint
normlab_map_model_get_n_columns (const NormlabMapModel *self)
{
  return self->x.labels->len;
}

guint
normlab_map_model_get_n_rows (const NormlabMapModel *self)
{
  return self->y.labels->len;
}

guint
normlab_map_model_get_n_cells (const NormlabMapModel *self)
{
  return self->cells->len;
}

void
normlab_map_model_lay_out (NormlabMapModel *self)
{
  guint n = self->panels->len * normlab_map_model_get_n_rows (self)
            * normlab_map_model_get_n_columns (self);

  g_array_set_size (self->cells, 0);
  g_array_set_size (self->cells, n);
  for (guint i = 0; i < n; i++)
    g_array_index (self->cells, NormlabMapCell, i).value = NAN;
}

gboolean
normlab_map_model_has (const NormlabMapModel *self, const NormlabMapPlace *place)
{
  return place->panel < self->panels->len && place->row < normlab_map_model_get_n_rows (self)
         && place->column < normlab_map_model_get_n_columns (self);
}

guint
normlab_map_model_get_index (const NormlabMapModel *self, const NormlabMapPlace *place)
{
  return (place->panel * normlab_map_model_get_n_rows (self) + place->row)
             * normlab_map_model_get_n_columns (self)
         + place->column;
}

NormlabMapCell *
normlab_map_model_get_cell (NormlabMapModel *self, const NormlabMapPlace *place)
{
  g_return_val_if_fail (normlab_map_model_has (self, place), NULL);

  return &g_array_index (self->cells, NormlabMapCell, normlab_map_model_get_index (self, place));
}

const NormlabMapCell *
normlab_map_model_peek_cell (const NormlabMapModel *self, const NormlabMapPlace *place)
{
  g_return_val_if_fail (normlab_map_model_has (self, place), NULL);

  return &g_array_index (self->cells, NormlabMapCell, normlab_map_model_get_index (self, place));
}

static gboolean
have_same_words (GPtrArray *a, GPtrArray *b)
{
  gboolean same = a->len == b->len;

  for (guint i = 0; i < a->len && same; i++)
    same = g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i));
  return same;
}

static gboolean
are_same_axes (const NormlabMapAxis *a, const NormlabMapAxis *b)
{
  return g_strcmp0 (a->title, b->title) == 0 && have_same_words (a->labels, b->labels);
}

gboolean
normlab_map_model_has_same_places (const NormlabMapModel *self, const NormlabMapModel *other)
{
  return are_same_axes (&self->x, &other->x) && are_same_axes (&self->y, &other->y)
         && have_same_words (self->panels, other->panels);
}

gboolean
normlab_map_place_equal (const NormlabMapPlace *a, const NormlabMapPlace *b)
{
  return a->panel == b->panel && a->row == b->row && a->column == b->column;
}

NormlabMapState
normlab_map_cell_get_state (const NormlabMapCell *self)
{
  if (self->n_networks == 0)
    return NORMLAB_MAP_STATE_ABSENT;
  if (isfinite (self->value))
    return NORMLAB_MAP_STATE_KNOWN;
  return self->n_diverged == self->n_networks ? NORMLAB_MAP_STATE_DIVERGED
                                              : NORMLAB_MAP_STATE_WAITING;
}

gboolean
normlab_map_model_has_state (const NormlabMapModel *self, NormlabMapState state)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (normlab_map_cell_get_state (&g_array_index (self->cells, NormlabMapCell, i)) == state)
      return TRUE;
  return FALSE;
}

gboolean
normlab_map_model_has_dead (const NormlabMapModel *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (g_array_index (self->cells, NormlabMapCell, i).n_dead > 0)
      return TRUE;
  return FALSE;
}

gboolean
normlab_map_model_has_diverged (const NormlabMapModel *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (g_array_index (self->cells, NormlabMapCell, i).n_diverged > 0)
      return TRUE;
  return FALSE;
}

/* The scale of colours */

/* FALSE without values. */
static gboolean
find_range (const NormlabMapModel *self, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < self->cells->len; i++)
    {
      double value = g_array_index (self->cells, NormlabMapCell, i).value;

      if (!isfinite (value))
        continue;
      *low = fmin (*low, value);
      *high = fmax (*high, value);
    }
  return *low <= *high;
}

/* As far as 1, 2 or 5 times a power of ten reach down and up. */
static double
round_down (double value)
{
  double power = pow (10, floor (log10 (value) + 1e-9));

  return power * (value >= 5 * power * (1 - 1e-9) ? 5 : value >= 2 * power * (1 - 1e-9) ? 2 : 1);
}

static double
round_up (double value)
{
  double below = round_down (value);
  double power = pow (10, floor (log10 (value) + 1e-9));

  if (below >= value * (1 - 1e-9))
    return below;
  return below < 1.5 * power ? 2 * power : below < 3 * power ? 5 * power : 10 * power;
}

void
normlab_map_model_fit (NormlabMapModel *self, double end, gboolean logarithmic)
{
  double low, high;
  gboolean any = find_range (self, &low, &high);

  self->logarithmic = any && logarithmic && end == 0 && low > 0 && high > WIDE * low;
  if (!any)
    {
      low = 0;
      high = end > 0 ? end : 1;
    }
  else if (self->logarithmic)
    {
      low = round_down (low);
      high = round_up (high);
    }
  else if (end > 0 && high <= end)
    {
      high = end;
      low = low < 0 ? low : fmin (floor (low / end * STEPS), STEPS - 1) * end / STEPS;
    }
  else
    normlab_chart_range_round (&low, &high);
  self->low = low;
  self->high = high;
}

double
normlab_map_model_get_share (const NormlabMapModel *self, double value)
{
  double low = normlab_chart_scale_flatten (self->logarithmic, self->low);
  double high = normlab_chart_scale_flatten (self->logarithmic, self->high);
  double share = (normlab_chart_scale_flatten (self->logarithmic, value) - low) / (high - low);

  share = CLAMP (share, 0, 1);
  return self->more_is_better ? share : 1 - share;
}

/* Digits behind the point, so that @digits of them all say something. */
static int
get_decimals (double size, int digits)
{
  return size > 0 ? CLAMP (digits - 1 - (int) floor (log10 (size) + 1e-9), 0, 8) : digits;
}

char *
normlab_map_model_format (const NormlabMapModel *self, double value, gboolean brief)
{
  double size = fmax (fabs (self->low), fabs (self->high));

  if (!isfinite (value))
    return g_strdup ("–");
  if (self->logarithmic && fabs (value) < SMALL)
    return normlab_text_from_double_rounded (value, brief ? 2 : 4);
  if (self->logarithmic)
    return g_strdup_printf ("%.*f", get_decimals (fabs (value), brief ? 2 : 4), value);
  /* What goes up to 1 reads "0.83", what goes further "2.31". */
  if (size <= 1)
    return g_strdup_printf ("%.*f", get_decimals (size * 0.999, brief ? 2 : 4), value);
  return g_strdup_printf ("%.*f", get_decimals (size, brief ? 3 : 4), value);
}
