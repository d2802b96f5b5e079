/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-layers-model.h"

G_BEGIN_DECLS

/* Layers for those who cannot see them: where values lie in each layer of each run, what is
 * saturated or dead, which layers are not updated; or its weights, where there are any. Free with
 * g_free(). */
char *normlab_layers_words_summarize (const NormlabLayersModel *model);

G_END_DECLS
