/* SPDX-License-Identifier: GPL-3.0-or-later */

/* By how much a logit can differ between screening and evaluation in full.
 *
 * Both go through the layers in floats, and each operation's result is off by at most U of
 * itself: a sum of n products by U for each partial sum and each product, at most (n + 1) U Σ |w
 * x| (Higham, 2002, chapters 3 and 4). What comes into a layer with an error leaves it with that
 * error times |w|, summed, times the slope of what follows. Every layer's units have two bounds:
 * of their size, and of the difference between the two ways. Terms of the order U² are covered
 * by a margin of one per cent at the end: a layer of 2,048 inputs makes them at most 1.3 · 10⁻⁴
 * larger, and 33 layers 0.5 per cent. */

#include "normlab-screening-private.h"

#include <math.h>

#include "normlab-bound.h"
#include "normlab-network-private.h"

/* Half the distance from 1 to the next float. */
#define U 0x1p-24
/* Rounding to whole numbers, in a product that is itself rounded. */
#define ROUNDING_ERROR 0.502
/* Beyond, floats might overflow on the way. */
#define LARGEST 1e30
/* What a layer's operations lose beside their share of U where results vanish: half of the least
 * float, for each of up to 2³¹ times that it counts. */
#define UNDERFLOW 0x1p-118

/* Of @size, per_sum is always 0. */
typedef struct
{
  NormlabBound size;
  NormlabBound error;
} Unit;

static const Unit unknown = { .error = { .fixed = INFINITY } };

static NormlabBound
larger (NormlabBound a, NormlabBound b)
{
  return (NormlabBound){
    MAX (a.per_size, b.per_size),
    MAX (a.per_sum, b.per_sum),
    MAX (a.fixed, b.fixed),
  };
}

/* FALSE also for what is not a number. */
static gboolean
is_small (NormlabBound x)
{
  return x.per_size < LARGEST && x.fixed < LARGEST;
}

/* Σ x w + b, x from 0 to 1, |w| at most @largest and rounded to multiples of 1 / factor in one
 * of the two ways. In full, a pixel is off by U, its product with w by U, and each partial sum,
 * which is at most the ink so far times @largest, by U. */
static Unit
first_affine (float largest, float factor, float bias)
{
  double quantization = factor > 0 ? ROUNDING_ERROR / (double) factor : 0;
  double weight = (double) largest, shift = fabs ((double) bias);

  if (weight > 0 && !(factor > 0))
    return unknown;
  return (Unit){
    .size = { .per_size = weight, .fixed = shift },
    .error = { quantization + 4 * U * weight, U * weight, U * shift + UNDERFLOW },
  };
}

/* (x − mean) scale + β in floats, each way in at most four operations and one conversion. */
static Unit
normalize (Unit x, float mean, float scale, float beta)
{
  double factor = fabs ((double) scale);
  NormlabBound before = add (x.size, constant (fabs ((double) mean)));
  NormlabBound size = add (times (factor, before), constant (fabs ((double) beta)));
  NormlabBound rounding = add (times (8 * U, size), constant (UNDERFLOW));

  if (!is_small (before))
    return unknown;
  return (Unit){ size, add (times (factor, x.error), rounding) };
}

/* The activation; keep: the share that dropout keeps of what it gives, in evaluation. */
static Unit
activate (const NormlabNetwork *self, Unit x, double keep)
{
  const NormlabActivationInfo *info = self->activation_info;
  double most = MAX (fabs (info->min), fabs (info->max));
  NormlabBound size = times (keep, normlab_activation_is_bounded (info) ? constant (most) : x.size);
  NormlabBound error = times (keep * info->slope, x.error);

  /* Each way the kernel is off by that much. */
  error = add (error, add (times (2 * info->relative_error, size), constant (2 * info->error)));
  return (Unit){ size, add (error, add (times (4 * U, size), constant (UNDERFLOW))) };
}

