/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-dataset.h"
#include "normlab-recent-data.h"

G_BEGIN_DECLS

typedef enum
{
  NORMLAB_DATA_NONE,    /* nothing has been chosen, or what was chosen is not to be had */
  NORMLAB_DATA_LOADING, /* something is being made ready, whatever is there already */
  NORMLAB_DATA_READY,
} NormlabDataState;

#define NORMLAB_TYPE_DATA_LOADER (normlab_data_loader_get_type ())
G_DECLARE_FINAL_TYPE (NormlabDataLoader, normlab_data_loader, NORMLAB, DATA_LOADER, GObject)

/**
 * NormlabDataLoader:
 *
 * The data set that is in use, and the one that is being made ready in a thread. Only the answer to
 * the last question counts. A question that fails leaves the data before in use; without any there
 * are none then: nobody is given other data than those that were asked for. Knows no widget. When
 * it goes, all that is still being made ready is cancelled and joined.
 *
 * Signals: ::changed (the state, or what is being made ready); ::loaded (another data set is in
 * use); ::failed (char *message) – the question was answered so; after ::changed.
 */
NormlabDataLoader *normlab_data_loader_new (void);

/* From which is known how data were read last. */
void normlab_data_loader_set_recent (NormlabDataLoader *self, NormlabRecentData *recent);

/* Asks for the data at @path (NULL or "": the built-in digits), read as they were last, and for
 * nothing else any more. */
void normlab_data_loader_ask (NormlabDataLoader *self, const char *path);
/* The same with pixels that are read in a way, whatever it was last. */
void normlab_data_loader_ask_as (NormlabDataLoader *self, const char *path, NormlabReading reading);
/* Nobody wants an answer any more. */
void normlab_data_loader_cancel (NormlabDataLoader *self);

NormlabDataState normlab_data_loader_get_state (NormlabDataLoader *self);
/* How many threads are at work, those included whose answers nobody wants any more. */
guint normlab_data_loader_get_n_threads (NormlabDataLoader *self);
/* What is in use, also while something else is being made ready; NULL for nothing. */
NormlabDataset *normlab_data_loader_get_dataset (NormlabDataLoader *self);
/* While something is being made ready, where it is; NULL: the built-in digits. */
const char *normlab_data_loader_get_path (NormlabDataLoader *self);
/* And how it is read. */
NormlabReading normlab_data_loader_get_reading (NormlabDataLoader *self);

G_END_DECLS
