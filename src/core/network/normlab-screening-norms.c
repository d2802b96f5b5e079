/* SPDX-License-Identifier: GPL-3.0-or-later */

/* By how much the difference of two logits can differ between screening and evaluation in full, by
 * 2-norms: of what all units of a layer are off by together, where normlab-screening-bounds.c sums
 * up the worst of each.
 *
 * Both ways are as described there; so are U, what vanishes (UNDERFLOW, in each unit), and that a
 * margin of one per cent covers terms of the order U². Let x be an image's pixels, and of a layer
 * W its weights (n inputs × m units), b its bias, μ, s and β what batch norm makes of z, (z − μ) s
 * + β, s being the same floats both ways; S = diag (s). Followed from layer to layer are bounds of
 * two 2-norms: of the vector that a layer gives, either way (its size), and of the difference
 * between the two ways (its error). ‖W‖ is an upper bound of the spectral norm,
 * normlab-spectral.c; a matrix of at most |W| in each element has a norm of at most ‖W‖_F ≤ √min
 * (n, m) ‖W‖. Part of a matrix or of a vector has no larger norm than the whole.
 *
 * What is not finite, or might overflow on the way, does not come here: the other file's bound is
 * infinite then, and nothing is screened.
 *
 * 1. The first layer. Let Ŵ be the weights in whole numbers over their factors, and E = W − Ŵ. The
 *    sums differ by xᵀE, after batch norm by at most ‖E S‖ ‖x‖. In full, pixels are rounded (U ‖x‖
 *    in all, so U ‖W S‖ ‖x‖), products (U √m ‖W S‖ ‖x‖), and partial sums, each of which is a
 *    vector of at most ‖W S‖ times the norm of the image up to there: U ‖W S‖ times the sum of
 *    these norms. The screened sums are exact. Bias, batch norm and the conversion from integers
 *    lose at most 8 U, as in the other file, of a size of ‖W S‖ ‖x‖ + ‖(|b| + |μ|) |s| + |β|‖.
 *    (That the screened sums are of Ŵ adds 8 U ‖E S‖ ‖x‖ to that, which is of the order U².)
 *
 * ‖E S‖ is found from what quantize() rounds off. Let w be a weight, f its column's factor, q =
 * round (fl (w f)). Then fl (w f) − q is exact, both being multiples of the former's last place,
 * and is f times the element of E but for U |w f|: in a column U f √Σ w² at most, and Σ w² ≤ max
 * |w| Σ |w|. It is once more made whole numbers of, and off by ROUNDED in each.
 *
 * 2. The activation has slopes of at most L: in each unit it makes an error at most L times
 *    larger, and so in all. Its kernel is off by a constant and by a share of its result, each
 *    way. What it gives is at most √m times its largest value, or where it is not bounded no
 *    larger than what it takes, unit by unit.
 *
 * 3. Dropout multiplies by a factor, the same both ways, and rounds: 2 U of the size.
 *
 * 4. Batch norm after the activation multiplies the error by s, unit by unit, which is left to the
 *    next layer: it has ‖S W‖. What its three operations and dropout's lose each way, 8 U of the
 *    size, comes after that (late), and goes through ‖W‖_F.
 *
 * 5. A later layer with batch norm before the activation, S', multiplies the error by ‖S W S'‖.
 *    Each way, products lose U √min (n, m) ‖W S'‖ of its inputs' size, and n partial sums U ‖W S'‖
 *    of it each; bias and batch norm, 8 U together, and one U each way of the sum that bias is
 *    added to, are of the size after it.
 *
 * 6. The last layer. The difference of logits i and j is off by at most ‖wᵢ − wⱼ‖ times the error,
 *    and by what each of them rounds, each way: 1 + n + 1 times U of ‖wᵢ‖ times the size, and U
 *    |bᵢ|. The largest over j is the margin of class i. Where its logit leads all others by more
 *    than that in screening, it is larger than each of them in full too; where it lags behind any
 *    by more, it is less than that one. Either way evaluation in full counts the same, without a
 *    tie. */

