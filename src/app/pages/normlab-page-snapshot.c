/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-page-snapshot.h"

struct _NormlabPageSnapshot
{
  GObject parent_instance;

  char *stem;
  char *title, *caption, *details; /* the picture's words */
  NormlabPicture picture;
  GDestroyNotify destroy; /* NULL: its data need none */
};

G_DEFINE_FINAL_TYPE (NormlabPageSnapshot, normlab_page_snapshot, G_TYPE_OBJECT)

static void
normlab_page_snapshot_finalize (GObject *object)
{
  NormlabPageSnapshot *self = NORMLAB_PAGE_SNAPSHOT (object);

  if (self->destroy != NULL)
    self->destroy (self->picture.data);
  g_free (self->stem);
  g_free (self->title);
  g_free (self->caption);
  g_free (self->details);

  G_OBJECT_CLASS (normlab_page_snapshot_parent_class)->finalize (object);
}

static void
normlab_page_snapshot_class_init (NormlabPageSnapshotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = normlab_page_snapshot_finalize;
}

static void
normlab_page_snapshot_init (NormlabPageSnapshot *self)
{
}

NormlabPageSnapshot *
normlab_page_snapshot_new (const char *stem, const NormlabPicture *picture, GDestroyNotify destroy)
{
  NormlabPageSnapshot *self;

  g_return_val_if_fail (stem != NULL, NULL);
  g_return_val_if_fail (picture != NULL && picture->draw != NULL, NULL);
  g_return_val_if_fail (picture->width >= 1 && picture->height >= 1, NULL);

  self = g_object_new (NORMLAB_TYPE_PAGE_SNAPSHOT, NULL);
  self->stem = g_strdup (stem);
  self->picture = *picture;
  self->picture.title = self->title = g_strdup (picture->title);
  self->picture.caption = self->caption = g_strdup (picture->caption);
  self->picture.details = self->details = g_strdup (picture->details);
  self->destroy = destroy;
  return self;
}

const char *
normlab_page_snapshot_get_stem (NormlabPageSnapshot *self)
{
  g_return_val_if_fail (NORMLAB_IS_PAGE_SNAPSHOT (self), NULL);

  return self->stem;
}

const NormlabPicture *
normlab_page_snapshot_get_picture (NormlabPageSnapshot *self)
{
  g_return_val_if_fail (NORMLAB_IS_PAGE_SNAPSHOT (self), NULL);

  return &self->picture;
}
