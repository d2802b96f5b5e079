/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-network.h"
#include "normlab-probe.h"

G_BEGIN_DECLS

/* A NormlabObserver that fills the layer's part of the NormlabProbe which is its user_data. */
void normlab_probe_observe (const NormlabNetwork *network,
                            guint layer,
                            const float *pre_activations,
                            const float *activations,
                            gsize rows,
                            gpointer user_data);

G_END_DECLS
