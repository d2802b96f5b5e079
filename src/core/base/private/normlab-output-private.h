/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sys/stat.h>

#include "normlab-output.h"

G_BEGIN_DECLS

/* Split by concern: normlab-output-target.c finds out where the bytes of a path go, and whether
 * they can; normlab-output.c writes them at once, normlab-output-gradual.c little by little. */

/**
 * NormlabOutputTarget:
 * @path: with the links of the last component followed
 * @in_place: it is a device, a pipe or a descriptor of this process
 * @descriptor: of this process, or −1
 * @status: when it exists
 *
 * Where the bytes of a path go.
 */
typedef struct
{
  char *path;
  gboolean in_place;
  int descriptor;
  gboolean exists;
  struct stat status;
} NormlabOutputTarget;

gboolean normlab_output_find_target (NormlabOutputTarget *self, const char *path, GError **error);
void normlab_output_target_clear (NormlabOutputTarget *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NormlabOutputTarget, normlab_output_target_clear)

/* A new file beside the target, so that renaming it is one step of the same file system; its name
 * is short, so that any name the target can have will do. −1 with errno. */
int normlab_output_open_temporary (const NormlabOutputTarget *self, char **temporary);

/* FALSE: @path cannot be written, for a @reason. */
gboolean normlab_output_refuse (GError **error, const char *path, const char *reason, ...)
    G_GNUC_PRINTF (3, 4);
/* TRUE for 0, and otherwise the same for an errno. */
gboolean normlab_output_succeed (int result, const char *path, GError **error);

/* 0 or an errno. */
int normlab_output_write_all (int fd, const char *data, gsize length);
/* As that, into what is written in place. */
int
normlab_output_write_in_place (const NormlabOutputTarget *target, const char *data, gsize length);
/* Once all has been written, which came to @result: puts the temporary file into the place of the
 * target, or takes it away. 0 or an errno. */
int normlab_output_put_in_place (const NormlabOutputTarget *target,
                                 int fd,
                                 const char *temporary,
                                 int result);

G_END_DECLS
