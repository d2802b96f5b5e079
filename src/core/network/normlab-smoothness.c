/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-smoothness.h"

#include <math.h>
#include <string.h>

#include "normlab-network-private.h"
#include "normlab-trainer-private.h"

const double normlab_smoothness_steps[NORMLAB_SMOOTHNESS_N_STEPS] = { 0.5, 1, 2, 4 };

/* The next step's batch, and a network of the same recipe that stands where one looks. */
typedef struct
{
  const NormlabTrainer *trainer;
  NormlabNetwork network;
  guint32 *batch;
  guint8 *labels;
  NormlabRandom masks; /* where dropout's masks begin */
  NormlabScratch *scratch;
  NormlabStop stop;
  float *gradient; /* g, in scratch */
  double loss;     /* of the last pass */
} Look;

static void
look_clear (Look *self)
{
  normlab_network_clear (&self->network);
  g_free (self->batch);
  g_free (self->labels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

/* As the trainer would draw it. */
static void
draw_batch (Look *self)
{
  const NormlabTrainer *trainer = self->trainer;
  const guint8 *labels = g_bytes_get_data (trainer->labels, NULL);
  guint n = trainer->recipe.batch_size;

  self->batch = g_new (guint32, n);
  self->labels = g_new (guint8, n);
  self->masks = trainer->random;
  if (trainer->has_next)
    memcpy (self->batch, trainer->next_batch, n * sizeof *self->batch);
  else
    normlab_random_choice (&self->masks, trainer->n_images, self->batch, n);
  for (guint i = 0; i < n; i++)
    self->labels[i] = labels[self->batch[i]];
}

/* A NormlabObserver that takes the loss from the logits. */
static void
observe_loss (const NormlabNetwork *network,
              guint layer,
              NormlabStage stage,
              const float *values,
              gsize rows,
              gpointer user_data)
{
  const NormlabLayer *l = &network->layers[layer];
  Look *self = user_data;

  if (layer + 1 == network->n_layers && stage == NORMLAB_STAGE_PRE)
    self->loss = normlab_cross_entropy (values, rows, l->stride, l->units, self->labels, self->stop)
                 + normlab_network_decay_loss (network);
}

/* Loss and gradients where the network stands. FALSE when stopped, or when they are not finite. */
static gboolean
look (Look *self)
{
  const NormlabSparse *images
      = normlab_dataset_get_sparse (self->trainer->dataset, NORMLAB_SPLIT_TRAINING);
  gsize used = self->scratch->used;
  NormlabRandom masks = self->masks;
  guint diverged_layer = 0;
  gboolean finite = normlab_network_gradient (
      &self->network, images, self->batch, NULL, self->labels, self->trainer->recipe.batch_size,
      &masks, self->scratch, self->stop, observe_loss, self, &diverged_layer);

  normlab_scratch_rewind (self->scratch, used);
  return finite && isfinite (self->loss);
}

/* Σ (∇L − g)² over n parameters from @first on; with g NULL, Σ ∇L². In double, as small differences
 * of floats are looked for. */
static double
sum_squares (const Look *self, const float *g, gsize first, gsize n)
{
  double sum = 0;

  FOR_PIECES (i, n, self->stop)
    for (gsize j = first + i; j < first + MIN (i + NORMLAB_PIECE, n); j++)
      {
        double difference = (double) self->network.gradients[j] - (g != NULL ? (double) g[j] : 0);

        sum += difference * difference;
      }
  return sum;
}

/* ‖∇L − g‖ over what is updated; with g NULL, ‖∇L‖. */
static double
get_distance (const Look *self, const float *g)
{
  const NormlabUpdater *updater = &self->trainer->updater;
  double sum = 0;

  for (guint s = 0; s < updater->n_spans; s++)
    sum += sum_squares (self, g, updater->spans[s].first,
                        updater->spans[s].end - updater->spans[s].first);
  return sqrt (sum);
}

/* θ − @length g, of n parameters from @first on */
static void
move_span (Look *self, double length, gsize first, gsize n)
{
  const float *from = self->trainer->network.parameters + first, *g = self->gradient + first;
  float *to = self->network.parameters + first;

  FOR_PIECES (i, n, self->stop)
    {
      gsize piece = MIN (NORMLAB_PIECE, n - i);

      memcpy (to + i, from + i, piece * sizeof *to);
      self->network.kernels->add_scaled ((float) -length, g + i, to + i, piece);
    }
}

static void
move_to (Look *self, double length)
{
  const NormlabUpdater *updater = &self->trainer->updater;

  for (guint s = 0; s < updater->n_spans; s++)
    move_span (self, length, updater->spans[s].first,
               updater->spans[s].end - updater->spans[s].first);
}

/* A network with the trainer's parameters, and room for g and for passes. */
static gboolean
begin (Look *self, GError **error)
{
  const NormlabTrainer *trainer = self->trainer;
  const NormlabNetwork *network = &trainer->network;
  gsize n = network->n_parameters;

  /* Nothing is drawn, and so there is nothing to stop. */
  if (!normlab_network_init (&self->network, &trainer->recipe, network->layers[0].inputs,
                             network->layers[network->n_layers - 1].units, network->kernels, NULL,
                             NULL, error)
      || !normlab_scratch_begin (
          self->scratch,
          normlab_scratch_padded (n)
              + normlab_network_gradient_scratch (network, trainer->recipe.batch_size),
          error))
    return FALSE;
  memcpy (self->network.parameters, network->parameters, n * sizeof (float));
  self->gradient = normlab_scratch_take (self->scratch, n);
  draw_batch (self);
  return TRUE;
}

/* What is found at θ − c η g. */
static void
take_in (Look *self, double c, NormlabSmoothness *smoothness)
{
  double length = c * self->trainer->recipe.learning_rate, change = INFINITY;

  move_to (self, length);
  if (look (self))
    change = get_distance (self, self->gradient);
  else
    self->loss = INFINITY;
  smoothness->loss_low = MIN (smoothness->loss_low, self->loss);
  smoothness->loss_high = MAX (smoothness->loss_high, self->loss);
  smoothness->gradient_change = MAX (smoothness->gradient_change, change);
  smoothness->gradient_change_least = MIN (smoothness->gradient_change_least, change);
  if (smoothness->gradient_norm > 0)
    smoothness->beta = MAX (smoothness->beta, change / (length * smoothness->gradient_norm));
}

NormlabTrainerStatus
normlab_smoothness_measure (const NormlabTrainer *trainer,
                            NormlabSmoothness *smoothness,
                            NormlabScratch *scratch,
                            NormlabStop stop,
                            GError **error)
{
  g_auto (Look) self = { .trainer = trainer, .scratch = scratch, .stop = stop };
  gboolean finite;

  g_return_val_if_fail (trainer->diverged_layer == 0, NORMLAB_TRAINER_DIVERGED);
  g_return_val_if_fail (trainer->step < trainer->recipe.iterations, NORMLAB_TRAINER_FAILED);

  if (normlab_stop_requested (stop))
    return NORMLAB_TRAINER_STOPPED;
  if (!begin (&self, error))
    return NORMLAB_TRAINER_FAILED;
  finite = look (&self);
  if (normlab_stop_requested (stop))
    return NORMLAB_TRAINER_STOPPED;
  if (!finite)
    return NORMLAB_TRAINER_DIVERGED;

  memcpy (self.gradient, self.network.gradients, self.network.n_parameters * sizeof *self.gradient);
  *smoothness = (NormlabSmoothness){
    .step = trainer->step + 1,
    .gradient_norm = get_distance (&self, NULL),
    .loss_low = INFINITY,
    .loss_high = -INFINITY,
    .gradient_change_least = INFINITY,
  };
  smoothness->beta = smoothness->gradient_norm > 0 ? 0 : NAN;
  for (guint i = 0; i < NORMLAB_SMOOTHNESS_N_STEPS && !normlab_stop_requested (stop); i++)
    take_in (&self, normlab_smoothness_steps[i], smoothness);
  return normlab_stop_requested (stop) ? NORMLAB_TRAINER_STOPPED : NORMLAB_TRAINER_OK;
}
