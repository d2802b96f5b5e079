/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-inspection-csv.h"

#include <math.h>

#include "normlab-text.h"

/* What a row is about. */
typedef struct
{
  GString *csv;
  guint run, step, layer;
} Rows;

static void
append (const Rows *rows, const char *quantity, double value)
{
  g_autofree char *text = normlab_text_from_float ((float) value);

  g_string_append_printf (rows->csv, "%u,%u,%u,%s,%s\r\n", rows->run, rows->step, rows->layer,
                          quantity, text);
}

static void
append_smoothness (const Rows *rows, const NormlabSmoothness *smoothness)
{
  append (rows, "loss_low", smoothness->loss_low);
  append (rows, "loss_high", smoothness->loss_high);
  append (rows, "gradient_change", smoothness->gradient_change);
  if (!isnan (smoothness->beta))
    append (rows, "beta", smoothness->beta);
}

/* Of the step. */
static void
append_pass (const Rows *rows,
             const NormlabProbeLayer *layer,
             const NormlabActivationInfo *info,
             gboolean hidden)
{
  append (rows, "pre_mean", (double) layer->pre_mean);
  append (rows, "pre_std", (double) layer->pre_std);
  if (hidden)
    {
      append (rows, "out_mean", (double) layer->out_mean);
      append (rows, "out_std", (double) layer->out_std);
    }
  if (hidden && normlab_activation_is_bounded (info))
    append (rows, "saturated", (double) layer->saturated);
  if (hidden && info->can_die)
    append (rows, "dead", (double) layer->dead);
  append (rows, "gradient_norm", (double) layer->gradient_norm);
  append (rows, "update_ratio", (double) layer->update_ratio);
}

/* Of the state after it. */
static void
append_norm (const Rows *rows, const NormlabProbeLayer *layer, const NormlabNormalizationInfo *info)
{
  if (info->learns)
    {
      append (rows, "gamma_mean", (double) layer->gamma.mean);
      append (rows, "beta_mean", (double) layer->beta.mean);
    }
  if (info->running)
    {
      append (rows, "running_mean_mean", (double) layer->running_mean.mean);
      append (rows, "running_variance_mean", (double) layer->running_variance.mean);
    }
}

void
normlab_inspection_append_csv (const NormlabInspection *self,
                               const NormlabRecipe *recipe,
                               guint run,
                               GString *csv)
{
  Rows rows = { csv, run, self->step, 0 };

  if (self->smoothness != NULL)
    append_smoothness (&rows, self->smoothness);
  for (guint i = 0; i < self->probe->n_layers; i++)
    {
      const NormlabProbeLayer *layer = &self->probe->layers[i];
      gboolean hidden = i < recipe->n_hidden;

      rows.layer = i + 1;
      if (self->step > 0)
        append_pass (&rows, layer, normlab_activation_get_info (recipe->activation), hidden);
      if (hidden)
        append_norm (&rows, layer, normlab_normalization_get_info (recipe->normalization));
    }
}

static void
append_bin (const Rows *rows, const char *which, double low, double high, guint count)
{
  g_autofree char *low_text = normlab_text_from_double (low);
  g_autofree char *high_text = normlab_text_from_double (high);

  g_string_append_printf (rows->csv, "%u,%u,%u,%s,%s,%s,%u\r\n", rows->run, rows->step, rows->layer,
                          which, low_text, high_text, count);
}

/* Where all finite values are alike there is nothing to divide. */
static void
append_spread (const Rows *rows, const char *which, const NormlabProbeSpread *spread)
{
  const guint last = NORMLAB_PROBE_N_BINS - 1;
  const double min = (double) spread->min, max = (double) spread->max;
  const double width = (max - min) / NORMLAB_PROBE_N_BINS;

  if (spread->min < spread->max)
    {
      for (guint i = 0; i <= last; i++)
        append_bin (rows, which, min + i * width, i == last ? max : min + (i + 1) * width,
                    spread->bins[i]);
      return;
    }
  append_bin (rows, which, min, max, spread->bins[0]);
  if (spread->bins[last] > 0)
    append_bin (rows, which, max, INFINITY, spread->bins[last]);
}

void
normlab_inspection_append_histograms (const NormlabInspection *self,
                                      const NormlabRecipe *recipe,
                                      guint run,
                                      GString *csv)
{
  Rows rows = { csv, run, self->step, 0 };

  for (guint i = 0; i < self->probe->n_layers && self->step > 0; i++)
    {
      const NormlabProbeLayer *layer = &self->probe->layers[i];

      rows.layer = i + 1;
      append_spread (&rows, "pre", &layer->pre);
      if (i < recipe->n_hidden)
        append_spread (&rows, "out", &layer->out);
    }
}

void
normlab_inspection_append_confusion (const NormlabInspection *self, guint run, GString *csv)
{
  g_return_if_fail (self->confusion != NULL);

  for (guint i = 0; i < self->n_classes * self->n_classes; i++)
    g_string_append_printf (csv, "%u,%u,%u,%u,%u\r\n", run, self->step, i / self->n_classes,
                            i % self->n_classes, self->confusion[i]);
}
