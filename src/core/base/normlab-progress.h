/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NormlabProgress:
 * @cancellable: nullable; whether anybody still wants what is being done
 *
 * How far something has come that a thread does and another one watches. Where a function takes
 * one, NULL is nobody who watches. All of it but normlab_progress_get() is for the thread.
 */
typedef struct
{
  GCancellable *cancellable;

  /* Private */
  double from, to; /* of the whole, what the phase takes */
  int thousandths; /* atomic */
} NormlabProgress;

/* What is reported from now on is of a phase that goes from @from to @to of the whole, 0 to 1. */
void normlab_progress_begin_phase (NormlabProgress *self, double from, double to);
/* @share, 0 to 1, of the phase is done. FALSE with NORMLAB_ERROR_CANCELLED if nobody wants the
 * rest. To be called at least every 50 ms. */
gboolean normlab_progress_report (NormlabProgress *self, double share, GError **error);

/* From 0 to 1; by any thread. */
double normlab_progress_get (const NormlabProgress *self);

G_END_DECLS
