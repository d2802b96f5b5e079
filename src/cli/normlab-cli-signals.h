/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NormlabCliSignals:
 *
 * Waits for Ctrl+C and for a request to terminate on a thread of its own. The first one cancels the
 * cancellable, so that the program can write what it has; the second ends the program at once.
 *
 * Made before any other thread, since signals are blocked in all threads that come after. A signal
 * that was ignored when the program started stays ignored.
 */
typedef struct _NormlabCliSignals NormlabCliSignals;

NormlabCliSignals *normlab_cli_signals_new (void);
/* Joins the thread and unblocks the signals. */
void normlab_cli_signals_free (NormlabCliSignals *self);

GCancellable *normlab_cli_signals_get_cancellable (NormlabCliSignals *self);
/* The number of the first signal that came, or 0. */
int normlab_cli_signals_get_received (NormlabCliSignals *self);

/* The same for who looks at it from any thread: as soon as it is not 0, to stop. */
const int *normlab_cli_signals_get_stop (NormlabCliSignals *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabCliSignals, normlab_cli_signals_free)

G_END_DECLS
