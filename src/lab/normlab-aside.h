/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NormlabAside:
 *
 * Something that is done in a thread of its own while the main loop goes on. Whoever begins it owns
 * it, is told in the main loop when it is done, and may wait for it; with it, its thread is joined,
 * so that no thread outlives those it works for. All functions are the main thread's.
 */
typedef struct _NormlabAside NormlabAside;

/* Is called in the thread. What it reads and what it makes of it lie in @data, which nobody else
 * touches until it has come back. Where nobody wants it any more it sees @cancellable cancelled,
 * and is to come back within 50 ms. */
typedef void (*NormlabAsideFunc) (gpointer data, GCancellable *cancellable);
/* Is called by the main loop, once the thread has been joined; may free @self. */
typedef void (*NormlabAsideDone) (NormlabAside *self, gpointer owner);

/* Begins. name: of the thread, static. data: is freed with @free_data in the main thread, when the
 * aside is freed; at once if there is no thread to be had, which is NORMLAB_ERROR_FAILED. */
NormlabAside *normlab_aside_begin (const char *name,
                                   NormlabAsideFunc function,
                                   gpointer data,
                                   GDestroyNotify free_data,
                                   NormlabAsideDone done,
                                   gpointer owner,
                                   GError **error);
/* Cancels it and joins its thread, however long that takes. The owner is not told any more. */
void normlab_aside_free (NormlabAside *self);

/* Nobody wants it any more. Does not wait. */
void normlab_aside_cancel (NormlabAside *self);

/* Waits until it is done, and joins its thread: until @deadline (as g_get_monotonic_time() has it),
 * or as long as it takes when that is −1. After TRUE the owner is not told any more; FALSE when the
 * deadline has passed, and all is as before. */
gboolean normlab_aside_wait (NormlabAside *self, gint64 deadline);

/* To be looked into when it is done. */
gpointer normlab_aside_get_data (NormlabAside *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabAside, normlab_aside_free)

G_END_DECLS
