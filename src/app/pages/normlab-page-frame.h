/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * NormlabPageFrame:
 * @page: (weak): whose field it is
 * @bring_up_to_date: does what it has been asked for
 * @interval: from one time to the next at least, µs
 *
 * The next frame in which a page is brought up to date, however often it has been asked for until
 * then.
 */
typedef struct
{
  GtkWidget *page;
  void (*bring_up_to_date) (GtkWidget *page);
  gint64 interval;

  guint tick;  /* 0: nobody has asked */
  gint64 last; /* µs of the frame clock */
} NormlabPageFrame;

/* A page that nobody sees has no frames. */
void normlab_page_frame_ask (NormlabPageFrame *self);
/* It is up to date, or goes. */
void normlab_page_frame_forget (NormlabPageFrame *self);

G_END_DECLS
