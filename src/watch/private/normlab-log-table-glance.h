/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-log-format.h"

G_BEGIN_DECLS

/* Whether a file is a table of a training, by its first two rows. */
NormlabLogCertainty normlab_log_table_recognizes (const NormlabLogHead *head);

G_END_DECLS
