/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What hands do with an album: wheel, keys, clicks. */

#include "config.h"

#include "normlab-album-view-private.h"

#include <math.h>

/* Images that a notch of the wheel goes on. */
#define WHEEL 3

/* Where all classes are in sight a wheel has nothing else to do. */
static gboolean
on_scroll (NormlabAlbumView *self, double dx, double dy)
{
  GtkAdjustment *along = self->adjustments[GTK_ORIENTATION_HORIZONTAL];
  GtkAdjustment *down = self->adjustments[GTK_ORIENTATION_VERTICAL];

  if (along == NULL || down == NULL || fabs (dy) <= fabs (dx)
      || gtk_adjustment_get_upper (down) > gtk_adjustment_get_page_size (down))
    return GDK_EVENT_PROPAGATE;
  gtk_adjustment_set_value (along, gtk_adjustment_get_value (along)
                                       + dy * WHEEL * gtk_adjustment_get_step_increment (along));
  return GDK_EVENT_STOP;
}

/* Choosing */

char *
normlab_album_view_describe (NormlabAlbumView *self, guint class, guint image)
{
  char *text = NULL;

  g_signal_emit_by_name (self, "describe",
                         (guint) normlab_album_get_class (self->album, class)->numbers[image],
                         &text);
  return text;
}

/* What is chosen is read out with the rest. */
void
normlab_album_view_update_description (NormlabAlbumView *self)
{
  GString *text = g_string_new (self->album != NULL ? self->album->summary : "");

  if (self->image >= 0)
    {
      g_autofree char *chosen
          = normlab_album_view_describe (self, (guint) self->class, (guint) self->image);

      g_string_prepend_c (text, '\n');
      g_string_prepend (text, chosen != NULL ? chosen : "");
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
  g_string_free (text, TRUE);
}

static void
bring_into_sight (NormlabAlbumView *self)
{
  GtkAdjustment *along = self->adjustments[GTK_ORIENTATION_HORIZONTAL];
  GtkAdjustment *down = self->adjustments[GTK_ORIENTATION_VERTICAL];
  NormlabAlbumLayout layout;

  normlab_album_view_init_layout (self, &layout);
  if (along != NULL)
    gtk_adjustment_clamp_page (along, self->image * layout.step_x,
                               (self->image + 1) * layout.step_x);
  if (down != NULL)
    gtk_adjustment_clamp_page (down, self->class * layout.step_y,
                               (self->class + 1) * layout.step_y);
}

static void
choose (NormlabAlbumView *self, int class, int image)
{
  self->class = class;
  self->image = image;
  if (image >= 0)
    bring_into_sight (self);
  normlab_album_view_update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Into a class that has images, from no image to the first one. */
static void
walk (NormlabAlbumView *self, int down, int along)
{
  int n_classes = (int) self->album->classes->len, class = self->class, image = self->image;
  int n;

  if (image < 0)
    {
      class = -1;
      down = 1;
      along = image = 0;
    }
  do
    class += down;
  while (down != 0 && class >= 0 && class < n_classes
         && normlab_album_get_class (self->album, (guint) class)->n_numbers == 0);
  if (class < 0 || class >= n_classes)
    return;
  n = (int) normlab_album_get_class (self->album, (guint) class)->n_numbers;
  /* No sum of two numbers of images leaves the range of int. */
  choose (self, class, CLAMP (image + along, 0, n - 1));
}

static gboolean
on_key (NormlabAlbumView *self, guint key, guint code, GdkModifierType modifiers)
{
  int forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
  NormlabAlbumLayout layout;
  int beside, all;

  if (self->album == NULL || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  normlab_album_view_init_layout (self, &layout);
  beside = (int) normlab_album_layout_get_n_beside (&layout);
  all = (int) MIN (self->album->n_longest, G_MAXINT / 2);
  switch (key)
    {
    case GDK_KEY_Up:
      walk (self, -1, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
      walk (self, 1, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
      walk (self, 0, -forward);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      walk (self, 0, forward);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
      walk (self, 0, -beside);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
      walk (self, 0, beside);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      walk (self, 0, -all);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      walk (self, 0, all);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (self->image < 0)
        return GDK_EVENT_PROPAGATE;
      choose (self, -1, -1);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

gboolean
normlab_album_view_find (NormlabAlbumView *self, double x, double y, guint *class, guint *image)
{
  NormlabAlbumLayout layout;

  if (self->album == NULL)
    return FALSE;
  normlab_album_view_init_layout (self, &layout);
  return normlab_album_layout_find (&layout, self->album, normlab_album_view_get_x (self),
                                    normlab_album_view_get_y (self), x, y, class, image);
}

static void
on_pressed (NormlabAlbumView *self, int n, double x, double y)
{
  guint class, image;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (normlab_album_view_find (self, x, y, &class, &image))
    choose (self, (int) class, (int) image);
}

void
normlab_album_view_init_input (NormlabAlbumView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (on_scroll), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}
