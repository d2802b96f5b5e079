/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <stdio.h>

G_BEGIN_DECLS

/* What every part of the program shares: its exit statuses and its two ways of speaking. */

typedef enum
{
  NORMLAB_CLI_SUCCESS = 0,
  NORMLAB_CLI_FAILURE = 1, /* a file, the data or the machine */
  NORMLAB_CLI_USAGE = 2,   /* the command line itself; ended by a signal: 128 + its number */
} NormlabCliStatus;

/* How the program was called, so that another shell in the same folder finds it too: its name, or
 * its whole path if it was called by a path. Set once, at the beginning. */
void normlab_cli_set_program (const char *called);
const char *normlab_cli_get_program (void);

/* Writes @text, which is UTF-8, to @stream in the locale's encoding and flushes it. */
gboolean normlab_cli_put (FILE *stream, const char *text, GError **error);
/* The same for bytes that are written as they are. A reader that has gone is
 * G_IO_ERROR_BROKEN_PIPE. */
gboolean normlab_cli_put_bytes (FILE *stream, const char *data, gsize length, GError **error);

/* One line on standard error with the program's name before it; nothing when a reader has gone,
 * which is nobody's mistake. Returns NORMLAB_CLI_FAILURE. */
NormlabCliStatus normlab_cli_complain (const GError *error);
/* One line about a mistake in the command line, and one that says where help is. @command: "train",
 * or NULL for the program. Returns NORMLAB_CLI_USAGE. */
NormlabCliStatus normlab_cli_complain_usage (const char *command, const GError *error);

/* @path for a message: one line, quoted, whatever bytes it holds. */
char *normlab_cli_quote (const char *path);

G_END_DECLS
