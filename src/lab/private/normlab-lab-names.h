/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run-item.h"

G_BEGIN_DECLS

/* Gives every run of a list (of NormlabRunItem) its automatic name, made only of what differs among
 * them: the recipes' hyperparameters and the data. Where nothing does, they are counted. */
void normlab_lab_name_runs (GListModel *runs);

G_END_DECLS