#include "normlab-screening-private.h"

#include <math.h>
#include <string.h>

#include "normlab-bound.h"
#include "normlab-network-private.h"
#include "normlab-spectral.h"

/* Half the distance from 1 to the next float. */
#define U 0x1p-24
/* Rounding to whole numbers, in a product that is itself rounded. */
#define ROUNDED 0.502
#define UNDERFLOW 0x1p-118
/* More than what vanishes where weights are multiplied by batch norm's scale. */
#define TINY 1e-30
/* Of the terms of the order U²; and of what floats lose when they compute with the margins. */
#define MARGIN 1.01
#define FLOAT_MARGIN 1.001
/* Beyond, all pairs of classes take too long, and so do the norms. */
#define MAX_CLASSES 64u
#define MAX_COLUMNS 1024u

/* Of what a layer gives to the next one. */
typedef struct
{
  NormlabBound size;
  NormlabBound error;
  NormlabBound late;  /* what has to be added to the error once that has been multiplied by … */
  const float *scale; /* (nullable) … this, unit by unit */
} Activations;

typedef struct
{
  NormlabScreening *screening;
  const NormlabNetwork *network;
  NormlabSpectral spectral;
  gint32 *q;             /* as many integers as any layer's weights need */
  float *scaled;         /* as many floats as any later layer's weights; only for scales after */
  float *largest, *sums; /* as wide as any layer */
} Norms;

static double
get_length (const float *x, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (double) x[i] * (double) x[i];
  return sqrt (sum);
}

/* Batch norm's s, before the activation or after it. */
static const float *
get_scale (Norms *self, const NormlabLayer *l, gboolean after)
{
  return l->norm->running && l->norm->after == after
             ? normlab_batch_norm_scale (self->network, l, self->spectral.scratch)
             : NULL;
}

/* ‖(|b| + |μ|) |s| + |β|‖, or ‖b‖ when @scale is NULL. bias: (nullable), 0 */
static double
get_shift (const NormlabNetwork *network,
           const NormlabLayer *l,
           const float *bias,
           const float *scale)
{
  const float *mean = network->running + l->running, *beta = network->parameters + l->beta;
  double sum = 0;

  for (gsize j = 0; j < l->units; j++)
    {
      double shift = bias != NULL ? fabs ((double) bias[j]) : 0;

      if (scale != NULL)
        shift = (shift + fabs ((double) mean[j])) * fabs ((double) scale[j])
                + fabs ((double) beta[j]);
      sum += shift * shift;
    }
  return sqrt (sum);
}

/* What units lose where numbers vanish: before sums are multiplied by @scale (nullable), and after
 * that. */
static NormlabBound
get_vanished (const NormlabLayer *l, const float *scale)
{
  double after = sqrt ((double) l->units);

  return constant (UNDERFLOW * (after + (scale != NULL ? get_length (scale, l->units) : after)));
}

/* What the first layer's units are rounded to multiples of, times @scale (nullable). */
static double
get_unit (const NormlabScreening *screening, const float *scale, gsize unit)
{
  double factor = (double) screening->factors[unit];

  return factor > 0 ? (scale != NULL ? fabs ((double) scale[unit]) : 1) / factor : 0;
}

