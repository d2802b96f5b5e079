/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "normlab-array.h"
#include "normlab-dataset.h"

G_BEGIN_DECLS

/* What the name of a file, or of an array in an archive, says of its place in a data set. */
typedef struct
{
  char *prefix; /* what stands before, in lower case: "emnist-letters"; "" where nothing does */
  int split;    /* NormlabSplit, or −1 where it says nothing */
  int kind;     /* NormlabArrayKind, or −1 where it says nothing */
  guint copy;   /* the number in "name (2)"; 0 in a name without */
  gboolean validation; /* its split, the test set, is one for validation */
  gboolean is_table;   /* it ends as tables of text do: .csv, .tsv */
} NormlabDataRole;

/* Reads "train-images-idx3-ubyte.gz", "Train-Labels.idx1-ubyte (1).gz", "x_train.npy",
 * "kmnist-test-imgs.npz", "mnist_train.csv", "testX": case, separators (- . _ and blanks), endings
 * and marks of copies make no difference. FALSE where there is nothing of it in the name, or
 * something else behind it. Clear @self in either case. */
gboolean normlab_data_role_read (NormlabDataRole *self, const char *name);
void normlab_data_role_clear (NormlabDataRole *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NormlabDataRole, normlab_data_role_clear)

G_END_DECLS
