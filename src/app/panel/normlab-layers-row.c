/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-row.h"

#include <glib/gi18n-lib.h>

#include "normlab-candidate-box.h"
#include "normlab-number-check.h"
#include "normlab-wrap-layout.h"

/* What a layer that is added to none has. */
#define FIRST_UNITS 20

struct _NormlabLayersRow
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *revealer;
  GtkWidget *fewer;
  GtkWidget *count;
  GtkWidget *more;
  GtkWidget *units;
  GtkWidget *message;
  GtkWidget *hint;

  GtkWidget *edit; /* borrowed; in the head, beside the check box */
  NormlabPlan *plan;
  NormlabCandidate *candidate;
  NormlabValue value; /* what the editor shows: layers */
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (NormlabLayersRow, normlab_layers_row, GTK_TYPE_WIDGET)

/* The place of the row's choice; of another that has the value, if @value is not NULL. */
static gboolean
find (NormlabLayersRow *self, const NormlabValue *value, guint *position)
{
  GListModel *candidates = normlab_plan_get_candidates (self->plan, NORMLAB_HYPERPARAMETER_HIDDEN);

  for (guint i = 0; i < g_list_model_get_n_items (candidates); i++)
    {
      g_autoptr (NormlabCandidate) candidate = g_list_model_get_item (candidates, i);
      gboolean own = candidate == self->candidate;

      if (value == NULL
              ? own
              : !own && normlab_value_equal (normlab_candidate_get_value (candidate), value))
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}

static void on_units (NormlabLayersRow *self, GtkSpinButton *spin);

static GtkWidget *
create_spin (NormlabLayersRow *self, guint i)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (1, NORMLAB_MAX_UNITS, 1);
  g_autofree char *name = g_strdup_printf (_("Units of hidden layer %u"), i + 1);

  gtk_spin_button_set_increments (GTK_SPIN_BUTTON (spin), 10, 100);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 3);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (spin), 4);
  gtk_widget_set_tooltip_text (spin, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), self->value.layers.units[i]);
  normlab_number_check_attach (GTK_SPIN_BUTTON (spin), name, GTK_LABEL (self->message));
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (on_units), self, G_CONNECT_SWAPPED);
  return spin;
}

/* Shows the layers, keeping the spin buttons that are there, and with them the focus. */
static void
show_layers (NormlabLayersRow *self)
{
  g_autofree char *count = g_strdup_printf ("%u", self->value.layers.n);
  GtkWidget *spin = gtk_widget_get_first_child (self->units);

  self->loading = TRUE;
  for (guint i = 0; i < self->value.layers.n; i++)
    {
      if (spin == NULL)
        {
          spin = create_spin (self, i);
          gtk_box_append (GTK_BOX (self->units), spin);
        }
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), self->value.layers.units[i]);
      spin = gtk_widget_get_next_sibling (spin);
    }
  while (spin != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (spin);

      normlab_number_check_forget (GTK_SPIN_BUTTON (spin));
      gtk_box_remove (GTK_BOX (self->units), spin);
      spin = next;
    }
  gtk_label_set_label (GTK_LABEL (self->count), count);
  gtk_widget_set_sensitive (self->fewer, self->value.layers.n > 0);
  gtk_widget_set_sensitive (self->more, self->value.layers.n < NORMLAB_MAX_HIDDEN);
  gtk_widget_set_visible (self->units, self->value.layers.n > 0);
  self->loading = FALSE;
}

/* Shows what the choice is; after another change than one in this row, or to give one up. */
static void
load (NormlabLayersRow *self)
{
  self->value = *normlab_candidate_get_value (self->candidate);
  gtk_widget_set_visible (self->hint, FALSE);
  for (GtkWidget *spin = gtk_widget_get_first_child (self->units); spin != NULL;
       spin = gtk_widget_get_next_sibling (spin))
    normlab_number_check_forget (GTK_SPIN_BUTTON (spin));
  show_layers (self);
}

static void
commit (NormlabLayersRow *self)
{
  gboolean taken;
  guint position;

  show_layers (self);
  taken = find (self, &self->value, &position);
  gtk_widget_set_visible (self->hint, taken);
  if (!taken && find (self, NULL, &position))
    normlab_plan_replace (self->plan, NORMLAB_HYPERPARAMETER_HIDDEN, position, &self->value, NULL);
}

static void
on_units (NormlabLayersRow *self, GtkSpinButton *spin)
{
  guint i = 0;

  if (self->loading)
    return;
  for (GtkWidget *other = gtk_widget_get_prev_sibling (GTK_WIDGET (spin)); other != NULL;
       other = gtk_widget_get_prev_sibling (other))
    i++;
  self->value.layers.units[i] = (guint) gtk_spin_button_get_value_as_int (spin);
  commit (self);
}

