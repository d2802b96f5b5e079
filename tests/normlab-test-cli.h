/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Runs the built normlab-cli, whose path is in the environment variable NORMLAB_CLI, and makes
 * small data sets for it. */

typedef struct
{
  int status; /* 128 + the signal's number when one ended it */
  char *out;
  char *err;
} NormlabTestCli;

void normlab_test_cli_clear (NormlabTestCli *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NormlabTestCli, normlab_test_cli_clear)

/* Arguments after the program's name, up to NULL. Root loses its right to read and write
 * everything, so that permissions mean what they say. */
NormlabTestCli normlab_test_cli_run (const char *argument, ...) G_GNUC_NULL_TERMINATED;
NormlabTestCli normlab_test_cli_run_strv (const char *const *arguments);

/* Runs "bash -c @script", which finds the program in $NORMLAB_CLI and @folder in $1. */
NormlabTestCli normlab_test_cli_run_script (const char *folder, const char *script);

/* A launcher for anything else, with NORMLAB_CLI and the same rights. */
GSubprocessLauncher *normlab_test_cli_launcher (GSubprocessFlags flags);
/* Waits for it, and takes what it wrote. */
NormlabTestCli normlab_test_cli_finish (GSubprocess *process);

#define NORMLAB_TEST_CLI_N_TRAINING 120
#define NORMLAB_TEST_CLI_N_TEST 60
#define NORMLAB_TEST_CLI_SIZE 8

/* A new folder with a data set that can be learnt: three classes of 8×8 images, 120 and 60 of them,
 * the training images compressed. */
char *normlab_test_cli_data (void);

/* An IDX file's bytes: the header's words, then a byte's value n times. */
GByteArray *normlab_test_cli_idx (const guint32 *words, guint n_words, guint n_bytes, guint8 value);
/* The same bytes compressed by gzip. */
GByteArray *normlab_test_cli_gzip (const GByteArray *bytes);
void normlab_test_cli_write (const char *folder, const char *name, const GByteArray *bytes);
GByteArray *normlab_test_cli_read (const char *folder, const char *name);

/* The rows of results after the header, which must be right, each a list of its cells; none of
 * these may hold a comma. */
GPtrArray *normlab_test_cli_parse_csv (const char *csv);
/* The same without what was measured before the first step. */
GPtrArray *normlab_test_cli_parse_steps (const char *csv);
/* The same rows as text, without the seconds, in which two trainings differ. */
char *normlab_test_cli_drop_seconds (const char *csv);
const char *normlab_test_cli_get_cell (GPtrArray *rows, guint row, const char *column);

/* How many lines @text has, all of which must be ended. */
guint normlab_test_cli_count_lines (const char *text);
/* How many files the folder holds. */
guint normlab_test_cli_count_files (const char *folder);

G_END_DECLS