/* The share that dropout keeps of what was normalized after the activation. */
static Unit
drop (Unit x, double keep)
{
  NormlabBound size = times (keep, x.size);

  return (Unit){ size,
                 add (times (keep, x.error), add (times (4 * U, size), constant (UNDERFLOW))) };
}

/* x W + b in floats both ways; in: inputs, out: units. */
static void
affine (const NormlabNetwork *self,
        const NormlabLayer *l,
        const Unit *in,
        Unit *out,
        NormlabStop stop)
{
  const float *w = self->parameters + l->weights, *b = self->parameters + l->bias;
  double rounding = 2 * (l->inputs + 4) * U;

  for (gsize k = 0; k < l->units; k++)
    out[k] = (Unit){ .size = constant (fabs ((double) b[k])) };
  for (gsize j = 0; j < l->inputs && !normlab_stop_requested (stop); j++, w += l->stride)
    for (gsize k = 0; k < l->units; k++)
      {
        double weight = fabs ((double) w[k]);

        out[k].size = add (out[k].size, times (weight, in[j].size));
        out[k].error = add (out[k].error, times (weight, in[j].error));
      }
  for (gsize k = 0; k < l->units; k++)
    out[k].error = add (out[k].error, add (times (rounding, out[k].size), constant (UNDERFLOW)));
}

/* Batch norm of one unit in evaluation. */
static Unit
normalize_unit (const NormlabNetwork *self, const NormlabLayer *l, gsize unit, Unit x)
{
  float mean = self->running[l->running + unit];
  float variance = self->running[l->running + l->stride + unit];
  float gamma = self->parameters[l->gamma + unit], beta = self->parameters[l->beta + unit];

  return normalize (x, mean, gamma / sqrtf (variance + NORMLAB_NORM_EPSILON), beta);
}

/* From what an affine layer gives to what the next one takes. */
static void
follow (const NormlabNetwork *self, guint layer, Unit *units)
{
  const NormlabLayer *l = &self->layers[layer];
  gboolean after = l->norm->after;
  double keep = 1 - self->dropout;

  for (gsize j = 0; j < l->units; j++)
    {
      /* Without batch norm there is the conversion from integers all the same. */
      units[j] = l->norm->running && !after ? normalize_unit (self, l, j, units[j])
                                            : normalize (units[j], 0, 1, 0);
      if (!is_small (units[j].size))
        units[j] = unknown;
      if (layer + 1 < self->n_layers)
        units[j] = activate (self, units[j], after ? 1 : keep);
      if (after)
        units[j] = drop (normalize_unit (self, l, j, units[j]), keep);
      if (after && !is_small (units[j].size))
        units[j] = unknown;
    }
}

NormlabBound
normlab_screening_bound (const NormlabNetwork *self,
                         const float *largest,
                         const float *factors,
                         NormlabStop stop)
{
  const NormlabLayer *l = &self->layers[0];
  g_autofree Unit *in = NULL, *out = NULL;
  NormlabBound most = constant (0);
  guint widest = 0;

  for (guint i = 0; i < self->n_layers; i++)
    widest = MAX (widest, self->layers[i].units);
  in = g_new (Unit, widest);
  out = g_new (Unit, widest);

  for (gsize j = 0; j < l->units; j++)
    out[j] = first_affine (largest[j], factors[j], self->parameters[l->bias + j]);
  follow (self, 0, out);
  for (guint i = 1; i < self->n_layers; i++)
    {
      Unit *before = out;

      out = in;
      in = before;
      l = &self->layers[i];
      affine (self, l, in, out, stop);
      follow (self, i, out);
    }

  for (gsize k = 0; k < l->units; k++)
    {
      NormlabBound error = out[k].error;

      if (!isfinite (error.per_size + error.per_sum + error.fixed))
        return unknown.error;
      most = larger (most, error);
    }
  return add (times (1.01, most), constant (1e-30));
}
