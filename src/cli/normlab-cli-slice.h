/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabCliSlice:
 * @number: from 1
 * @count: of all; 0: everything in one
 *
 * One of several parts that all runs of a command line are dealt out to, one after the other, so
 * that long and short ones mix: run number i (from 1) is in slice (i − 1) mod count + 1. They keep
 * the numbers that they have in the whole.
 */
typedef struct
{
  guint number, count;
} NormlabCliSlice;

/* Setters for options (NormlabCliOptionSet) that may be given once. "K/N", for a NormlabCliSlice.
 */
gboolean normlab_cli_slice_set (gpointer place, const char *name, const char *text, GError **error);
/* "N", for a guint that is 0 as long as it was not given. */
gboolean
normlab_cli_slice_set_count (gpointer place, const char *name, const char *text, GError **error);

/* Which slice the file is of, by its name: "job-K-of-N.csv", or that with ".part" behind it. */
gboolean normlab_cli_slice_of_file (const char *path, NormlabCliSlice *slice);

/* FALSE, a mistake in usage, where there are fewer runs than slices. @option: which asks. */
gboolean normlab_cli_slice_check (guint n_slices, guint n_runs, const char *option, GError **error);

/**
 * NormlabCliNumbers:
 * @recipe: where it is among all recipes
 * @parent: the number, from 1, of the run that it is a branch of; 0 for none
 *
 * One of the runs of a slice.
 */
typedef struct
{
  guint recipe;
  guint parent;
} NormlabCliNumbers;

/* Of NormlabCliNumbers: the runs of the slice, in order. @recipes: NormlabRecipe, all of them. */
GArray *normlab_cli_slice_deal (const NormlabCliSlice *slice, const GArray *recipes);

G_END_DECLS
