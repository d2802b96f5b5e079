/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-progress.h"

G_BEGIN_DECLS

/* Files that the program writes: whole or not at all. */

/* Whether @path could be written now (folder there, not a folder itself, permissions), without
 * leaving anything behind. Asked before training starts. */
gboolean normlab_output_check (const char *path, GError **error);

/* Writes @length bytes (−1: a string) to a temporary file beside @path and renames it. Devices and
 * pipes (/dev/stdout, /dev/full) are written in place; a named pipe is opened as everywhere, which
 * waits until somebody reads from it. NORMLAB_ERROR_FAILED names the file and the cause. */
gboolean normlab_output_write (const char *path, const char *data, gssize length, GError **error);
/* The same while somebody watches. After NORMLAB_ERROR_CANCELLED there is no new file. */
gboolean normlab_output_write_watched (const char *path,
                                       const char *data,
                                       gssize length,
                                       NormlabProgress *progress,
                                       GError **error);

/**
 * NormlabOutput:
 *
 * The same file written little by little: into the temporary one, which takes its name at the end.
 * What is written in place waits in memory until then.
 */
typedef struct _NormlabOutput NormlabOutput;

NormlabOutput *normlab_output_begin (const char *path, GError **error);
/* FALSE with NORMLAB_ERROR_FAILED; then it is to be freed. */
gboolean
normlab_output_append (NormlabOutput *self, const char *data, gsize length, GError **error);
/* Now the file is there, or as it was. */
gboolean normlab_output_finish (NormlabOutput *self, GError **error);
/* The same with @ending behind its name, beside what has that name; not of what is written in
 * place. */
gboolean normlab_output_finish_as (NormlabOutput *self, const char *ending, GError **error);
/* Of one that has not been finished nothing is left. */
void normlab_output_free (NormlabOutput *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabOutput, normlab_output_free)

G_END_DECLS
