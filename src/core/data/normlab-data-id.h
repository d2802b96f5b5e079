/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "normlab-reading.h"

G_BEGIN_DECLS

/**
 * NormlabDataId:
 *
 * Which data set something is of, also when that has been let go of or never was in memory: what
 * it is called, where it lies, how it is read, and the checksum of what it then holds. Immutable
 * and atomically reference-counted.
 */
typedef struct _NormlabDataId NormlabDataId;

/* path: NULL for the built-in digits, and where it is not known. checksum: that of
 * normlab_dataset_get_checksum(); NULL or "" where it is not known. */
NormlabDataId *normlab_data_id_new (const char *name, const char *path, const char *checksum);
/* The same, with the number of training images; 0 where it is not known. */
NormlabDataId *normlab_data_id_new_counted (const char *name,
                                            const char *path,
                                            const char *checksum,
                                            guint n_training);
/* The same data read in another way, of which the checksum is another. */
NormlabDataId *
normlab_data_id_read (const NormlabDataId *self, NormlabReading reading, const char *checksum);
NormlabDataId *normlab_data_id_ref (NormlabDataId *self);
void normlab_data_id_unref (NormlabDataId *self);

/* "builtin", or the folder's base name, as files have it. */
const char *normlab_data_id_get_name (const NormlabDataId *self);
const char *normlab_data_id_get_path (const NormlabDataId *self); /* nullable */
/* What is done to its pixels. */
NormlabReading normlab_data_id_get_reading (const NormlabDataId *self);
/* Its name with how it is read, as results have it: "mnist (inverted)". Free with g_free(). */
char *normlab_data_id_to_word (const NormlabDataId *self);
/* "" where it is not known. */
const char *normlab_data_id_get_checksum (const NormlabDataId *self);

/* How many training images MNIST has, and the built-in digits. */
#define NORMLAB_DATA_USUAL_TRAINING 60000
/* Of the data set; where it is not known, NORMLAB_DATA_USUAL_TRAINING. */
guint normlab_data_id_get_n_training (const NormlabDataId *self);

gboolean normlab_data_id_is_builtin (const NormlabDataId *self);
/* What people call it: "built-in digits", translated; others by their names; and how they are read.
 * Where several are in sight, see NormlabDataNames. */
const char *normlab_data_id_get_label (const NormlabDataId *self);

/* Whether both are known to be the same data. Where both checksums are known, these decide,
 * whatever the folders are called; elsewhere name, path and reading do. */
gboolean normlab_data_id_equal (const NormlabDataId *self, const NormlabDataId *other);

/* Whether @found will do where @self is asked for: what is known of @self decides, the checksum
 * before the path before the name. */
gboolean normlab_data_id_accepts (const NormlabDataId *self, const NormlabDataId *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabDataId, normlab_data_id_unref)

G_END_DECLS
