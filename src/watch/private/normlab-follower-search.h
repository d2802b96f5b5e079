/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For the folders that a follower has looked into. */
GHashTable *normlab_follower_folders_new (void);

G_END_DECLS
