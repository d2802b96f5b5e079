/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-layers-weights.h"

#include <math.h>
#include <stdlib.h>

/* How many of the values that are drawn lie within the limit. */
#define WITHIN 0.995

/* Of all weights; those that are not finite make none that is. */
static void
find_moments (NormlabLayersWeights *self, const float *w, gsize stride)
{
  double sum = 0, squares = 0, n = (double) self->inputs * self->units;

  self->min = INFINITY;
  self->max = -INFINITY;
  for (guint i = 0; i < self->inputs; i++)
    for (guint j = 0; j < self->units; j++)
      {
        double value = (double) w[i * stride + j];

        sum += value;
        squares += value * value;
        self->min = MIN (self->min, value);
        self->max = MAX (self->max, value);
      }
  self->mean = sum / n;
  self->std = sqrt (MAX (squares / n - self->mean * self->mean, 0));
}

/* Places i of @n_parts equal parts of @n. */
static guint
get_end (guint part, guint n_parts, guint n)
{
  return (guint) ((guint64) part * n / n_parts);
}

/* The weight farthest from 0 of inputs i0 … i1 − 1 and units j0 … j1 − 1. */
static float
find_farthest (const float *w, gsize stride, guint i0, guint i1, guint j0, guint j1)
{
  float farthest = 0;

  for (guint i = i0; i < i1; i++)
    for (guint j = j0; j < j1; j++)
      if (!(fabsf (w[i * stride + j]) <= fabsf (farthest)))
        farthest = w[i * stride + j];
  return farthest;
}

static void
take_matrix (NormlabLayersWeights *self, const float *w, gsize stride)
{
  for (guint row = 0; row < self->rows; row++)
    for (guint column = 0; column < self->columns; column++)
      self->values[row * self->columns + column] = find_farthest (
          w, stride, get_end (column, self->columns, self->inputs),
          get_end (column + 1, self->columns, self->inputs), get_end (row, self->rows, self->units),
          get_end (row + 1, self->rows, self->units));
}

/* A block of an image's pixels is one of the picture's. */
static void
take_images (NormlabLayersWeights *self, const float *w, gsize stride, guint rows, guint columns)
{
  for (guint unit = 0; unit < self->rows; unit++)
    for (guint y = 0; y < self->image_rows; y++)
      for (guint x = 0; x < self->image_columns; x++)
        {
          float farthest = 0;

          for (guint i = get_end (y, self->image_rows, rows);
               i < get_end (y + 1, self->image_rows, rows); i++)
            {
              guint x0 = get_end (x, self->image_columns, columns);
              guint x1 = get_end (x + 1, self->image_columns, columns);
              float value
                  = find_farthest (w, stride, i * columns + x0, i * columns + x1, unit, unit + 1);

              if (!(fabsf (value) <= fabsf (farthest)))
                farthest = value;
            }
          self->values[unit * self->columns + y * self->image_columns + x] = farthest;
        }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  float x = *(const float *) a, y = *(const float *) b;

  return x < y ? -1 : x > y;
}

static double
find_limit (const NormlabLayersWeights *self)
{
  gsize n = (gsize) self->rows * self->columns, n_finite = 0;
  g_autofree float *sizes = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    if (isfinite (self->values[i]))
      sizes[n_finite++] = fabsf (self->values[i]);
  if (n_finite == 0)
    return 0;
  qsort (sizes, n_finite, sizeof *sizes, compare);
  return (double) sizes[(gsize) ((double) (n_finite - 1) * WITHIN)];
}

void
normlab_layers_weights_init (NormlabLayersWeights *self,
                             const float *w,
                             guint inputs,
                             guint units,
                             gsize stride,
                             guint image_rows,
                             guint image_columns)
{
  gboolean first = image_rows > 0;

  *self = (NormlabLayersWeights){
    .inputs = inputs,
    .units = units,
    .image_rows = MIN (image_rows, NORMLAB_LAYERS_MAX_SIDE),
    .image_columns = MIN (image_columns, NORMLAB_LAYERS_MAX_SIDE),
  };
  self->rows = MIN (units, first ? NORMLAB_LAYERS_MAX_TILES : NORMLAB_LAYERS_MAX_CELLS);
  self->columns
      = first ? self->image_rows * self->image_columns : MIN (inputs, NORMLAB_LAYERS_MAX_CELLS);
  self->values = g_new (float, (gsize) self->rows * self->columns);
  find_moments (self, w, stride);
  if (first)
    take_images (self, w, stride, image_rows, image_columns);
  else
    take_matrix (self, w, stride);
  self->limit = find_limit (self);
}

void
normlab_layers_weights_clear (NormlabLayersWeights *self)
{
  g_clear_pointer (&self->values, g_free);
  for (guint i = 0; i < NORMLAB_LAYERS_N_VECTORS; i++)
    g_clear_pointer (&self->vectors[i], g_free);
}

NormlabLayersParameters *
normlab_layers_parameters_new (guint n_layers)
{
  NormlabLayersParameters *self = g_atomic_rc_box_alloc0 (
      sizeof (NormlabLayersParameters) + n_layers * sizeof (NormlabLayersWeights));

  self->n_layers = n_layers;
  return self;
}

NormlabLayersParameters *
normlab_layers_parameters_ref (NormlabLayersParameters *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  NormlabLayersParameters *self = data;

  for (guint i = 0; i < self->n_layers; i++)
    normlab_layers_weights_clear (&self->layers[i]);
}

void
normlab_layers_parameters_unref (NormlabLayersParameters *self)
{
  g_atomic_rc_box_release_full (self, clear);
}
