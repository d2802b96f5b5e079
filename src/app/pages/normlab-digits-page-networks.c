/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose answers to all images are looked at, and to which images. */

#include "config.h"

#include "normlab-digits-page-private.h"

#include "normlab-isolated.h"
#include "normlab-layers-source.h"
#include "normlab-run-swatch.h"

/* Of a name beside the paper, and of one in a list. */
#define NARROW 8
#define WIDE 60

/* Names in the lists */

static void
on_setup (GtkListItem *row, int max_chars)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *swatch = normlab_run_swatch_new ();

  /* The name beside it says whose it is. */
  gtk_accessible_update_state (GTK_ACCESSIBLE (swatch), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), max_chars);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (row, box);
}

static void
on_narrow_setup (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer user_data)
{
  on_setup (row, NARROW);
}

static void
on_wide_setup (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer user_data)
{
  on_setup (row, WIDE);
}

static void
update_swatch (NormlabRunSwatch *swatch, GParamSpec *pspec, NormlabRunItem *item)
{
  normlab_run_swatch_set_look (swatch, normlab_run_item_get_color (item),
                               normlab_run_item_get_dashed (item));
}

/* Where the window reads from right to left as well its numbers keep their places. */
static gboolean
isolate (GBinding *binding, const GValue *from, GValue *to, gpointer label)
{
  g_value_take_string (to, normlab_isolated (label, g_value_get_string (from)));
  return TRUE;
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer user_data)
{
  GtkWidget *swatch = gtk_widget_get_first_child (gtk_list_item_get_child (row));
  NormlabRunItem *item = gtk_list_item_get_item (row);
  GtkWidget *label = gtk_widget_get_next_sibling (swatch);
  GBinding *binding = g_object_bind_property_full (
      item, "name", label, "label", G_BINDING_SYNC_CREATE, isolate, NULL, label, NULL);

  g_object_set_data (G_OBJECT (row), "binding", binding);
  g_signal_connect_object (item, "notify::color", G_CALLBACK (update_swatch), swatch,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::dashed", G_CALLBACK (update_swatch), swatch,
                           G_CONNECT_SWAPPED);
  update_swatch (NORMLAB_RUN_SWATCH (swatch), NULL, item);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer user_data)
{
  GtkWidget *swatch = gtk_widget_get_first_child (gtk_list_item_get_child (row));

  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (row), swatch);
  g_binding_unbind (g_object_steal_data (G_OBJECT (row), "binding"));
}

static GtkListItemFactory *
create_factory (GCallback setup)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", setup, NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  return factory;
}

static void
set_up_list (NormlabDigitsPage *self, GtkDropDown *list)
{
  g_autoptr (GtkListItemFactory) narrow = create_factory (G_CALLBACK (on_narrow_setup));
  g_autoptr (GtkListItemFactory) wide = create_factory (G_CALLBACK (on_wide_setup));

  gtk_drop_down_set_factory (list, narrow);
  gtk_drop_down_set_list_factory (list, wide);
  gtk_drop_down_set_model (list, self->runs);
}

/* What is chosen */

static NormlabRunItem *
get_item (GtkDropDown *list)
{
  return gtk_drop_down_get_selected_item (list);
}

static void
select_item (NormlabDigitsPage *self, GtkDropDown *list, NormlabRunItem *item)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->runs); i++)
    {
      g_autoptr (NormlabRunItem) candidate = g_list_model_get_item (self->runs, i);

      if (candidate == item)
        gtk_drop_down_set_selected (list, i);
    }
}

static gboolean
is_comparing (NormlabDigitsPage *self)
{
  return gtk_check_button_get_active (self->compare_check);
}

static void
take_networks (NormlabDigitsPage *self)
{
  NormlabRunItem *first = get_item (self->first_list), *second = get_item (self->second_list);

  if (self->evaluation == NULL)
    return;
  if (!is_comparing (self) && self->list.kind == NORMLAB_IMAGE_LIST_DIFFERENT)
    self->list.kind = NORMLAB_IMAGE_LIST_HARDEST;
  normlab_evaluation_set_runs (self->evaluation, first,
                               first != NULL && is_comparing (self) ? second : NULL);
  self->all_stale = TRUE;
  normlab_digits_page_expire (self);
}

/* The one that differs from the first in its batch norm alone, if there is such a pair, or else the
 * one beside it. */
static void
select_partner (NormlabDigitsPage *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) pair = NULL;
  NormlabRunItem *first = get_item (self->first_list);
  guint place;

  for (guint i = 0; i < g_list_model_get_n_items (self->runs); i++)
    g_ptr_array_add (items, g_list_model_get_item (self->runs, i));
  pair = normlab_layers_source_choose (items);
  if (pair->len == 2 && g_ptr_array_find (pair, first, &place))
    select_item (self, self->second_list, g_ptr_array_index (pair, 1 - place));
  else if (g_ptr_array_find (items, first, &place) && items->len > 1)
    select_item (self, self->second_list,
                 g_ptr_array_index (items, place + 1 < items->len ? place + 1 : place - 1));
}

/* The same network is looked at where all answer to one image. */
static void
on_first_changed (NormlabDigitsPage *self)
{
  if (self->shows_all)
    g_set_object (&self->chosen, get_item (self->first_list));
  take_networks (self);
}

static void
on_second_changed (NormlabDigitsPage *self)
{
  take_networks (self);
}

static void
on_compare_toggled (NormlabDigitsPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->second_list), is_comparing (self));
  if (self->runs == NULL)
    return;
  if (is_comparing (self) && get_item (self->first_list) == get_item (self->second_list))
    select_partner (self);
  take_networks (self);
}

static void
on_set_changed (NormlabDigitsPage *self)
{
  NormlabSplit split = gtk_drop_down_get_selected (self->set_list) == 0 ? NORMLAB_SPLIT_TEST
                                                                        : NORMLAB_SPLIT_TRAINING;

  if (self->evaluation == NULL)
    return;
  normlab_evaluation_set_split (self->evaluation, split);
  normlab_digits_set_split (self->digits, split);
}

void
normlab_digits_page_bind_networks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_first_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_second_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_compare_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_set_changed);
}

void
normlab_digits_page_set_up_networks (NormlabDigitsPage *self)
{
  set_up_list (self, self->first_list);
  set_up_list (self, self->second_list);
  on_compare_toggled (self);
}

void
normlab_digits_page_choose_network (NormlabDigitsPage *self)
{
  if (self->chosen != NULL)
    select_item (self, self->first_list, self->chosen);
  take_networks (self);
}
