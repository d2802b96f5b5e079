/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-wish.h"

#include <unistd.h>

struct _NormlabWish
{
  char *path; /* nullable */
  int fd;     /* −1 */
  char *title;
  char *key; /* nullable */
  NormlabColumnChoice *choice;
};

NormlabWish *
normlab_wish_new_path (const char *path)
{
  NormlabWish *self = g_new0 (NormlabWish, 1);

  self->path = g_strdup (path);
  self->fd = -1;
  return self;
}

NormlabWish *
normlab_wish_new_stream (int fd, const char *title)
{
  NormlabWish *self = g_new0 (NormlabWish, 1);

  self->fd = fd;
  self->title = g_strdup (title);
  return self;
}

NormlabWish *
normlab_wish_new_choice (const char *key, const NormlabColumnChoice *choice)
{
  NormlabWish *self = g_new0 (NormlabWish, 1);

  self->fd = -1;
  self->key = g_strdup (key);
  self->choice = normlab_column_choice_copy (choice);
  return self;
}

void
normlab_wish_free (NormlabWish *self)
{
  g_free (self->path);
  g_free (self->title);
  g_free (self->key);
  normlab_column_choice_free (self->choice);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

void
normlab_wish_grant (NormlabWish *self, NormlabFollower *follower)
{
  if (self->key != NULL)
    normlab_follower_choose (follower, self->key, g_steal_pointer (&self->choice));
  else if (self->path != NULL)
    normlab_follower_add (follower, self->path);
  else
    normlab_follower_add_stream (follower, self->fd, self->title);
  self->fd = -1;
}
