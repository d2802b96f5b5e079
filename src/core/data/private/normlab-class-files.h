/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the names of arrays end with of which each holds the images of a class. */
#define NORMLAB_CLASS_FILE_ENDING ".npy"

/* The names of such arrays in @folder, bytewise sorted, without copies; none where the names tell
 * of roles in a data set, of a split or of images and labels, unless all of them begin as those of
 * Quick, Draw! do. told, odd (nullable): what has to be said of copies, of these and of those that
 * are of another size. Nothing is opened. */
GPtrArray *normlab_class_files_list (const char *folder,
                                     GStrvBuilder *told,
                                     GStrvBuilder *odd,
                                     GCancellable *cancellable);

/* Whether @names are those of Quick, Draw!, or at least three arrays, most of which are made as
 * these are (a row of bytes for each image, as many in each as make one and the same square) and
 * none of which holds labels. */
gboolean normlab_class_files_are_likely (const char *folder, const GPtrArray *names);

G_END_DECLS
