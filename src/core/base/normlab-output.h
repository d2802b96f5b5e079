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

G_END_DECLS