/* ‖E S‖₂ of the first layer. */
static double
bound_rest (Norms *self, const float *scale)
{
  const NormlabScreening *screening = self->screening;
  const NormlabLayer *l = &self->network->layers[0];
  const float *w = self->network->parameters + l->weights;
  gsize pairs = (l->inputs + 1) / 2, piece = normlab_rows_per_piece (l->stride);
  /* What is rounded off is at most a half. */
  float factor = 1.99f * MIN (normlab_spectral_limit (2 * pairs), 32000);
  double *units
      = (double *) (gpointer) normlab_scratch_take (self->spectral.scratch, 2 * l->stride);
  double lost = 0;

  for (gsize j = 0; j < l->stride; j++)
    {
      double unit = get_unit (screening, scale, j);
      double length = sqrt ((double) screening->largest[j] * (double) screening->sums[j]);
      double rest = unit
                    * (ROUNDED / (double) factor * sqrt ((double) l->inputs)
                       + 1.01 * U * (double) screening->factors[j] * length);

      lost += rest * rest;
      units[j] = unit / (double) factor;
    }
  for (gsize i = 0; i < pairs && !normlab_stop_requested (self->spectral.stop); i += piece)
    self->network->kernels->screening->quantize_rest (w + 2 * i * l->stride, MIN (piece, pairs - i),
                                                      l->stride, screening->factors, factor,
                                                      self->q + i * l->stride);
  return normlab_spectral_bound (&self->spectral, self->q, pairs, l->stride, units,
                                 NORMLAB_SPECTRAL_DIAGONAL)
         + sqrt (lost);
}

/* What enters the first activation. */
static Activations
first_affine (Norms *self)
{
  const NormlabLayer *l = &self->network->layers[0];
  const float *parameters = self->network->parameters, *scale = get_scale (self, l, FALSE);
  double rest = bound_rest (self, scale);
  double weights = normlab_spectral_bound_of_floats (&self->spectral, parameters + l->weights,
                                                     (l->inputs + 1) / 2 * 2, l->stride,
                                                     self->screening->largest, scale, self->q);
  Activations out = { .size = { .per_size = weights } };

  out.size.fixed = get_shift (self->network, l, parameters + l->bias, scale);
  out.error.per_size = rest + (1 + sqrt ((double) l->units)) * U * weights;
  out.error.per_sum = U * weights;
  out.error = add (out.error, add (times (8 * U, out.size), get_vanished (l, scale)));
  return out;
}

/* About what that is: most of it is ‖E S‖₂, whose elements are as good as random. */
static Activations
guess_first_affine (Norms *self)
{
  const NormlabLayer *l = &self->network->layers[0];
  const float *scale = get_scale (self, l, FALSE);
  double unit = 0;

  for (gsize j = 0; j < l->units; j++)
    unit = MAX (unit, get_unit (self->screening, scale, j));
  return (Activations){ .error.per_size = 1.5 * unit * sqrt ((double) l->inputs / 12) };
}

/* From what enters an activation to what the next layer takes. */
static Activations
activate (Norms *self, const NormlabLayer *l, Activations in)
{
  const NormlabActivationInfo *info = self->network->activation_info;
  double n = sqrt ((double) l->units), most = MAX (fabs (info->min), fabs (info->max));
  double keep = 1 - self->network->dropout, largest = 0;
  NormlabBound size = normlab_activation_is_bounded (info) ? constant (most * n) : in.size;
  NormlabBound error = add (times (info->slope, in.error), times (2 * info->relative_error, size));
  const float *scale = get_scale (self, l, TRUE);

  error = times (keep, add (error, constant ((2 * info->error + UNDERFLOW) * n)));
  if (scale == NULL)
    {
      size = times (keep, size);
      return (Activations){ .size = size, .error = add (error, times (4 * U, size)) };
    }
  for (gsize j = 0; j < l->units; j++)
    largest = MAX (largest, fabs ((double) scale[j]));
  size = add (times (largest, size), constant (get_shift (self->network, l, NULL, scale)));
  size = times (keep, size);
  return (Activations){
    .size = size,
    .error = error,
    .late = add (times (12 * U, size), constant (2 * UNDERFLOW * n)),
    .scale = scale,
  };
}

/* A layer's weights, each row times what its input is multiplied by. */
static const float *
scale_rows (Norms *self, const NormlabLayer *l, const float *scale)
{
  const float *w = self->network->parameters + l->weights;

  if (scale == NULL)
    return w;
  memset (self->scaled, 0, NORMLAB_STRIDE (l->inputs) * l->stride * sizeof *self->scaled);
  for (gsize i = 0; i < l->inputs; i++)
    for (gsize j = 0; j < l->units; j++)
      self->scaled[i * l->stride + j] = scale[i] * w[i * l->stride + j];
  return self->scaled;
}

