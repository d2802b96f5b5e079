/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a name has room. */
typedef gboolean (*NormlabNameFits) (const char *name, gpointer data);

/* Names side by side, as they are if all have room. Otherwise they are cut where they are alike and
 * nowhere else, so that those which differ still do: parts between @separator that all share, then
 * what the words of a part begin or end with ("40–20, batch norm on" beside "40–20, batch norm off"
 * is "…, on"). Names of different numbers of parts, some of which have no room yet, lose parts, the
 * last first, that are not needed to tell them apart, and of those that only some have all but the
 * first word. Free with g_strfreev(). */
char **normlab_names_cut_alike (const char *const *names,
                                guint n_names,
                                const char *separator,
                                NormlabNameFits fits,
                                gpointer data);

G_END_DECLS
