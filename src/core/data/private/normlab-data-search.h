/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The folders below @folder, a few levels down and of a bounded number, at which there is something
 * to open: those of the level that has any first. Neither links nor hidden folders are looked
 * into. */
GPtrArray *normlab_data_search (const char *folder, gboolean (*recognizes) (const char *path));

G_END_DECLS
