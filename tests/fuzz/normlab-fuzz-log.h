/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-log-format.h"

G_BEGIN_DECLS

/* Gives the bytes to a reader of logs as a whole and in pieces of 1, 2, 3 … bytes, of which the
 * same must come; looks whether it holds together. */
void normlab_fuzz_log (const NormlabLogFormat *format, const guint8 *bytes, gsize n);
/* The same after something that was read before from another file of the same name. */
void normlab_fuzz_log_after (const NormlabLogFormat *format,
                             const guint8 *before,
                             gsize n_before,
                             const guint8 *bytes,
                             gsize n);

/* What has been chosen for the columns of whatever table is read from now on; NULL: nothing.
 * Borrowed. */
void normlab_fuzz_log_choose (const NormlabColumnChoice *choice);

G_END_DECLS