/* ‖S W S'‖₂, with @rows for S and @columns for S', both (nullable). Found once. */
static double
bound_weights (Norms *self, const NormlabLayer *l, const float *rows, const float *columns)
{
  double *norm = &self->screening->norms[l - self->network->layers];
  const float *w = scale_rows (self, l, rows);
  gsize n = NORMLAB_STRIDE (l->inputs);

  if (*norm < 0)
    {
      memset (self->largest, 0, l->stride * sizeof *self->largest);
      memset (self->sums, 0, l->stride * sizeof *self->sums);
      self->network->kernels->screening->column_extents (w, n, l->stride, self->largest,
                                                         self->sums);
      *norm = normlab_spectral_bound_of_floats (&self->spectral, w, n, l->stride, self->largest,
                                                columns, self->q);
    }
  return *norm;
}

/* What enters a later activation. */
static Activations
affine (Norms *self, const NormlabLayer *l, Activations in)
{
  const float *parameters = self->network->parameters, *columns = get_scale (self, l, FALSE);
  double scaled = bound_weights (self, l, in.scale, columns), plain = scaled;
  double n = (double) l->inputs, rank = (double) MIN (l->inputs, l->units);
  NormlabBound sums;
  Activations out = { .scale = NULL };

  if (in.scale != NULL)
    plain = get_length (parameters + l->weights, NORMLAB_STRIDE (l->inputs) * l->stride);
  sums = times (plain, in.size);
  out.size = add (sums, constant (get_shift (self->network, l, parameters + l->bias, columns)));
  out.error = add (times (scaled, in.error), times (plain, in.late));
  out.error = add (out.error, times (2 * U * (n + sqrt (rank)), sums));
  out.error = add (out.error, add (times (10 * U, out.size), get_vanished (l, columns)));
  return out;
}

/* Of each column i of the last layer the largest ‖wᵢ − wⱼ‖. w: inputs × stride */
static void
measure_pairs (const NormlabLayer *l, const float *w, double *largest)
{
  for (guint i = 0; i < l->units; i++)
    largest[i] = 0;
  for (guint i = 1; i < l->units; i++)
    for (guint j = 0; j < i; j++)
      {
        double sum = 0;

        for (const float *row = w; row < w + l->inputs * l->stride; row += l->stride)
          sum += ((double) row[i] - (double) row[j]) * ((double) row[i] - (double) row[j]);
        largest[i] = MAX (largest[i], sum);
        largest[j] = MAX (largest[j], sum);
      }
  for (guint i = 0; i < l->units; i++)
    largest[i] = sqrt (largest[i]);
}

/* The largest ‖wᵢ‖ and |bᵢ| of all classes. */
static void
measure_columns (const NormlabLayer *l, const float *w, const float *b, double *size, double *bias)
{
  *size = *bias = 0;
  for (guint i = 0; i < l->units; i++)
    {
      double sum = 0;

      for (const float *row = w; row < w + l->inputs * l->stride; row += l->stride)
        sum += (double) row[i] * (double) row[i];
      *size = MAX (*size, sqrt (sum));
      *bias = MAX (*bias, fabs ((double) b[i]));
    }
}

/* What the last layer makes of it. */
static void
set_margins (Norms *self, const NormlabLayer *l, Activations in, NormlabMargin *margins)
{
  const float *w = self->network->parameters + l->weights;
  double distances[MAX_CLASSES], late[MAX_CLASSES] = { 0 }, size, bias;
  NormlabBound rounding;

  measure_columns (l, w, self->network->parameters + l->bias, &size, &bias);
  rounding = add (times (2 * size, in.size), constant (2 * bias));
  rounding = times (2 * U * ((double) l->inputs + 4), rounding);
  measure_pairs (l, scale_rows (self, l, in.scale), distances);
  if (in.scale != NULL)
    measure_pairs (l, w, late);
  for (guint i = 0; i < l->units; i++)
    {
      NormlabBound error = add (times (distances[i] + TINY, in.error), times (late[i], in.late));

      error = add (times (MARGIN * FLOAT_MARGIN, add (error, rounding)), constant (TINY));
      margins[i].per_size = (float) error.per_size;
      margins[i].per_sum = (float) error.per_sum;
      margins[i].fixed = (float) error.fixed;
    }
}

