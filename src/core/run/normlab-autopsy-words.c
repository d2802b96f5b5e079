/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-autopsy-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-figure.h"
#include "normlab-text.h"

/* What people have chosen is told as they have written it. */
static char *
get_chosen (double value)
{
  return normlab_figure_is_plain (value) ? normlab_text_from_double (value)
                                         : normlab_figure (value);
}

static gboolean
is_output (const NormlabAutopsy *self, const NormlabBreakdown *b)
{
  return b->layer > self->recipe.n_hidden;
}

/* Of the layer that the breakdown is in. */
static const NormlabNormalizationInfo *
get_norm (const NormlabAutopsy *self, const NormlabBreakdown *b)
{
  return normlab_normalization_get_info (is_output (self, b) ? NORMLAB_NORMALIZATION_NONE
                                                             : self->recipe.normalization);
}

/* Where it was */

static char *
name_parameter (const NormlabBreakdown *b)
{
  switch (b->parameter)
    {
    case NORMLAB_PARAMETER_WEIGHTS:
      return g_strdup_printf (_("the weights of layer %u"), b->layer);
    case NORMLAB_PARAMETER_BIASES:
      return g_strdup_printf (_("the biases of layer %u"), b->layer);
    case NORMLAB_PARAMETER_GAMMA:
      return g_strdup_printf (_("γ of layer %u"), b->layer);
    case NORMLAB_PARAMETER_BETA:
      return g_strdup_printf (_("β of layer %u"), b->layer);
    default:
      g_assert_not_reached ();
    }
}

static char *
name_gradient (const NormlabBreakdown *b)
{
  switch (b->parameter)
    {
    case NORMLAB_PARAMETER_WEIGHTS:
      return g_strdup_printf (_("the gradient of the weights of layer %u"), b->layer);
    case NORMLAB_PARAMETER_BIASES:
      return g_strdup_printf (_("the gradient of the biases of layer %u"), b->layer);
    case NORMLAB_PARAMETER_GAMMA:
      return g_strdup_printf (_("the gradient of γ of layer %u"), b->layer);
    case NORMLAB_PARAMETER_BETA:
      return g_strdup_printf (_("the gradient of β of layer %u"), b->layer);
    default:
      g_assert_not_reached ();
    }
}

static char *
name_pre (const NormlabAutopsy *self, const NormlabBreakdown *b)
{
  return is_output (self, b) ? g_strdup (_("the logits"))
                             : g_strdup_printf (_("the pre-activations of layer %u"), b->layer);
}

static char *
name_back (const NormlabAutopsy *self, const NormlabBreakdown *b)
{
  guint layer = b->layer;

  return get_norm (self, b)->learns && !get_norm (self, b)->after
             ? g_strdup_printf (_("the gradient of the weighted sums of layer %u"), layer)
             : g_strdup_printf (_("the gradient of the pre-activations of layer %u"), layer);
}

static char *
name_evaluation (const NormlabAutopsy *self, const NormlabBreakdown *b)
{
  return is_output (self, b)
             ? g_strdup (_("the logits of the measurement"))
             : g_strdup_printf (_("the activations of layer %u in the measurement"), b->layer);
}

static char *
name_place (const NormlabAutopsy *self, const NormlabBreakdown *b)
{

  switch (b->place)
    {
    case NORMLAB_PLACE_SUM:
      return g_strdup_printf (_("the weighted sums of layer %u"), b->layer);
    case NORMLAB_PLACE_RUNNING_MEAN:
      return g_strdup_printf (_("the running mean of layer %u"), b->layer);
    case NORMLAB_PLACE_RUNNING_VARIANCE:
      return g_strdup_printf (_("the running variance of layer %u"), b->layer);
    case NORMLAB_PLACE_PRE:
      return name_pre (self, b);
    case NORMLAB_PLACE_ACTIVATED:
    case NORMLAB_PLACE_OUT:
      return g_strdup_printf (_("the activations of layer %u"), b->layer);
    case NORMLAB_PLACE_BACK:
      return name_back (self, b);
    case NORMLAB_PLACE_GRADIENT:
      return name_gradient (b);
    case NORMLAB_PLACE_PARAMETER:
      return name_parameter (b);
    case NORMLAB_PLACE_EVALUATION:
      return name_evaluation (self, b);
    case NORMLAB_PLACE_DECAY:
      return g_strdup_printf (_("the weight decay of layer %u in the loss"), b->layer);
    case NORMLAB_PLACE_NONE:
    default:
      g_assert_not_reached ();
    }
}

/* What it was made from */

static char *
explain_product (const NormlabBreakdown *b)
{
  g_autofree char *input = normlab_figure ((double) b->input);
  g_autofree char *weight = normlab_figure ((double) b->weight);

  /* Translators: why something became infinite; numbers */
  return g_strdup_printf (_("inputs of up to %s times weights of up to %s, added up"), input,
                          weight);
}

