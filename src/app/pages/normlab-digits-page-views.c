/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One image or all, and what of them is shown. */

#include "config.h"

#include "normlab-digits-page-private.h"

/* Small images are not as much larger on a projector as what stands alone. */
#define GALLERY_SCALE 0.75

/* The setting that says whether all images are shown. */
#define KEY "digits-all"

void
normlab_digits_page_look (NormlabDigitsPage *self)
{
  gboolean mapped = gtk_widget_get_mapped (GTK_WIDGET (self));

  if (self->digits == NULL)
    return;
  normlab_digits_set_looking (self->digits, mapped && !self->shows_all);
  normlab_evaluation_set_looking (self->evaluation, mapped && self->shows_all);
}

/* Drawing is its subject, or what all images are taken for: on a projector the paper stays, and the
 * tools go. */
static void
update_parts (NormlabDigitsPage *self)
{
  gboolean one = !self->shows_all, tools = !self->projected;

  gtk_stack_set_visible_child_name (self->views, one ? "one" : "all");
  gtk_widget_set_visible (self->view_switch, tools);
  gtk_widget_set_visible (self->drawing_tools, tools && one);
  gtk_widget_set_visible (self->image_tools, tools && one);
  gtk_widget_set_visible (self->random_tools, tools && one);
  gtk_widget_set_visible (self->all_tools, tools && !one);
  gtk_widget_set_visible (self->gallery_tools, tools);
  normlab_digits_canvas_set_small (self->canvas, !one);
}

static void
show_all (NormlabDigitsPage *self, gboolean all)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "view");

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (all ? "all" : "one"));
  if (all == self->shows_all)
    return;
  self->shows_all = all;
  if (self->settings != NULL)
    g_settings_set_boolean (self->settings, KEY, all);
  if (all && self->digits != NULL)
    normlab_digits_page_choose_network (self);
  update_parts (self);
  normlab_digits_page_look (self);
  normlab_digits_page_expire (self);
}

static void
on_view (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_all (user_data, g_str_equal (g_variant_get_string (parameter, NULL), "all"));
}

static void
on_switch (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabDigitsPage *self = user_data;

  show_all (self, !self->shows_all);
}

void
normlab_digits_page_add_views (NormlabDigitsPage *self)
{
  static const GActionEntry entries[] = {
    { "view", on_view, "s", "'one'" },
    { "switch", on_switch },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

static void
on_setting_changed (NormlabDigitsPage *self)
{
  show_all (self, g_settings_get_boolean (self->settings, KEY));
}

void
normlab_digits_page_set_up_views (NormlabDigitsPage *self, GSettings *settings)
{
  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (on_setting_changed), self,
                           G_CONNECT_SWAPPED);
  on_setting_changed (self);
}

static void
scale_label (GtkLabel *label, double scale)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

void
normlab_digits_page_set_scale (NormlabPage *page, double scale)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (page);

  self->scale = scale;
  scale_label (self->image_label, scale);
  scale_label (self->path_label, scale);
  scale_label (self->gallery_label, MAX (scale * GALLERY_SCALE, 1));
  normlab_digits_canvas_set_scale (self->canvas, scale);
  normlab_confusion_view_set_scale (self->matrix, scale);
  normlab_gallery_view_set_scale (self->gallery, MAX (scale * GALLERY_SCALE, 1));
  normlab_digits_page_expire (self);
}

void
normlab_digits_page_set_projected (NormlabPage *page, gboolean projected)
{
  NormlabDigitsPage *self = NORMLAB_DIGITS_PAGE (page);

  self->projected = projected;
  update_parts (self);
}