/* Integers that the weights of @l need. */
static gsize
get_integers (const NormlabLayer *l)
{
  return NORMLAB_STRIDE (l->inputs) / 2 * l->stride;
}

typedef struct
{
  gsize integers, floats, columns; /* of q, scaled, largest */
} Sizes;

static Sizes
get_sizes (const NormlabNetwork *network)
{
  Sizes sizes = { 0 };

  for (guint i = 0; i < network->n_layers; i++)
    {
      const NormlabLayer *l = &network->layers[i];

      sizes.integers = MAX (sizes.integers, get_integers (l));
      if (i > 0 && network->layers[i - 1].norm->after)
        sizes.floats = MAX (sizes.floats, 2 * get_integers (l));
      sizes.columns = MAX (sizes.columns, l->stride);
    }
  return sizes;
}

gsize
normlab_screening_norms_scratch (const NormlabNetwork *self)
{
  Sizes sizes = get_sizes (self);

  if (isinf (normlab_screening_norms_cost (self)))
    return 0;
  return normlab_scratch_padded (sizes.integers) + normlab_scratch_padded (sizes.floats)
         + (4 + self->n_layers) * normlab_scratch_padded (sizes.columns)
         + normlab_spectral_scratch (sizes.columns);
}

double
normlab_screening_norms_cost (const NormlabNetwork *self)
{
  const NormlabLayer *last = &self->layers[self->n_layers - 1];
  double cost = 5.0 * last->units * last->units * last->inputs;

  if (self->n_layers == 1 || last->units > MAX_CLASSES)
    return INFINITY;
  for (guint i = 0; i + 1 < self->n_layers; i++)
    {
      const NormlabLayer *l = &self->layers[i];

      if (l->stride > MAX_COLUMNS)
        return INFINITY;
      cost += (double) get_integers (l) * (double) (MIN (l->stride, 128) + 16);
    }
  return cost;
}

static void
find_margins (NormlabScreening *self,
              const NormlabNetwork *network,
              NormlabScratch *scratch,
              NormlabStop stop,
              Activations (*get_first) (Norms *norms))
{
  gsize used = scratch->used;
  Sizes sizes = get_sizes (network);
  Norms norms = {
    .screening = self,
    .network = network,
    .spectral = { network->kernels, scratch, stop },
    .q = (gint32 *) (gpointer) normlab_scratch_take (scratch, sizes.integers),
    .scaled = normlab_scratch_take (scratch, sizes.floats),
    .largest = normlab_scratch_take (scratch, sizes.columns),
    .sums = normlab_scratch_take (scratch, sizes.columns),
  };
  Activations x = activate (&norms, &network->layers[0], get_first (&norms));
  guint last = network->n_layers - 1;

  for (guint i = 1; i < last && !normlab_stop_requested (stop); i++)
    x = activate (&norms, &network->layers[i], affine (&norms, &network->layers[i], x));
  set_margins (&norms, &network->layers[last], x, self->margins);
  normlab_scratch_rewind (scratch, used);
}

void
normlab_screening_guess_margins (NormlabScreening *self,
                                 const NormlabNetwork *network,
                                 NormlabScratch *scratch,
                                 NormlabStop stop)
{
  for (guint i = 0; i < network->n_layers; i++)
    self->norms[i] = -1;
  find_margins (self, network, scratch, stop, guess_first_affine);
}

void
normlab_screening_find_margins (NormlabScreening *self,
                                const NormlabNetwork *network,
                                NormlabScratch *scratch,
                                NormlabStop stop)
{
  find_margins (self, network, scratch, stop, first_affine);
}
