/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A small disk of its own, for a test of what happens when it is full. Only this process and its
 * children see it, and it goes with them. */

/* Puts one of @n_bytes, empty, in place of @folder. FALSE, after telling GTest that the test was
 * skipped, where that takes more rights than there are. */
gboolean normlab_test_disk_mount (const char *folder, gsize n_bytes);
void normlab_test_disk_unmount (const char *folder);

/* Leaves no room on it, or some again. */
void normlab_test_disk_fill (const char *folder);
void normlab_test_disk_make_room (const char *folder);

G_END_DECLS
