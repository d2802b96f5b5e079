/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @text as @widget is to show it. Where that reads from right to left, numbers with a dash between
 * them would change places, "40–20" reading "20–40": the text then has a direction of its own. Free
 * with g_free(). */
char *normlab_isolated (GtkWidget *widget, const char *text);

G_END_DECLS
