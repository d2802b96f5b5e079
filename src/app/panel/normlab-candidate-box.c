/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-candidate-box.h"

#include <glib/gi18n-lib.h>

#include "normlab-isolated.h"

struct _NormlabCandidateBox
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *check;
  GtkWidget *remove;

  NormlabCandidate *candidate;
  gboolean folded;
  gboolean kept; /* unticked by hand while folded */
};

G_DEFINE_FINAL_TYPE (NormlabCandidateBox, normlab_candidate_box, GTK_TYPE_WIDGET)

enum
{
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_or_hide (NormlabCandidateBox *self)
{
  const NormlabWord *word = normlab_candidate_get_word (self->candidate);
  gboolean ticked = normlab_candidate_get_ticked (self->candidate);
  gboolean away = self->folded && word != NULL && word->more;

  self->kept = self->kept && !ticked;
  gtk_widget_set_visible (GTK_WIDGET (self), ticked || self->kept || !away);
}

/* By hand in both directions: a binding would not tell the check box that it was refused. */
static void
on_toggled (NormlabCandidateBox *self)
{
  gboolean active = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check));
  gboolean ticked = normlab_candidate_get_ticked (self->candidate);

  self->kept = self->kept || (ticked && !active);
  normlab_candidate_set_ticked (self->candidate, active);
  active = normlab_candidate_get_ticked (self->candidate);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), active);
  show_or_hide (self);
}

/* Many layers of 2048 units are long. The check box's own label is reached in no other way. */
static void
wrap_label (GtkWidget *check)
{
  GtkWidget *label = gtk_widget_get_last_child (check);

  if (!GTK_IS_LABEL (label))
    return;
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
}

static void
on_candidate_changed (NormlabCandidateBox *self)
{
  const char *label = normlab_candidate_get_label (self->candidate);
  const char *details = normlab_candidate_get_details (self->candidate);
  const NormlabWord *word = normlab_candidate_get_word (self->candidate);
  g_autofree char *removes = g_strdup_printf (_("Remove %s"), label);
  g_autofree char *isolated = normlab_isolated (self->check, label);

  gtk_check_button_set_label (GTK_CHECK_BUTTON (self->check), isolated);
  wrap_label (self->check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check),
                               normlab_candidate_get_ticked (self->candidate));
  gtk_widget_set_tooltip_text (self->check, word != NULL ? word->formula : details);
  gtk_widget_set_visible (self->remove, normlab_candidate_get_removable (self->candidate));
  gtk_widget_set_tooltip_text (self->remove, removes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  removes, -1);
  show_or_hide (self);
}

static void
on_remove (NormlabCandidateBox *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
normlab_candidate_box_dispose (GObject *object)
{
  NormlabCandidateBox *self = NORMLAB_CANDIDATE_BOX (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->candidate);

  G_OBJECT_CLASS (normlab_candidate_box_parent_class)->dispose (object);
}

static void
normlab_candidate_box_class_init (NormlabCandidateBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_candidate_box_dispose;

  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/normlab/Normlab/normlab-candidate-box.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateBox, check);
  gtk_widget_class_bind_template_child (widget_class, NormlabCandidateBox, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
normlab_candidate_box_init (NormlabCandidateBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
normlab_candidate_box_new (NormlabCandidate *candidate)
{
  NormlabCandidateBox *self;

  g_return_val_if_fail (NORMLAB_IS_CANDIDATE (candidate), NULL);

  self = g_object_new (NORMLAB_TYPE_CANDIDATE_BOX, NULL);
  self->candidate = g_object_ref (candidate);
  g_signal_handlers_block_by_func (self->check, on_toggled, self);
  on_candidate_changed (self);
  g_signal_handlers_unblock_by_func (self->check, on_toggled, self);
  g_signal_connect_object (candidate, "notify", G_CALLBACK (on_candidate_changed), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

NormlabCandidate *
normlab_candidate_box_get_candidate (NormlabCandidateBox *self)
{
  g_return_val_if_fail (NORMLAB_IS_CANDIDATE_BOX (self), NULL);

  return self->candidate;
}

void
normlab_candidate_box_set_folded (NormlabCandidateBox *self, gboolean folded)
{
  g_return_if_fail (NORMLAB_IS_CANDIDATE_BOX (self));

  self->folded = folded;
  self->kept = FALSE;
  show_or_hide (self);
}

void
normlab_candidate_box_insert (NormlabCandidateBox *self, GtkWidget *widget)
{
  g_return_if_fail (NORMLAB_IS_CANDIDATE_BOX (self));

  gtk_widget_insert_before (widget, GTK_WIDGET (self), self->remove);
}
