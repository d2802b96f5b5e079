/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-candidate-group.h"

#include <glib/gi18n-lib.h>

#include "normlab-candidate-box.h"
#include "normlab-layers-row.h"
#include "normlab-value-entry.h"
#include "normlab-value-text.h"
#include "normlab-wrap-layout.h"

/* How long the hint stays, in seconds. */
#define HINT_SECONDS 3

struct _NormlabCandidateGroup
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *title;
  GtkWidget *badge;
  GtkWidget *candidates;
  GtkWidget *entry;
  GtkWidget *add;
  GtkWidget *hint;

  NormlabPlan *plan;
  NormlabHyperparameter hyperparameter;
  guint hint_source;
};

G_DEFINE_FINAL_TYPE (NormlabCandidateGroup, normlab_candidate_group, GTK_TYPE_WIDGET)

static void
on_changed (NormlabCandidateGroup *self)
{
  guint n = normlab_plan_get_n_ticked (self->plan, self->hyperparameter);
  g_autofree char *badge = g_strdup_printf ("× %u", n);

  gtk_label_set_label (GTK_LABEL (self->badge), badge);
  gtk_widget_set_visible (self->badge, n > 1 && !normlab_plan_get_is_fixed (self->plan));
}

static gboolean
on_hint_timeout (gpointer data)
{
  NormlabCandidateGroup *self = data;

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->hint), FALSE);
  self->hint_source = 0;
  return G_SOURCE_REMOVE;
}

static void
on_refused (NormlabCandidateGroup *self, guint hyperparameter)
{
  if (hyperparameter != self->hyperparameter)
    return;
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->hint), TRUE);
  g_clear_handle_id (&self->hint_source, g_source_remove);
  self->hint_source = g_timeout_add_seconds (HINT_SECONDS, on_hint_timeout, self);
}

static void
on_remove (NormlabCandidateGroup *self, NormlabCandidateBox *box)
{
  GListModel *candidates = normlab_plan_get_candidates (self->plan, self->hyperparameter);

  for (guint i = 0; i < g_list_model_get_n_items (candidates); i++)
    {
      g_autoptr (NormlabCandidate) candidate = g_list_model_get_item (candidates, i);

      if (candidate == normlab_candidate_box_get_candidate (box))
        {
          normlab_plan_remove (self->plan, self->hyperparameter, i);
          return;
        }
    }
}

static GtkWidget *
create_child (NormlabCandidateGroup *self, NormlabCandidate *candidate)
{
  GtkWidget *child;

  if (self->hyperparameter == NORMLAB_HYPERPARAMETER_HIDDEN)
    return normlab_layers_row_new (self->plan, candidate);
  child = normlab_candidate_box_new (candidate);
  g_signal_connect_object (child, "remove", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  return child;
}

static void
on_items_changed (NormlabCandidateGroup *self,
                  guint position,
                  guint removed,
                  guint added,
                  GListModel *candidates)
{
  GtkWidget *child = gtk_widget_get_first_child (self->candidates);

  for (guint i = 0; i < position; i++)
    child = gtk_widget_get_next_sibling (child);
  for (guint i = 0; i < removed; i++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (GTK_BOX (self->candidates), child);
      child = next;
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (NormlabCandidate) candidate = g_list_model_get_item (candidates, position + i);

      gtk_widget_insert_before (create_child (self, candidate), self->candidates, child);
    }
}

/* One value, and so no list: a comma is what many people write for a point. */
static gboolean
on_commit (NormlabCandidateGroup *self, const char *text, GError **error)
{
  g_autofree char *number = g_strdelimit (g_strdup (text), ",", '.');
  NormlabValue value;

  return normlab_value_parse (self->hyperparameter, number, &value, error)
         && normlab_plan_add (self->plan, self->hyperparameter, &value, error);
}

static gboolean
is_offered (GListModel *candidates, const NormlabValue *value)
{
  for (guint i = 0; i < g_list_model_get_n_items (candidates); i++)
    {
      g_autoptr (NormlabCandidate) candidate = g_list_model_get_item (candidates, i);

      if (normlab_value_equal (normlab_candidate_get_value (candidate), value))
        return TRUE;
    }
  return FALSE;
}

/* One more row: the last one with a layer more and, where that is offered already or cannot be,
 * with more units. */
static void
on_add (NormlabCandidateGroup *self)
{
  GListModel *candidates = normlab_plan_get_candidates (self->plan, NORMLAB_HYPERPARAMETER_HIDDEN);
  guint n = g_list_model_get_n_items (candidates);
  g_autoptr (NormlabCandidate) last = g_list_model_get_item (candidates, n - 1);
  NormlabValue value = *normlab_candidate_get_value (last);

  if (value.layers.n < NORMLAB_MAX_HIDDEN)
    value.layers.units[value.layers.n++] = 20;
  for (guint i = 0; i < NORMLAB_MAX_UNITS; i++)
    {
      if (!is_offered (candidates, &value))
        {
          if (normlab_plan_add (self->plan, NORMLAB_HYPERPARAMETER_HIDDEN, &value, NULL))
            normlab_layers_row_edit (
                NORMLAB_LAYERS_ROW (gtk_widget_get_last_child (self->candidates)));
          return;
        }
      value.layers.units[0] = value.layers.units[0] % NORMLAB_MAX_UNITS + 1;
    }
}

static void
normlab_candidate_group_dispose (GObject *object)
{
  NormlabCandidateGroup *self = NORMLAB_CANDIDATE_GROUP (object);
  GtkWidget *child;

  g_clear_handle_id (&self->hint_source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->plan);

  G_OBJECT_CLASS (normlab_candidate_group_parent_class)->dispose (object);
}

static void
normlab_candidate_group_class_init (NormlabCandidateGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_candidate_group_dispose;

  g_type_ensure (NORMLAB_TYPE_VALUE_ENTRY);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/normlab/Normlab/normlab-candidate-group.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateGroup, title);
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateGroup, badge);
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateGroup, candidates);
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateGroup, entry);
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateGroup, add);
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateGroup, hint);
  gtk_widget_class_bind_template_callback (widget_class, on_commit);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
