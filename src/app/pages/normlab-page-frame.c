/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-page-frame.h"

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  NormlabPageFrame *self = user_data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (now - self->last < self->interval)
    return G_SOURCE_CONTINUE;
  self->last = now;
  self->tick = 0;
  self->bring_up_to_date (widget);
  return G_SOURCE_REMOVE;
}

void
normlab_page_frame_ask (NormlabPageFrame *self)
{
  if (self->tick == 0 && gtk_widget_get_mapped (self->page))
    self->tick = gtk_widget_add_tick_callback (self->page, on_tick, self, NULL);
}

void
normlab_page_frame_forget (NormlabPageFrame *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (self->page, self->tick);
  self->tick = 0;
}
