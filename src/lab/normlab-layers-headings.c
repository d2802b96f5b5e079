/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-headings.h"

#include <glib/gi18n-lib.h>

/* As the prober counts: within a hundredth of the range of its ends. */
#define SATURATION 0.01
/* So many layers of the same size are listed one by one. */
#define MAX_ALIKE 3

/* A formula of one network, with its numbers. Free with g_free(); NULL: it has none. */
typedef char *(*Explain) (NormlabRun *run);

/* Numbers */

static char *
format (double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  GString *text = g_string_new (g_ascii_formatd (number, sizeof number, "%g", value));

  if (text->str[0] == '-')
    {
      g_string_erase (text, 0, 1);
      g_string_prepend (text, "−");
    }
  return g_string_free (text, FALSE);
}

/* A formula in which a letter is the number that it stands for. */
static char *
put_number (const char *formula, const char *letter, double value)
{
  g_autofree char *number = format (value);
  GString *text = g_string_new (formula);

  g_string_replace (text, letter, number, 0);
  return g_string_free (text, FALSE);
}

/* Those of its images, its hidden layers and its answers; 0 where nobody knows. */
static guint
get_width (NormlabRun *run, guint i)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (run);
  NormlabDataset *dataset = normlab_run_get_dataset (run);

  if (i > 0 && i <= recipe->n_hidden)
    return recipe->hidden[i - 1];
  if (dataset == NULL)
    return 0;
  return i == 0 ? normlab_dataset_get_n_pixels (dataset) : normlab_dataset_get_n_classes (dataset);
}

/* How many layers from the i-th on, from 0, have weights of the same size. */
static guint
count_alike (NormlabRun *run, guint i)
{
  guint n_layers = normlab_run_get_recipe (run)->n_hidden + 1, end = i + 1;

  while (end < n_layers && get_width (run, end) == get_width (run, i)
         && get_width (run, end + 1) == get_width (run, i + 1))
    end++;
  return end - i;
}

/* "784×40, 40×20, 20×10", "784×20, 20×20 (11 times), 20×10", as far as the number of inputs and
 * classes is known. */
static char *
list_sizes (NormlabRun *run)
{
  guint n_layers = normlab_run_get_recipe (run)->n_hidden + 1, n_alike;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_layers; i += n_alike)
    {
      guint inputs = get_width (run, i), units = get_width (run, i + 1);

      n_alike = count_alike (run, i);
      if (n_alike <= MAX_ALIKE)
        n_alike = 1;
      if (inputs == 0 || units == 0)
        continue;
      g_string_append_printf (text, "%s%u×%u", text->len > 0 ? _(", ") : "", inputs, units);
      if (n_alike > 1)
        /* Translators: behind the size of a layer: so many layers have it */
        g_string_append_printf (text, ngettext (" (%u time)", " (%u times)", n_alike), n_alike);
    }
  return g_string_free (text, FALSE);
}

/* Formulas */

static const NormlabNormalizationInfo *
get_norm (NormlabRun *run)
{
  return normlab_normalization_get_info (normlab_run_get_recipe (run)->normalization);
}

static char *
explain_pre (NormlabRun *run)
{
  const NormlabNormalizationInfo *norm = get_norm (run);

  return g_strdup (norm->learns && !norm->after ? "z = γ (W a + b − μ) / σ + β" : "z = W a + b");
}

/* With what μ and σ are of. */
static char *
explain_pre_fully (NormlabRun *run)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (run);
  const NormlabNormalizationInfo *norm = get_norm (run);
  g_autofree char *sizes = list_sizes (run);
  g_autofree char *formula = NULL;

  if (!norm->learns || norm->after)
    formula = g_strdup ("z = W a + b");
  else if (norm->by_image)
    formula
        = g_strdup (_("z = γ (W a + b − μ) / √(σ² + 10⁻⁶) + β, μ and σ over an image’s units"));
  else
    formula = g_strdup_printf (ngettext ("z = γ (W a + b − μ) / √(σ² + 10⁻⁶) + β, "
                                         "μ and σ over the %u image of a batch",
                                         "z = γ (W a + b − μ) / √(σ² + 10⁻⁶) + β, "
                                         "μ and σ over the %u images of a batch",
                                         recipe->batch_size),
                               recipe->batch_size);
  /* Translators: a formula, and the sizes of all W in it */
  return *sizes != '\0' ? g_strdup_printf (_("%s; W: %s"), formula, sizes)
                        : g_steal_pointer (&formula);
}

