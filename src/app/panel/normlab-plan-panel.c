/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plan-panel.h"

#include <glib/gi18n-lib.h>

#include "normlab-candidate-group.h"
#include "normlab-further-section.h"
#include "normlab-ready-made.h"
#include "normlab-recipe-names.h"
#include "normlab-train-bar.h"
#include "normlab-value-entry.h"

struct _NormlabPlanPanel
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *scroll;
  GtkWidget *experiment;
  GtkWidget *fixed_note;
  GtkWidget *update_note;
  GtkWidget *groups;
  GtkWidget *expander;
  GtkWidget *folded;
  GtkWidget *summary;
  NormlabTrainBar *train_bar;

  NormlabPlan *plan;
  GPtrArray *ready_made; /* of NormlabExperiment, in the order of the drop-down from 1 on */
  GtkStringList *titles;
  NormlabExperiment *own; /* what was there before a ready-made one was chosen */
  guint n_frames;         /* until what was unfolded has its place */
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (NormlabPlanPanel, normlab_plan_panel, GTK_TYPE_WIDGET)

static void
show_title (NormlabPlanPanel *self)
{
  const char *title = normlab_plan_get_title (self->plan);
  const char *first[] = { _("Own choices"), NULL };
  guint selected = 0;

  for (guint i = 0; title != NULL && i < self->ready_made->len; i++)
    if (g_str_equal (title, normlab_experiment_get_title (g_ptr_array_index (self->ready_made, i))))
      selected = i + 1;
  /* An experiment from a file has the first place for as long as it is there. */
  if (title != NULL && selected == 0)
    first[0] = title;

  self->loading = TRUE;
  if (!g_str_equal (gtk_string_list_get_string (self->titles, 0), first[0]))
    gtk_string_list_splice (self->titles, 0, 1, first);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->experiment), selected);
  self->loading = FALSE;
}

/* What is worth saying of the updates that are ticked, as the command line does. */
static void
show_update_note (NormlabPlanPanel *self)
{
  g_autoptr (GArray) updates = normlab_plan_get_values (self->plan, NORMLAB_HYPERPARAMETER_UPDATE);
  g_autoptr (GArray) hidden = normlab_plan_get_values (self->plan, NORMLAB_HYPERPARAMETER_HIDDEN);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_hidden = 0;

  for (guint i = 0; i < hidden->len; i++)
    n_hidden = MAX (n_hidden, g_array_index (hidden, NormlabValue, i).layers.n);
  for (guint i = 0; i < updates->len; i++)
    {
      const char *note = normlab_update_get_note (
          (NormlabUpdate) g_array_index (updates, NormlabValue, i).word, n_hidden);

      if (note != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", note);
    }
  gtk_label_set_label (GTK_LABEL (self->update_note), text->str);
  gtk_widget_set_visible (self->update_note, text->len > 0);
}

static void
show_notes (NormlabPlanPanel *self)
{
  gboolean fixed = normlab_plan_get_is_fixed (self->plan);
  guint n = (guint) MIN (normlab_plan_get_n_recipes (self->plan), G_MAXINT);
  g_autofree char *note = NULL;

  note = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "This is exactly the %u network of the experiment. Change a box, and all "
                   "combinations of the boxes are compared instead.",
                   "These are exactly the %u networks of the experiment. Change a box, and all "
                   "combinations of the boxes are compared instead.",
                   n),
      n);
  gtk_label_set_label (GTK_LABEL (self->fixed_note), note);
  gtk_widget_set_visible (self->fixed_note, fixed);
  show_update_note (self);
}

/* What is folded away and not as usual must not surprise anybody. */
static void
show_summary (NormlabPlanPanel *self)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabPrecision precision;
  g_autoptr (GString) summary = g_string_new (NULL);
  g_autofree char *usual = NULL;
  guint mask = 0;

  for (guint d = NORMLAB_HYPERPARAMETER_BATCH_SIZE; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autoptr (GArray) values = normlab_plan_get_values (self->plan, (NormlabHyperparameter) d);

      if (values->len > 1)
        {
          g_string_append_printf (summary, "%s%s × %u", summary->len > 0 ? "\n" : "",
                                  normlab_hyperparameter_get_title ((NormlabHyperparameter) d),
                                  values->len);
          continue;
        }
      normlab_recipe_set_value (&recipe, (NormlabHyperparameter) d, normlab_values_peek (values));
      mask |= 1u << d;
    }
  normlab_precision_init (&precision, &recipe, 1);
  usual = normlab_recipes_get_common_name (&recipe, 1, mask, &precision);
  if (usual != NULL)
    g_string_append_printf (summary, "%s%s", summary->len > 0 ? "\n" : "", usual);

  gtk_label_set_label (GTK_LABEL (self->summary), summary->str);
  gtk_widget_set_visible (self->summary,
                          summary->len > 0
                              && !gtk_expander_get_expanded (GTK_EXPANDER (self->expander)));
}

static void
on_changed (NormlabPlanPanel *self)
{
  if (normlab_plan_get_title (self->plan) == NULL)
    {
      g_clear_pointer (&self->own, normlab_experiment_free);
      self->own = normlab_plan_create_experiment (self->plan, NULL);
    }
  show_title (self);
  show_notes (self);
  show_summary (self);
}

static void
on_experiment (NormlabPlanPanel *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->experiment));

  if (self->loading || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (selected == 0)
    normlab_plan_set_experiment (self->plan, self->own);
  else
    normlab_plan_set_experiment (self->plan, g_ptr_array_index (self->ready_made, selected - 1));
}

