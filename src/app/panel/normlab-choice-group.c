/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-choice-group.h"

#include <glib/gi18n-lib.h>

#include "normlab-choice-box.h"
#include "normlab-layers-row.h"
#include "normlab-value-entry.h"
#include "normlab-wrap-layout.h"

/* How long the hint stays, in seconds. */
#define HINT_SECONDS 3

struct _NormlabChoiceGroup
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *title;
  GtkWidget *badge;
  GtkWidget *choices;
  GtkWidget *entry;
  GtkWidget *add;
  GtkWidget *hint;

  NormlabCompare *compare;
  NormlabDimension dimension;
  guint hint_source;
};

G_DEFINE_FINAL_TYPE (NormlabChoiceGroup, normlab_choice_group, GTK_TYPE_WIDGET)

static void
changed_cb (NormlabChoiceGroup *self)
{
  guint n = normlab_compare_get_n_ticked (self->compare, self->dimension);
  g_autofree char *badge = g_strdup_printf ("× %u", n);

  gtk_label_set_label (GTK_LABEL (self->badge), badge);
  gtk_widget_set_visible (self->badge, n > 1 && !normlab_compare_get_is_fixed (self->compare));
}

static gboolean
hide_hint (gpointer data)
{
  NormlabChoiceGroup *self = data;

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->hint), FALSE);
  self->hint_source = 0;
  return G_SOURCE_REMOVE;
}

static void
refused_cb (NormlabChoiceGroup *self, guint dimension)
{
  if (dimension != self->dimension)
    return;
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->hint), TRUE);
  g_clear_handle_id (&self->hint_source, g_source_remove);
  self->hint_source = g_timeout_add_seconds (HINT_SECONDS, hide_hint, self);
}

static void
remove_cb (NormlabChoiceGroup *self, NormlabChoiceBox *box)
{
  GListModel *choices = normlab_compare_get_choices (self->compare, self->dimension);

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (NormlabChoice) choice = g_list_model_get_item (choices, i);

      if (choice == normlab_choice_box_get_choice (box))
        {
          normlab_compare_remove (self->compare, self->dimension, i);
          return;
        }
    }
}

static GtkWidget *
create_child (NormlabChoiceGroup *self, NormlabChoice *choice)
{
  GtkWidget *child;

  if (self->dimension == NORMLAB_DIMENSION_HIDDEN)
    return normlab_layers_row_new (self->compare, choice);
  child = normlab_choice_box_new (choice);
  g_signal_connect_object (child, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return child;
}

static void
items_changed_cb (NormlabChoiceGroup *self,
                  guint position,
                  guint removed,
                  guint added,
                  GListModel *choices)
{
  GtkWidget *child = gtk_widget_get_first_child (self->choices);

  for (guint i = 0; i < position; i++)
    child = gtk_widget_get_next_sibling (child);
  for (guint i = 0; i < removed; i++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (GTK_BOX (self->choices), child);
      child = next;
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (NormlabChoice) choice = g_list_model_get_item (choices, position + i);

      gtk_widget_insert_before (create_child (self, choice), self->choices, child);
    }
}

/* One value, and so no list: a comma is what many people write for a point. */
static gboolean
commit_cb (NormlabChoiceGroup *self, const char *text, GError **error)
{
  g_autofree char *value = g_strdelimit (g_strdup (text), ",", '.');

  return normlab_compare_add (self->compare, self->dimension, value, error);
}

static gboolean
is_offered (GListModel *choices, const char *text)
{
  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (NormlabChoice) choice = g_list_model_get_item (choices, i);

      if (g_str_equal (normlab_choice_get_text (choice), text))
        return TRUE;
    }
  return FALSE;
}

/* One more row: the last one with a layer more and, where that is offered already or cannot be,
 * with more units. */
