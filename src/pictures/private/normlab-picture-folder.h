/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-dataset.h"

G_BEGIN_DECLS

/**
 * NormlabPictureFolder:
 * @classes: of char: names of folders, in the order of their numbers if all are numbers, otherwise
 *   bytewise
 * @paths: of char, by split, bytewise sorted within a class; only those of the training set where
 *   no folders tell these apart
 * @labels: for each path
 * @left_out: of char: classes of the test set that the training set does not have
 * @unlabelled: a folder of a test set without folders of the classes, which is not used; nullable
 * @validation: the test set is one for validation
 *
 * The pictures below a folder.
 */
typedef struct
{
  GPtrArray *classes;
  GPtrArray *paths[NORMLAB_N_SPLITS];
  GByteArray *labels[NORMLAB_N_SPLITS];
  GPtrArray *left_out;
  char *unlabelled;
  gboolean validation;
} NormlabPictureFolder;

/* NORMLAB_ERROR_DATA where there are none, or too many classes; anything, soon, where it is
 * cancelled. */
gboolean normlab_picture_folder_find (NormlabPictureFolder *self,
                                      const char *path,
                                      GCancellable *cancellable,
                                      GError **error);
void normlab_picture_folder_clear (NormlabPictureFolder *self);

/* Whether there is a folder of pictures in @path, or in a folder in it. */
gboolean normlab_picture_folder_recognizes (const char *path, GCancellable *cancellable);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NormlabPictureFolder, normlab_picture_folder_clear)

G_END_DECLS
