/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-update.h"

#include <glib/gi18n-lib.h>

static const NormlabUpdateInfo all_info = {
  .word = {
      .word = "all",
      .label = N_("every parameter"),
      .phrase = N_("updates every parameter"),
      .formula = "W, b, γ, β",
  },
  .n_layers = G_MAXUINT,
  .moves_norm = TRUE,
};

static const NormlabUpdateInfo notebook_info = {
  .word = {
      .word = "notebook",
      .label = N_("as the notebook does"),
      .phrase = N_("updates as the notebook does"),
      .formula = "W1–W3, b1–b3",
  },
  .n_layers = 3,
  .note = N_("W1–W3 and b1–b3 only are updated, as in the notebook."),
  .deep_note = N_("W1–W3 and b1–b3 only are updated, as in the notebook: with three hidden layers "
                  "or more the output layer never learns."),
};

#define INFO(NAME, name) [NORMLAB_UPDATE_##NAME] = &name##_info,
static const NormlabUpdateInfo *const infos[] = { NORMLAB_UPDATES (INFO) };

#define WORD(NAME, name) [NORMLAB_UPDATE_##NAME] = &name##_info.word,
const NormlabWord *const normlab_update_words[] = { NORMLAB_UPDATES (WORD) };

const NormlabUpdateInfo *
normlab_update_get_info (NormlabUpdate self)
{
  g_return_val_if_fail ((guint) self < NORMLAB_N_UPDATES, NULL);

  return infos[self];
}

gboolean
normlab_update_reaches_output (NormlabUpdate self, guint n_hidden)
{
  return n_hidden < normlab_update_get_info (self)->n_layers;
}

const char *
normlab_update_get_note (NormlabUpdate self, guint n_hidden)
{
  const NormlabUpdateInfo *info = normlab_update_get_info (self);
  const char *note = normlab_update_reaches_output (self, n_hidden) ? info->note : info->deep_note;

  return note != NULL ? _(note) : NULL;
}