static void
add_cb (NormlabChoiceGroup *self)
{
  GListModel *choices = normlab_compare_get_choices (self->compare, NORMLAB_DIMENSION_HIDDEN);
  guint n = g_list_model_get_n_items (choices);
  g_autoptr (NormlabChoice) last = g_list_model_get_item (choices, n - 1);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  normlab_recipe_set (&recipe, NORMLAB_DIMENSION_HIDDEN, normlab_choice_get_text (last), NULL);
  if (recipe.n_hidden < NORMLAB_MAX_HIDDEN)
    recipe.hidden[recipe.n_hidden++] = 20;
  for (guint i = 0; i < NORMLAB_MAX_UNITS; i++)
    {
      g_autofree char *text = normlab_recipe_get (&recipe, NORMLAB_DIMENSION_HIDDEN);

      if (!is_offered (choices, text))
        {
          if (normlab_compare_add (self->compare, NORMLAB_DIMENSION_HIDDEN, text, NULL))
            normlab_layers_row_edit (
                NORMLAB_LAYERS_ROW (gtk_widget_get_last_child (self->choices)));
          return;
        }
      recipe.hidden[0] = recipe.hidden[0] % NORMLAB_MAX_UNITS + 1;
    }
}

static void
normlab_choice_group_dispose (GObject *object)
{
  NormlabChoiceGroup *self = NORMLAB_CHOICE_GROUP (object);
  GtkWidget *child;

  g_clear_handle_id (&self->hint_source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->compare);

  G_OBJECT_CLASS (normlab_choice_group_parent_class)->dispose (object);
}

static void
normlab_choice_group_class_init (NormlabChoiceGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_choice_group_dispose;

  g_type_ensure (NORMLAB_TYPE_VALUE_ENTRY);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/normlab/Normlab/normlab-choice-group.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabChoiceGroup, title);
  gtk_widget_class_bind_template_child (widget_class, NormlabChoiceGroup, badge);
  gtk_widget_class_bind_template_child (widget_class, NormlabChoiceGroup, choices);
  gtk_widget_class_bind_template_child (widget_class, NormlabChoiceGroup, entry);
  gtk_widget_class_bind_template_child (widget_class, NormlabChoiceGroup, add);
  gtk_widget_class_bind_template_child (widget_class, NormlabChoiceGroup, hint);
  gtk_widget_class_bind_template_callback (widget_class, commit_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
normlab_choice_group_init (NormlabChoiceGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What can be added to the dimension, and how it is laid out. */
static void
set_up (NormlabChoiceGroup *self)
{
  const char *title = normlab_dimension_get_title (self->dimension);
  NormlabValueEntry *entry = NORMLAB_VALUE_ENTRY (self->entry);

  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_name (GTK_WIDGET (self), normlab_dimension_get_key (self->dimension));

  gtk_widget_set_visible (self->add, self->dimension == NORMLAB_DIMENSION_HIDDEN);
  if (self->dimension == NORMLAB_DIMENSION_HIDDEN)
    return;
  gtk_widget_set_layout_manager (self->choices, normlab_wrap_layout_new (6));
  if (self->dimension == NORMLAB_DIMENSION_INIT)
    {
      gtk_widget_set_visible (self->entry, TRUE);
      g_object_set (entry, "placeholder", _("Another σ"), NULL);
      normlab_value_entry_set_title (entry, _("Add a standard deviation σ"));
      gtk_widget_set_tooltip_text (self->entry, _("Add a Gaussian of this standard deviation σ"));
    }
  else if (self->dimension == NORMLAB_DIMENSION_LEARNING_RATE)
    {
      gtk_widget_set_visible (self->entry, TRUE);
      g_object_set (entry, "placeholder", _("Another rate"), NULL);
      normlab_value_entry_set_title (entry, _("Add a learning rate"));
      gtk_widget_set_tooltip_text (self->entry, _("Add a learning rate"));
    }
}

GtkWidget *
normlab_choice_group_new (NormlabCompare *compare, NormlabDimension dimension)
{
  NormlabChoiceGroup *self;
  GListModel *choices;

  g_return_val_if_fail (NORMLAB_IS_COMPARE (compare), NULL);

  self = g_object_new (NORMLAB_TYPE_CHOICE_GROUP, NULL);
  self->compare = g_object_ref (compare);
  self->dimension = dimension;
  set_up (self);

  choices = normlab_compare_get_choices (compare, dimension);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (choices), choices);
  changed_cb (self);
  g_signal_connect_object (choices, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (compare, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (compare, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
