/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tools beside the paper: which image is shown, and the pen. */

#include "config.h"

#include "normlab-digits-page-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-digits-source.h"

/* The pen's thickness is told in pixels of an image of so many. */
#define IMAGE_SIDE 28.0

static void
on_thickness_changed (NormlabDigitsPage *self)
{
  normlab_digits_canvas_set_thickness (
      self->canvas, gtk_adjustment_get_value (self->thickness_adjustment) / IMAGE_SIDE);
}

static void
on_number_changed (NormlabDigitsPage *self)
{
  if (!self->updating && self->digits != NULL)
    normlab_digits_show (self->digits, (guint) gtk_adjustment_get_value (self->number_adjustment));
}

static void
on_undo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_digits_undo (NORMLAB_DIGITS_PAGE (user_data)->digits);
}

static void
on_clear (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_digits_clear (NORMLAB_DIGITS_PAGE (user_data)->digits);
}

static void
on_previous (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_digits_move (NORMLAB_DIGITS_PAGE (user_data)->digits, -1);
}

static void
on_next (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_digits_move (NORMLAB_DIGITS_PAGE (user_data)->digits, 1);
}

static void
on_random (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_digits_show_random (NORMLAB_DIGITS_PAGE (user_data)->digits);
}

static void
on_wrong (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_digits_show_wrong (NORMLAB_DIGITS_PAGE (user_data)->digits);
}

void
normlab_digits_page_add_tools (NormlabDigitsPage *self)
{
  static const GActionEntry entries[] = {
    { "undo", on_undo }, { "clear", on_clear },   { "previous", on_previous },
    { "next", on_next }, { "random", on_random }, { "wrong", on_wrong },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

static void
set_enabled (NormlabDigitsPage *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* Beneath the paper. */
static void
update_words (NormlabDigitsPage *self)
{
  g_autofree char *title = normlab_digits_source_describe_image (self->digits);

  gtk_label_set_text (self->image_label,
                      normlab_digits_get_missed (self->digits) ? _("None is wrong") : title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);
}

void
normlab_digits_page_update_tools (NormlabDigitsPage *self)
{
  guint n = normlab_digits_get_n_images (self->digits);
  int number = normlab_digits_get_number (self->digits);

  self->updating = TRUE;
  gtk_adjustment_set_upper (self->number_adjustment, n > 0 ? n - 1 : 0);
  if (number >= 0)
    gtk_adjustment_set_value (self->number_adjustment, number);
  self->updating = FALSE;
  gtk_widget_set_sensitive (self->number_entry, n > 0);
  set_enabled (self, "undo", normlab_digits_get_can_undo (self->digits));
  set_enabled (self, "clear", n > 0);
  set_enabled (self, "previous", n > 0);
  set_enabled (self, "next", n > 0);
  set_enabled (self, "random", n > 0);
  set_enabled (self, "wrong",
               n > 0 && !self->shows_all && !normlab_digits_is_searching (self->digits));
  update_words (self);
}

void
normlab_digits_page_bind_tools (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_thickness_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_number_changed);
}

void
normlab_digits_page_init_tools (NormlabDigitsPage *self)
{
  on_thickness_changed (self);
}