static char *
explain_out (NormlabRun *run)
{
  const NormlabWord *word
      = &normlab_activation_get_info (normlab_run_get_recipe (run)->activation)->word;

  return g_strdup_printf (get_norm (run)->after ? "a = γ (f(z) − μ) / σ + β, f(z) = %s" : "a = %s",
                          word->formula);
}

/* Where f is flat, or what is dead. */
static char *
explain_lost (NormlabRun *run)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (run);
  const NormlabActivationInfo *info = normlab_activation_get_info (recipe->activation);

  if (normlab_activation_is_bounded (info))
    {
      double margin = SATURATION * (info->max - info->min);
      g_autofree char *low = format (info->min + margin), *high = format (info->max - margin);

      /* Translators: where an activation function is flat */
      return g_strdup_printf (_("f < %s or > %s"), low, high);
    }
  if (info->can_die)
    return g_strdup_printf (
        ngettext ("0 for the %u image", "0 for all %u images", recipe->batch_size),
        recipe->batch_size);
  return NULL;
}

static char *
explain_gradient (NormlabRun *run)
{
  g_autofree char *sizes = list_sizes (run);

  /* Translators: the norm of a gradient, and how large the weights of each layer are */
  return *sizes != '\0' ? g_strdup_printf (_("‖∂L/∂W‖, the norm over %s weights"), sizes) : NULL;
}

static char *
explain_update (NormlabRun *run)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (run);
  const NormlabWord *word = &normlab_optimizer_get_info (recipe->optimizer)->word;
  g_autofree char *formula = put_number (word->formula, "η", recipe->learning_rate);
  g_autofree char *whole = put_number (formula, "λ", recipe->weight_decay);

  /* Translators: how an optimizer is called, and its formula */
  return g_strdup_printf (_("‖ΔW‖ / ‖W‖, healthy near 10⁻³; %s: %s"),
                          normlab_word_get_label (word), whole);
}

/* Headings */

static NormlabRun *
get_run (GPtrArray *items, guint i)
{
  return normlab_run_item_get_run (g_ptr_array_index (items, i));
}

/* What all have in common; NULL: nothing. */
static char *
find_common (GPtrArray *items, Explain explain)
{
  g_autofree char *common = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *formula = explain (get_run (items, i));

      if (formula == NULL || (i > 0 && g_strcmp0 (formula, common) != 0))
        return NULL;
      g_free (common);
      common = g_steal_pointer (&formula);
    }
  return g_steal_pointer (&common);
}

/* Each with its name. */
static char *
list_all (const NormlabLayersModel *model, GPtrArray *items, Explain explain)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len && i < model->n_runs; i++)
    {
      g_autofree char *formula = explain (get_run (items, i));

      if (formula != NULL)
        g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", model->runs[i].name,
                                formula);
    }
  return g_string_free (text, text->len == 0);
}

void
normlab_layers_headings_add (NormlabLayersModel *model, GPtrArray *items)
{
  static const struct
  {
    Explain line, card;
  } explanations[NORMLAB_LAYERS_N_HEADINGS] = {
    [NORMLAB_LAYERS_HEADING_PRE] = { explain_pre, explain_pre_fully },
    [NORMLAB_LAYERS_HEADING_OUT] = { explain_out, explain_out },
    [NORMLAB_LAYERS_HEADING_LOST] = { explain_lost, explain_lost },
    [NORMLAB_LAYERS_HEADING_GRADIENT] = { explain_gradient, explain_gradient },
    [NORMLAB_LAYERS_HEADING_UPDATE] = { explain_update, explain_update },
  };

  for (guint i = 0; i < NORMLAB_LAYERS_N_HEADINGS; i++)
    {
      model->headings[i].line = find_common (items, explanations[i].line);
      model->headings[i].card = list_all (model, items, explanations[i].card);
    }
}