static void
on_fewer (NormlabLayersRow *self)
{
  if (self->value.layers.n == 0)
    return;
  self->value.layers.n--;
  commit (self);
}

static void
on_more (NormlabLayersRow *self)
{
  guint n = self->value.layers.n;
  guint *units = self->value.layers.units;

  if (n == NORMLAB_MAX_HIDDEN)
    return;
  units[n] = n > 0 ? units[n - 1] : FIRST_UNITS;
  self->value.layers.n++;
  commit (self);
}

static void
on_edit (NormlabLayersRow *self)
{
  gboolean active = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->edit));

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), active);
  gtk_button_set_icon_name (GTK_BUTTON (self->edit),
                            active ? "pan-up-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->edit), GTK_ACCESSIBLE_STATE_EXPANDED, active,
                               -1);
  if (!active)
    load (self);
}

static void
on_candidate (NormlabLayersRow *self)
{
  g_autofree char *edits
      = g_strdup_printf (_("Edit %s"), normlab_candidate_get_label (self->candidate));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->edit), GTK_ACCESSIBLE_PROPERTY_LABEL, edits,
                                  -1);
  if (!normlab_value_equal (&self->value, normlab_candidate_get_value (self->candidate)))
    load (self);
}

/* What waits for its difference to another row is given up when something else changes. */
static void
on_changed (NormlabLayersRow *self)
{
  if (gtk_widget_get_visible (self->hint))
    load (self);
}

static void
on_remove (NormlabLayersRow *self)
{
  guint position;

  if (find (self, NULL, &position))
    normlab_plan_remove (self->plan, NORMLAB_HYPERPARAMETER_HIDDEN, position);
}

static void
normlab_layers_row_dispose (GObject *object)
{
  NormlabLayersRow *self = NORMLAB_LAYERS_ROW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->plan);
  g_clear_object (&self->candidate);

  G_OBJECT_CLASS (normlab_layers_row_parent_class)->dispose (object);
}

static void
normlab_layers_row_class_init (NormlabLayersRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_layers_row_dispose;

  g_type_ensure (NORMLAB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-layers-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersRow, revealer);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersRow, fewer);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersRow, count);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersRow, more);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersRow, units);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersRow, message);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersRow, hint);
  gtk_widget_class_bind_template_callback (widget_class, on_fewer);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
normlab_layers_row_init (NormlabLayersRow *self)
{
  self->value.type = NORMLAB_VALUE_LAYERS;
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
create_head (NormlabLayersRow *self)
{
  GtkWidget *box = normlab_candidate_box_new (self->candidate);

  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_insert_before (box, GTK_WIDGET (self), self->revealer);
  g_signal_connect_object (box, "remove", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);

  self->edit = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->edit), "pan-down-symbolic");
  gtk_widget_set_name (self->edit, "edit");
  gtk_widget_set_valign (self->edit, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->edit, "flat");
  gtk_widget_add_css_class (self->edit, "small");
  gtk_widget_set_tooltip_text (self->edit, _("Edit these layers"));
  g_signal_connect_object (self->edit, "toggled", G_CALLBACK (on_edit), self, G_CONNECT_SWAPPED);
  normlab_candidate_box_insert (NORMLAB_CANDIDATE_BOX (box), self->edit);
}

GtkWidget *
normlab_layers_row_new (NormlabPlan *plan, NormlabCandidate *candidate)
{
  NormlabLayersRow *self;

  g_return_val_if_fail (NORMLAB_IS_PLAN (plan), NULL);
  g_return_val_if_fail (NORMLAB_IS_CANDIDATE (candidate), NULL);

  self = g_object_new (NORMLAB_TYPE_LAYERS_ROW, NULL);
  self->plan = g_object_ref (plan);
  self->candidate = g_object_ref (candidate);

  create_head (self);
  g_signal_connect_object (candidate, "notify::value", G_CALLBACK (on_candidate), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  load (self);
  on_candidate (self);
  return GTK_WIDGET (self);
}

NormlabCandidate *
normlab_layers_row_get_candidate (NormlabLayersRow *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAYERS_ROW (self), NULL);

  return self->candidate;
}

void
normlab_layers_row_edit (NormlabLayersRow *self)
{
  g_return_if_fail (NORMLAB_IS_LAYERS_ROW (self));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->edit), TRUE);
  gtk_widget_grab_focus (self->more);
}