/* The same where running statistics stand for those of a batch. */
static char *
explain_evaluation (const NormlabAutopsy *self, const NormlabBreakdown *b)
{
  g_autofree char *input = normlab_figure ((double) b->input);
  g_autofree char *weight = normlab_figure ((double) b->weight);

  if (!get_norm (self, b)->running)
    return explain_product (b);
  /* Translators: why something became infinite; numbers */
  return g_strdup_printf (
      _("inputs of up to %s times weights of up to %s, added up and normalized "
         "by running mean and variance"),
      input, weight);
}

static char *
explain_scaling (const NormlabAutopsy *self, const NormlabBreakdown *b)
{
  g_autofree char *sum = normlab_figure ((double) b->sum);
  g_autofree char *gamma = normlab_figure ((double) b->gamma);
  g_autofree char *beta = normlab_figure ((double) b->beta);

  if (get_norm (self, b)->after)
    /* Translators: why something became infinite; numbers */
    return g_strdup_printf (
        _("activations of up to %s, normalized, times a γ of up to %s, plus a β "
           "of up to %s"),
        sum, gamma, beta);
  /* Translators: why something became infinite; numbers */
  return g_strdup_printf (
      _("weighted sums of up to %s, normalized, times a γ of up to %s, plus a β "
         "of up to %s"),
      sum, gamma, beta);
}

static char *
explain_running (const NormlabAutopsy *self, const NormlabBreakdown *b)
{
  g_autofree char *sum = normlab_figure ((double) b->sum);
  gboolean squares = b->place == NORMLAB_PLACE_RUNNING_VARIANCE;

  if (get_norm (self, b)->after)
    return squares ? g_strdup_printf (_("the squares of activations of up to %s, added up"), sum)
                   : g_strdup_printf (_("activations of up to %s, added up"), sum);
  return squares ? g_strdup_printf (_("the squares of weighted sums of up to %s, added up"), sum)
                 : g_strdup_printf (_("weighted sums of up to %s, added up"), sum);
}

/* A gradient that comes back from the layer behind. */
static char *
explain_return (const NormlabAutopsy *self, const NormlabBreakdown *b)
{
  g_autofree char *back = normlab_figure ((double) b->back);
  g_autofree char *weight = normlab_figure ((double) b->weight);
  g_autofree char *gamma = normlab_figure ((double) b->gamma);

  if (get_norm (self, b)->learns)
    /* Translators: why a gradient became infinite: number, layer, numbers */
    return g_strdup_printf (
        _("gradients of up to %s of layer %u times its weights of up to %s and a γ of up to %s"),
        back, b->layer + 1, weight, gamma);
  /* Translators: why a gradient became infinite: number, layer, number */
  return g_strdup_printf (_("gradients of up to %s of layer %u times its weights of up to %s"),
                          back, b->layer + 1, weight);
}

static gboolean
has_decay_in_loss (const NormlabAutopsy *self)
{
  return self->recipe.weight_decay > 0
         && !normlab_optimizer_get_info (self->recipe.optimizer)->decays;
}

static char *
explain_gradient (const NormlabAutopsy *self, const NormlabBreakdown *b)
{
  g_autofree char *back = normlab_figure ((double) b->back);
  g_autofree char *input = normlab_figure ((double) b->input);
  g_autofree char *weight = normlab_figure ((double) b->weight);
  g_autofree char *decay = get_chosen (self->recipe.weight_decay);
  guint n = self->recipe.batch_size;

  if (b->parameter == NORMLAB_PARAMETER_GAMMA || b->parameter == NORMLAB_PARAMETER_BETA)
    return explain_return (self, b);
  if (b->parameter == NORMLAB_PARAMETER_BIASES)
    /* Translators: why a gradient became infinite: a number, then a number of images */
    return g_strdup_printf (_("gradients of up to %s, added up over %u images"), back, n);
  if (has_decay_in_loss (self))
    /* Translators: why a gradient became infinite: numbers, a number of images, numbers */
    return g_strdup_printf (_("inputs of up to %s times gradients of up to %s, added up over %u "
                               "images, and the weight decay %s times weights of up to %s"),
                            input, back, n, decay, weight);
  /* Translators: why a gradient became infinite: numbers, then a number of images */
  return g_strdup_printf (
      _("inputs of up to %s times gradients of up to %s, added up over %u images"), input, back,
      n);
}

/* " (velocity −3.1·10³⁰)", or nothing. */
static char *
list_states (const NormlabAutopsy *self, const NormlabBreakdown *b)
{
  const NormlabOptimizerInfo *info = normlab_optimizer_get_info (self->recipe.optimizer);
  g_autofree char *first = normlab_figure ((double) b->states[0]);
  g_autofree char *second = normlab_figure ((double) b->states[1]);

  if (info->n_states == 0)
    return g_strdup ("");
  if (info->n_states == 1)
    /* Translators: what an optimizer keeps of a parameter, and how much; stands behind words */
    return g_strdup_printf (_(" (%s %s)"), _(info->states[0]), first);
  /* Translators: the same of two things that it keeps */
  return g_strdup_printf (_(" (%s %s, %s %s)"), _(info->states[0]), first, _(info->states[1]),
                          second);
}

