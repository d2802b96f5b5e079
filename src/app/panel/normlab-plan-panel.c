/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plan-panel.h"

#include <glib/gi18n-lib.h>

#include "normlab-candidate-group.h"
#include "normlab-field.h"
#include "normlab-further-section.h"
#include "normlab-ready-made.h"
#include "normlab-train-bar.h"
#include "normlab-value-entry.h"
#include "normlab-wheel.h"

struct _NormlabPlanPanel
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *scroll;
  GtkWidget *content;
  GtkWidget *experiment;
  GtkWidget *groups;
  GtkWidget *expander;
  GtkWidget *folded;
  NormlabTrainBar *train_bar;

  NormlabPlan *plan;
  GPtrArray *ready_made; /* of NormlabExperiment, in the order of the drop-down from 1 on */
  GtkStringList *titles;
  NormlabExperiment *own; /* what was there before a ready-made one was chosen */
  char *problem;          /* nullable: with what stands in a field */
  guint n_frames;         /* until what was unfolded has its place */
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (NormlabPlanPanel, normlab_plan_panel, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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

static void
check_fields (NormlabPlanPanel *self)
{
  const char *problem = normlab_field_find_problem (self->scroll);

  if (g_strcmp0 (self->problem, problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  normlab_train_bar_set_problem (self->train_bar, problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* A field has changed its colour. */
static void
on_check (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NormlabPlanPanel *self = NORMLAB_PLAN_PANEL (widget);

  if (self->plan != NULL)
    check_fields (self);
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
  /* What was changed may have taken a field away. */
  check_fields (self);
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
normlab_plan_panel_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NormlabPlanPanel *self = NORMLAB_PLAN_PANEL (object);

  switch (property)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
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
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (normlab_plan_panel_parent_class)->dispose (object);
}

static void
normlab_plan_panel_class_init (NormlabPlanPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = normlab_plan_panel_get_property;
  object_class->dispose = normlab_plan_panel_dispose;

  properties[PROP_PROBLEM]
      = g_param_spec_string ("problem", NULL, NULL, NULL,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "fields.check", NULL, on_check);
  g_type_ensure (NORMLAB_TYPE_TRAIN_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-plan-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabPlanPanel, scroll);
  gtk_widget_class_bind_template_child (widget_class, NormlabPlanPanel, content);
  gtk_widget_class_bind_template_child (widget_class, NormlabPlanPanel, experiment);
  gtk_widget_class_bind_template_child (widget_class, NormlabPlanPanel, groups);
  gtk_widget_class_bind_template_child (widget_class, NormlabPlanPanel, expander);
  gtk_widget_class_bind_template_child (widget_class, NormlabPlanPanel, folded);
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
  normlab_wheel_pass_on (self->content);
  normlab_train_bar_set_plan (self->train_bar, self->plan);
  g_signal_connect_object (self->plan, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self);
}

GtkWidget *
normlab_plan_panel_new (void)
{
  return g_object_new (NORMLAB_TYPE_PLAN_PANEL, NULL);
}

const char *
normlab_plan_panel_get_problem (NormlabPlanPanel *self)
{
  g_return_val_if_fail (NORMLAB_IS_PLAN_PANEL (self), NULL);

  return self->problem;
}

NormlabPlan *
normlab_plan_panel_get_plan (NormlabPlanPanel *self)
{
  g_return_val_if_fail (NORMLAB_IS_PLAN_PANEL (self), NULL);

  return self->plan;
}
