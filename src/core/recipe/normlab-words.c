/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-words.h"

#include <glib/gi18n-lib.h>

const NormlabWord normlab_switch_words[] = {
  { "off", .label = NC_("batch norm", "off"), .context = "batch norm",
    .phrase = N_("batch norm off") },
  { "on", .label = NC_("batch norm", "on"), .context = "batch norm",
    .phrase = N_("batch norm on") },
};

const NormlabWord normlab_activation_words[] = {
  [NORMLAB_ACTIVATION_SIGMOID] = { "sigmoid", .label = "sigmoid" },
  [NORMLAB_ACTIVATION_RELU] = { "relu", .label = "ReLU" },
  [NORMLAB_ACTIVATION_TANH] = { "tanh", .label = "tanh" },
};

/* The notebook calls them after the activation that each is meant for. */
const NormlabWord normlab_init_words[] = {
  [NORMLAB_INIT_XAVIER] = { "xavier", .alias = "sigmoid", .label = "Xavier" },
  [NORMLAB_INIT_HE] = { "he", .alias = "relu", .label = "He" },
};

const NormlabWord normlab_optimizer_words[] = {
  [NORMLAB_OPTIMIZER_SGD] = { "sgd", .label = "SGD" },
  [NORMLAB_OPTIMIZER_MOMENTUM] = { "momentum", .label = "Momentum" },
  [NORMLAB_OPTIMIZER_NESTEROV] = { "nesterov", .label = "Nesterov" },
  [NORMLAB_OPTIMIZER_ADAGRAD] = { "adagrad", .label = "AdaGrad" },
  [NORMLAB_OPTIMIZER_RMSPROP] = { "rmsprop", .label = "RMSProp" },
  [NORMLAB_OPTIMIZER_ADAM] = { "adam", .label = "Adam" },
};

const NormlabWord normlab_update_words[] = {
  [NORMLAB_UPDATE_ALL]
  = { "all", .label = N_("every parameter"), .phrase = N_("updates every parameter") },
  [NORMLAB_UPDATE_NOTEBOOK] = { "notebook", .label = N_("as the notebook does"),
                                .phrase = N_("updates as the notebook does") },
};

gboolean
normlab_words_find (const NormlabWord *words, guint n_words, const char *text, guint *place)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (place != NULL, FALSE);

  for (guint i = 0; i < n_words; i++)
    if (g_ascii_strcasecmp (words[i].word, text) == 0
        || (words[i].alias != NULL && g_ascii_strcasecmp (words[i].alias, text) == 0))
      {
        *place = i;
        return TRUE;
      }
  return FALSE;
}

const char *
normlab_word_get_label (const NormlabWord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->context != NULL)
    return g_dpgettext2 (GETTEXT_PACKAGE, self->context, self->label);
  return _(self->label);
}

const char *
normlab_word_get_phrase (const NormlabWord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->phrase != NULL ? _(self->phrase) : normlab_word_get_label (self);
}
