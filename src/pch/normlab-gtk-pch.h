/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What nearly every file of the window includes, read once for all of them, as it takes longer than
 * the files themselves. Each of them includes what it needs nevertheless. */

#include <gtk/gtk.h>
