/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-follower.h"

G_BEGIN_DECLS

/* What the owner of a watcher wants of the thread with its follower: to watch something, or to take
 * columns for something else. */
typedef struct _NormlabWish NormlabWish;

NormlabWish *normlab_wish_new_path (const char *path);
/* Takes @fd. */
NormlabWish *normlab_wish_new_stream (int fd, const char *title);
NormlabWish *normlab_wish_new_choice (const char *key, const NormlabColumnChoice *choice);
void normlab_wish_free (NormlabWish *self);

/* For the thread, once. */
void normlab_wish_grant (NormlabWish *self, NormlabFollower *follower);

G_END_DECLS
