/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-array.h"
#include "normlab-dataset.h"

G_BEGIN_DECLS

/* A file, or a member of an archive, that may have a role in a data set. */
typedef struct
{
  char *path;
  char *member;         /* nullable */
  guint copy;           /* as of NormlabDataRole */
  gboolean from_folder; /* it lies in a folder that bears a file's name */
  gboolean validation;  /* as of NormlabDataRole */
} NormlabDataFile;

/**
 * NormlabDataPlace:
 * @folder: where its files lie, or the archive
 * @prefix: that their names begin with, perhaps ""
 * @rank: how far from what was asked for; the least first
 * @files: of NormlabDataFile, by split and kind, the likeliest first
 * @whole: there are no files of a test set, and what there is is to be split
 * @validation: what stands for the test set is a validation set
 * @unlabelled: the name of test images that it stands for, as these have no labels; nullable
 *
 * Where the arrays of one data set may be.
 */
typedef struct
{
  char *folder;
  char *prefix;
  guint rank;
  GPtrArray *files[NORMLAB_N_SPLITS][NORMLAB_N_ARRAY_KINDS];
  gboolean whole;
  gboolean validation;
  char *unlabelled;
} NormlabDataPlace;

NormlabDataPlace *normlab_data_place_new (const char *folder, const char *prefix, guint rank);
void normlab_data_place_free (NormlabDataPlace *self);
void normlab_data_place_add (NormlabDataPlace *self,
                             NormlabSplit split,
                             NormlabArrayKind kind,
                             NormlabDataFile file);
/* Puts the file @path, which it has, before the others of its role. */
void normlab_data_place_prefer (NormlabDataPlace *self,
                                NormlabSplit split,
                                NormlabArrayKind kind,
                                const char *path);
/* Of how many of the four roles there is any file. */
guint normlab_data_place_count (const NormlabDataPlace *self);
/* Whether there is one of each that is needed. */
gboolean normlab_data_place_is_complete (const NormlabDataPlace *self);
/* The likeliest of each role first; those that come in one order keep it. A validation set goes
 * where there is a test set that can be used. */
void normlab_data_place_sort (NormlabDataPlace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabDataPlace, normlab_data_place_free)

/* The places in @folder and its folders where files have the names of arrays of data sets, the
 * least rank first, and in each folder by prefix; each has one file at least. Looks into folders
 * that bear a file's name, into other folders, and in these into one called "raw". Never fails;
 * nothing is opened. What is cancelled ends with some of them. */
GPtrArray *normlab_data_finder_find (const char *folder, GCancellable *cancellable);

/* What lies in @folder, for messages: "“a.txt” (a text), “b.zip” (a zip archive)", cut after some;
 * NULL where there is nothing. */
char *normlab_data_finder_describe (const char *folder);

/* Whether a file of that name is what systems leave behind: hidden ones, "__MACOSX". */
gboolean normlab_data_finder_is_debris (const char *name);

/* The names in @folder that are no debris, bytewise sorted; no more than some thousands. Empty
 * where it cannot be read, some of them where it is cancelled. */
GPtrArray *normlab_data_finder_list (const char *folder, GCancellable *cancellable);

G_END_DECLS
