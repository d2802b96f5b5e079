/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-init.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The notebook calls both after the activation that each is meant for. */
static const NormlabInitInfo xavier_info = {
  .word = {
      .word = "xavier",
      .alias = "sigmoid",
      .label = "Xavier",
      .formula = "√(1 / in) × N(0, 1)",
      .source = "LeCun et al., 1998",
  },
  .numerator = 1,
};

static const NormlabInitInfo he_info = {
  .word = {
      .word = "he",
      .alias = "relu",
      .label = "He",
      .formula = "√(2 / in) × N(0, 1)",
      .source = "He et al., 2015",
  },
  .numerator = 2,
};

static const NormlabInitInfo glorot_info = {
  .word = {
      .word = "glorot",
      .label = "Glorot",
      .formula = "√(2 / (in + out)) × N(0, 1)",
      .source = "Glorot and Bengio, 2010",
      .more = TRUE,
  },
  .numerator = 2,
  .both_fans = TRUE,
};

static const NormlabInitInfo glorot_uniform_info = {
  .word = {
      .word = "glorot-uniform",
      .label = N_("Glorot uniform"),
      .formula = "√(6 / (in + out)) × U(−1, 1)",
      .source = "Glorot and Bengio, 2010",
      .more = TRUE,
  },
  .uniform = TRUE,
  .numerator = 6,
  .both_fans = TRUE,
};

static const NormlabInitInfo uniform_info = {
  .word = {
      .word = "uniform",
      .label = NC_("initialization", "uniform"),
      .context = "initialization",
      .formula = "√(1 / in) × U(−1, 1)",
      .source = "Glorot and Bengio, 2010, as what was usual",
      .more = TRUE,
  },
  .uniform = TRUE,
  .numerator = 1,
};

static const NormlabInitInfo std_info = { .word = { .formula = "σ × N(0, 1)" } };

#define INFO(NAME, name) [NORMLAB_INIT_##NAME] = &name##_info,
static const NormlabInitInfo *const infos[] = { NORMLAB_INITS (INFO) INFO (STD, std) };

#define WORD(NAME, name) [NORMLAB_INIT_##NAME] = &name##_info.word,
const NormlabWord *const normlab_init_words[] = { NORMLAB_INITS (WORD) };

const NormlabInitInfo *
normlab_init_get_info (NormlabInitKind self)
{
  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (infos), NULL);

  return infos[self];
}

double
normlab_init_get_scale (NormlabInitKind self, double std, guint inputs, guint units)
{
  const NormlabInitInfo *info = normlab_init_get_info (self);

  if (self == NORMLAB_INIT_STD)
    return std;
  return sqrt (info->numerator / (info->both_fans ? inputs + units : inputs));
}
