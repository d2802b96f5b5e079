/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A target is a file, fuzz-NAME.c, that gives any bytes to one reader. It has the two functions
 * that follow. libFuzzer calls the first with what it makes up; without libFuzzer
 * normlab-fuzz-replay.c calls it with what is known. */
int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n);
/* Adds inputs (GBytes) that reach what chance would hardly find. */
void normlab_fuzz_make_seeds (GPtrArray *seeds);

/* Before the first input: whatever GLib warns of is a fault. */
int LLVMFuzzerInitialize (int *argc, char ***argv);

/* A file in memory that holds the bytes, until the next call; its path. */
const char *normlab_fuzz_file (const void *bytes, gsize n);

/* Something was read, or there is an error that says why not: of ours, valid text on one line.
 * (G_MESSAGES_DEBUG=normlab shows it.) */
void normlab_fuzz_check (gconstpointer read, const GError *error);

/* One seed: the letters (normlab-fuzz-wrap.h, or of the target) and what follows them. */
void normlab_fuzz_add (GPtrArray *seeds, const char *letters, const void *bytes, gsize n);
void normlab_fuzz_add_text (GPtrArray *seeds, const char *text);
/* The same of bytes that nobody else needs. */
void normlab_fuzz_take (GPtrArray *seeds, const char *letters, GByteArray *bytes);

G_END_DECLS
