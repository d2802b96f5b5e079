/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Names or members that are looked at between two looks at a cancellable. */
#define NORMLAB_DATA_BLOCK 256

/* FALSE with NORMLAB_ERROR_CANCELLED where looking for data at @path is to end. */
gboolean normlab_data_check_cancelled (const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
