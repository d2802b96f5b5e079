/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Networks whose answers an image has. */
#define NORMLAB_GALLERY_MAX_NETWORKS 2

/**
 * NormlabGalleryImage:
 * @number: in its set
 * @truth: its class
 * @answers: @certainties: of each network the class that it takes it for, and how probable it holds
 *   that; NAN where that is no number
 * @description: (nullable): all of it in words
 */
typedef struct
{
  guint number, truth;
  guint answers[NORMLAB_GALLERY_MAX_NETWORKS];
  double certainties[NORMLAB_GALLERY_MAX_NETWORKS];
  guint8 *pixels;
  char *description;
} NormlabGalleryImage;

/**
 * NormlabGalleryModel:
 * @name: (nullable): which images there are, and how many
 * @title: (nullable): the same, and how many of them these are
 * @rows: @columns: of an image
 * @class_names: what the classes are called, ended by NULL; NULL: by their numbers
 * @n_networks: whose answers they have, with @colors and @dashed as the chart has their lines
 * @images: of NormlabGalleryImage
 * @chosen: −1 for none
 * @mirrored: whether the first one stands at the right
 *
 * Small images side by side, with their classes and what networks take them for.
 */
typedef struct
{
  char *name, *title;
  guint rows, columns;
  char **class_names;
  guint n_networks;
  guint colors[NORMLAB_GALLERY_MAX_NETWORKS];
  gboolean dashed[NORMLAB_GALLERY_MAX_NETWORKS];
  GPtrArray *images;
  int chosen;
  gboolean mirrored;
} NormlabGalleryModel;

NormlabGalleryModel *normlab_gallery_model_new (guint rows, guint columns);
void normlab_gallery_model_free (NormlabGalleryModel *self);

/* The pixels (rows × columns bytes, of which 255 is ink) are copied. */
NormlabGalleryImage *
normlab_gallery_model_add (NormlabGalleryModel *self, guint number, const guint8 *pixels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabGalleryModel, normlab_gallery_model_free)

G_END_DECLS