/* What is unfolded below the panel's edge would not be noticed: its title goes to the top. */
static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  NormlabPlanPanel *self = NORMLAB_PLAN_PANEL (widget);
  GtkAdjustment *adjustment;
  double y;

  if (self->n_frames > 0)
    {
      self->n_frames--;
      return G_SOURCE_CONTINUE;
    }
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroll));
  if (gtk_widget_translate_coordinates (self->expander, self->scroll, 0, 0, NULL, &y))
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y);
  return G_SOURCE_REMOVE;
}

static void
on_expanded (NormlabPlanPanel *self)
{
  if (self->plan == NULL)
    return;
  show_summary (self);
  if (gtk_expander_get_expanded (GTK_EXPANDER (self->expander)) && self->n_frames == 0)
    {
      self->n_frames = 1; /* a frame's layout comes after this in it */
      gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL, NULL);
    }
}

void
normlab_plan_panel_set_obstacle (NormlabPlanPanel *self, const char *text)
{
  g_return_if_fail (NORMLAB_IS_PLAN_PANEL (self));

  normlab_train_bar_set_obstacle (self->train_bar, text);
}

void
normlab_plan_panel_commit (NormlabPlanPanel *self)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (NORMLAB_IS_PLAN_PANEL (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return;
  for (; focus != GTK_WIDGET (self); focus = gtk_widget_get_parent (focus))
    if (NORMLAB_IS_VALUE_ENTRY (focus))
      normlab_value_entry_commit (NORMLAB_VALUE_ENTRY (focus));
    else if (GTK_IS_SPIN_BUTTON (focus))
      gtk_spin_button_update (GTK_SPIN_BUTTON (focus));
}

static void
normlab_plan_panel_dispose (GObject *object)
{
  NormlabPlanPanel *self = NORMLAB_PLAN_PANEL (object);
  GtkWidget *child;

  self->loading = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->plan);
  g_clear_pointer (&self->ready_made, g_ptr_array_unref);
  g_clear_object (&self->titles);
  g_clear_pointer (&self->own, normlab_experiment_free);

  G_OBJECT_CLASS (normlab_plan_panel_parent_class)->dispose (object);
}

static void
normlab_plan_panel_class_init (NormlabPlanPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_plan_panel_dispose;

  g_type_ensure (NORMLAB_TYPE_TRAIN_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-plan-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabPlanPanel, scroll);
  gtk_widget_class_bind_template_child (widget_class, NormlabPlanPanel, experiment);
  gtk_widget_class_bind_template_child (widget_class, NormlabPlanPanel, fixed_note);
  gtk_widget_class_bind_template_child (widget_class, NormlabPlanPanel, update_note);
  gtk_widget_class_bind_template_child (widget_class, NormlabPlanPanel, groups);
  gtk_widget_class_bind_template_child (widget_class, NormlabPlanPanel, expander);
  gtk_widget_class_bind_template_child (widget_class, NormlabPlanPanel, folded);
  gtk_widget_class_bind_template_child (widget_class, NormlabPlanPanel, summary);
  gtk_widget_class_bind_template_child (widget_class, NormlabPlanPanel, train_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_experiment);
  gtk_widget_class_bind_template_callback (widget_class, on_expanded);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

/* What is changed most often comes first. */
static void
add_groups (NormlabPlanPanel *self)
{
  static const NormlabHyperparameter hyperparameters[] = {
    NORMLAB_HYPERPARAMETER_BATCH_NORM,    NORMLAB_HYPERPARAMETER_ACTIVATION,
    NORMLAB_HYPERPARAMETER_INIT,          NORMLAB_HYPERPARAMETER_HIDDEN,
    NORMLAB_HYPERPARAMETER_LEARNING_RATE, NORMLAB_HYPERPARAMETER_OPTIMIZER,
  };

  for (guint i = 0; i < G_N_ELEMENTS (hyperparameters); i++)
    gtk_box_append (GTK_BOX (self->groups),
                    normlab_candidate_group_new (self->plan, hyperparameters[i]));
}

static void
normlab_plan_panel_init (NormlabPlanPanel *self)
{
  self->plan = normlab_plan_new ();
  self->ready_made = normlab_ready_made_load ();
  self->titles = gtk_string_list_new (NULL);
  self->own = normlab_plan_create_experiment (self->plan, NULL);
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_string_list_append (self->titles, _("Own choices"));
  for (guint i = 0; i < self->ready_made->len; i++)
    gtk_string_list_append (self->titles,
                            normlab_experiment_get_title (g_ptr_array_index (self->ready_made, i)));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->experiment), G_LIST_MODEL (self->titles));

  add_groups (self);
  /* Not the expander's own child: GTK 4.8 complains when the tab key passes one that is folded. */
  gtk_box_append (GTK_BOX (self->folded), normlab_further_section_new (self->plan));
  normlab_train_bar_set_plan (self->train_bar, self->plan);
  g_signal_connect_object (self->plan, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self);
}

GtkWidget *
normlab_plan_panel_new (void)
{
  return g_object_new (NORMLAB_TYPE_PLAN_PANEL, NULL);
}

NormlabPlan *
normlab_plan_panel_get_plan (NormlabPlanPanel *self)
{
  g_return_val_if_fail (NORMLAB_IS_PLAN_PANEL (self), NULL);

  return self->plan;
}
