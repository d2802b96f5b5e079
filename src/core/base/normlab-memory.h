/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Memory for large tables: @n bytes, not cleared, or NULL when there are not so many or n is 0.
 * Where the system offers large pages, it is asked for them: touching 36 MB for the first time then
 * takes 5 ms instead of 24. What is never touched takes no memory. */
gpointer normlab_memory_new (gsize n);
void normlab_memory_free (gpointer memory);

/* For a program that runs all day and whose threads allocate little: at its beginning, has large
 * blocks of malloc() go back to the system as soon as they are freed, and all threads use one heap.
 * The GNU C library learns otherwise from the first blocks, gives each thread a heap of its own,
 * and what comes and goes leaves holes in all of them. Changes nothing with another C library. */
void normlab_memory_set_compact (void);

G_END_DECLS