normlab_candidate_group_init (NormlabCandidateGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What can be added to the hyperparameter, and how it is laid out. */
static void
set_up (NormlabCandidateGroup *self)
{
  const char *title = normlab_hyperparameter_get_title (self->hyperparameter);
  NormlabValueEntry *entry = NORMLAB_VALUE_ENTRY (self->entry);

  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_name (GTK_WIDGET (self), normlab_hyperparameter_get_key (self->hyperparameter));

  gtk_widget_set_visible (self->add, self->hyperparameter == NORMLAB_HYPERPARAMETER_HIDDEN);
  if (self->hyperparameter == NORMLAB_HYPERPARAMETER_HIDDEN)
    return;
  gtk_widget_set_layout_manager (self->candidates, normlab_wrap_layout_new (6));
  if (self->hyperparameter == NORMLAB_HYPERPARAMETER_INIT)
    {
      gtk_widget_set_visible (self->entry, TRUE);
      g_object_set (entry, "placeholder", _("Another σ"), NULL);
      normlab_value_entry_set_title (entry, _("Add a standard deviation σ"));
      gtk_widget_set_tooltip_text (self->entry, _("Add a Gaussian of this standard deviation σ"));
    }
  else if (self->hyperparameter == NORMLAB_HYPERPARAMETER_LEARNING_RATE)
    {
      gtk_widget_set_visible (self->entry, TRUE);
      g_object_set (entry, "placeholder", _("Another rate"), NULL);
      normlab_value_entry_set_title (entry, _("Add a learning rate"));
      gtk_widget_set_tooltip_text (self->entry, _("Add a learning rate"));
    }
}

GtkWidget *
normlab_candidate_group_new (NormlabPlan *plan, NormlabHyperparameter hyperparameter)
{
  NormlabCandidateGroup *self;
  GListModel *candidates;

  g_return_val_if_fail (NORMLAB_IS_PLAN (plan), NULL);

  self = g_object_new (NORMLAB_TYPE_CANDIDATE_GROUP, NULL);
  self->plan = g_object_ref (plan);
  self->hyperparameter = hyperparameter;
  set_up (self);

  candidates = normlab_plan_get_candidates (plan, hyperparameter);
  on_items_changed (self, 0, 0, g_list_model_get_n_items (candidates), candidates);
  on_changed (self);
  g_signal_connect_object (candidates, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "refused", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
