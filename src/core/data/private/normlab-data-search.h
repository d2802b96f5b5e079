/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The folders below @folder, a few levels down and of a bounded number, at which there is something
 * to open: those of the level that has any first. Neither links nor hidden folders are looked
 * into. What is cancelled ends with some of them. */
GPtrArray *normlab_data_search (const char *folder,
                                gboolean (*recognizes) (const char *path,
                                                        GCancellable *cancellable),
                                GCancellable *cancellable);

G_END_DECLS
