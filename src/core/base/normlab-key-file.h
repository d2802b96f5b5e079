/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-progress.h"

G_BEGIN_DECLS

/* What experiment and session files have in common. */

/* The bytes of a regular file of at most @max_size, followed by a NUL. NORMLAB_ERROR_FAILED, or
 * _FORMAT when it is larger; both name the file. */
char *normlab_key_file_read (const char *path, gsize max_size, gsize *length, GError **error);
/* The same while somebody watches; also NORMLAB_ERROR_CANCELLED. */
char *normlab_key_file_read_watched (const char *path,
                                     gsize max_size,
                                     gsize *length,
                                     NormlabProgress *progress,
                                     GError **error);
/* Likewise of a pipe, whose other end is waited for, or of standard input ("-"). */
char *normlab_key_file_read_any (const char *path, gsize max_size, gsize *length, GError **error);
/* The first @max_size bytes of a regular file, or all that it has, followed by a NUL. */
char *normlab_key_file_read_head (const char *path, gsize max_size, gsize *length, GError **error);

/* Parses a key file strictly: UTF-8 without NULs (a byte order mark is skipped), no group and no
 * key twice. NORMLAB_ERROR_FORMAT names the line. */
GKeyFile *normlab_key_file_parse (const char *text, gsize length, GError **error);
/* The same, with a nullable watcher, who may cancel it until the lines have been checked. */
GKeyFile *normlab_key_file_parse_watched (const char *text,
                                          gsize length,
                                          NormlabProgress *progress,
                                          GError **error);

/* Whether the group is there and all its keys are in the NULL-terminated list; Title may also have
 * a language. NORMLAB_ERROR_FORMAT names the group and the key. */
gboolean normlab_key_file_check_group (GKeyFile *self,
                                       const char *group,
                                       const char *const *known,
                                       GError **error);

/* The text of a key as it stands in the file; NORMLAB_ERROR_FORMAT when there is none. */
char *normlab_key_file_get (GKeyFile *self, const char *group, const char *key, GError **error);

/* The same with escapes resolved (one that means nothing stands for itself), in the user's language
 * where the file has it. */
char *
normlab_key_file_get_text (GKeyFile *self, const char *group, const char *key, GError **error);

/* FALSE with NORMLAB_ERROR_FORMAT "[group] key: “value” reason", the value fit for a message. */
gboolean normlab_key_file_refuse (GError **error,
                                  const char *group,
                                  const char *key,
                                  const char *value,
                                  const char *reason);

/* Hands on, as NORMLAB_ERROR_FORMAT with "[group]" before its message, an error of NORMLAB_ERROR
 * about a value in the group. It still knows which setting it is about. Takes @reason over. */
void normlab_key_file_propagate (GError **error, GError *reason, const char *group);

G_END_DECLS