static char *
explain_update (const NormlabAutopsy *self, const NormlabBreakdown *b)
{
  g_autofree char *before = normlab_figure ((double) b->before);
  g_autofree char *gradient = normlab_figure ((double) b->gradient);
  g_autofree char *rate = get_chosen (self->recipe.learning_rate);
  g_autofree char *decay = get_chosen (self->recipe.weight_decay);
  g_autofree char *states = list_states (self, b);

  if (self->recipe.weight_decay > 0 && !has_decay_in_loss (self))
    /* Translators: why a parameter became infinite: gradient, learning rate, what the optimizer
     * keeps (or nothing), weight decay, what it was before */
    return g_strdup_printf (
        _("a gradient of %s times the learning rate %s%s and a weight decay of %s, from %s"),
        gradient, rate, states, decay, before);
  /* Translators: why a parameter became infinite: gradient, learning rate, what the optimizer keeps
   * (or nothing), what it was before */
  return g_strdup_printf (_("a gradient of %s times the learning rate %s%s, from %s"), gradient,
                          rate, states, before);
}

static char *
explain (const NormlabAutopsy *self, const NormlabBreakdown *b)
{
  g_autofree char *pre = normlab_figure ((double) b->pre);
  g_autofree char *weight = normlab_figure ((double) b->weight);
  const NormlabNormalizationInfo *norm = get_norm (self, b);

  switch (b->place)
    {
    case NORMLAB_PLACE_RUNNING_MEAN:
    case NORMLAB_PLACE_RUNNING_VARIANCE:
      return explain_running (self, b);
    case NORMLAB_PLACE_PRE:
      return norm->learns && !norm->after ? explain_scaling (self, b) : explain_product (b);
    case NORMLAB_PLACE_OUT:
      if (norm->after)
        return explain_scaling (self, b);
      return g_strdup_printf (_("pre-activations of up to %s"), pre);
    case NORMLAB_PLACE_ACTIVATED:
      return g_strdup_printf (_("pre-activations of up to %s"), pre);
    case NORMLAB_PLACE_BACK:
      return explain_return (self, b);
    case NORMLAB_PLACE_GRADIENT:
      return explain_gradient (self, b);
    case NORMLAB_PLACE_PARAMETER:
      return explain_update (self, b);
    case NORMLAB_PLACE_DECAY:
      return g_strdup_printf (_("the squares of weights of up to %s, added up"), weight);
    case NORMLAB_PLACE_EVALUATION:
      return explain_evaluation (self, b);
    case NORMLAB_PLACE_NONE:
    case NORMLAB_PLACE_SUM:
    default:
      return explain_product (b);
    }
}

/* "the weights of layer 2 became infinite: …" comes at a step. */
static char *
tell (const NormlabAutopsy *self, const NormlabBreakdown *b)
{
  g_autofree char *place = name_place (self, b);
  g_autofree char *reason = explain (self, b);

  if (isnan (b->value))
    /* Translators: a step; what: "the weights of layer 2"; why */
    return g_strdup_printf (_("At step %u, %s became NaN, which is no number: %s."), b->step,
                            place, reason);
  /* Translators: a step; what: "the weights of layer 2"; why */
  return g_strdup_printf (_("At step %u, %s became infinite: %s."), b->step, place, reason);
}

/* Whether the number that was the first of the last step is what ended it. */
static gboolean
is_end (const NormlabAutopsy *self)
{
  const NormlabBreakdown *b = &self->last;

  if (self->end == NORMLAB_END_LOGITS)
    return b->place == NORMLAB_PLACE_PRE && is_output (self, b);
  if (self->end == NORMLAB_END_PARAMETERS)
    return b->place == NORMLAB_PLACE_PARAMETER;
  return b->place == NORMLAB_PLACE_EVALUATION || b->place == NORMLAB_PLACE_DECAY;
}

static const char *
tell_end (const NormlabAutopsy *self)
{
  if (self->end == NORMLAB_END_LOGITS)
    return _("The run ended with that step, as its logits were not finite.");
  if (self->end == NORMLAB_END_PARAMETERS)
    return _("The run ended with that step, as its parameters were not finite.");
  return _("The run ended with that step, as its measured loss was not finite.");
}

static void
append (GString *text, const char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
}

static gboolean
is_same (const NormlabBreakdown *a, const NormlabBreakdown *b)
{
  return a->step == b->step && a->place == b->place && a->layer == b->layer;
}

char *
normlab_autopsy_get_sentence (const NormlabAutopsy *self)
{
  g_autofree char *first = tell (self, &self->first);
  GString *text = g_string_new (NULL);

  append (text, first);
  if (!is_same (&self->first, &self->last))
    {
      g_autofree char *last = tell (self, &self->last);

      if (self->first.step < self->last.step)
        append (text, _("The run went on."));
      append (text, last);
    }
  if (!is_end (self))
    append (text, tell_end (self));
  return g_string_free (text, FALSE);
}
