/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-verdict-bar.h"

#include "normlab-contest.h"
#include "normlab-other-metrics.h"
#include "normlab-run-items.h"
#include "normlab-timeline.h"

/* From one look at the numbers to the next, ms; nobody reads more of them. */
#define PERIOD 250
/* Of more runs than these nobody asks whether it was the seed; each is compared with each. */
#define MOST_RUNS 1000

struct _NormlabVerdictBar
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkLabel *conclusion_label, *figures_label, *sentence_label;
  GtkWidget *more_button;
  GtkPopover *popover;
  GtkLabel *name_labels[2], *group_labels[2], *arrival_labels[2];
  GtkAdjustment *level_adjustment;
  GtkLabel *arrival_head;

  /* Owned */
  NormlabLab *lab;
  NormlabTimeline *timeline;
  GSettings *settings;
  GPtrArray *chosen;       /* of NormlabRunItem */
  GPtrArray *items;        /* likewise: of those the contest was looked for */
  NormlabContest *contest; /* nullable */
  guint source;            /* that brings it up to date; 0: it is */
};

G_DEFINE_FINAL_TYPE (NormlabVerdictBar, normlab_verdict_bar, GTK_TYPE_WIDGET)

/* The contest */

static GPtrArray *
list_shown (NormlabVerdictBar *self)
{
  GListModel *runs = normlab_lab_get_runs (self->lab);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);

      if (normlab_run_item_get_shown (item))
        g_ptr_array_add (items, g_steal_pointer (&item));
    }
  return items;
}

static gboolean
are_same (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (g_ptr_array_index (a, i) != g_ptr_array_index (b, i))
      return FALSE;
  return TRUE;
}

/* Takes @items over. */
static gboolean
look_for_contest (NormlabVerdictBar *self, GPtrArray *items)
{
  g_clear_pointer (&self->contest, normlab_contest_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = items;
  if (items->len <= MOST_RUNS)
    self->contest = normlab_contest_new (items);
  return self->contest != NULL;
}

/* While the same runs are looked at it stays, for names and groups follow from their recipes. */
static void
find_contest (NormlabVerdictBar *self)
{
  g_autoptr (GPtrArray) shown = list_shown (self);

  if (self->contest != NULL
      && (are_same (self->items, self->chosen)
          || (self->chosen->len == 0 && are_same (self->items, shown))))
    return;
  if (self->chosen->len > 0 && look_for_contest (self, g_ptr_array_ref (self->chosen)))
    return;
  look_for_contest (self, g_steal_pointer (&shown));
}

/* What is said */

static NormlabMetric
get_metric (NormlabVerdictBar *self)
{
  return normlab_other_metrics_get_shown (self->settings, self->lab);
}

static guint
get_step (NormlabVerdictBar *self)
{
  return normlab_timeline_is_live (self->timeline) ? NORMLAB_CONTEST_LIVE
                                                   : normlab_timeline_get_position (self->timeline);
}

/* Steps to a level of accuracy, whatever the chart shows. */
static void
show_groups (NormlabVerdictBar *self, const NormlabStanding *standing)
{
  double level = gtk_adjustment_get_value (self->level_adjustment) / 100;

  for (guint g = 0; g < 2; g++)
    {
      g_autofree char *group
          = normlab_contest_describe_group (self->contest, g, get_metric (self), standing);
      g_autofree char *steps = NULL;
      NormlabArrival arrival;

      /* A hair less: 0.9 is a little more as a double than as a float. */
      normlab_contest_get_arrival (self->contest, g, NORMLAB_METRIC_ACCURACY, level - 1e-6,
                                   &arrival);
      steps = normlab_contest_describe_arrival (&arrival);
      gtk_label_set_text (self->name_labels[g], normlab_contest_get_name (self->contest, g));
      gtk_label_set_text (self->group_labels[g], group);
      gtk_label_set_text (self->arrival_labels[g], steps);
    }
}

static void
update (NormlabVerdictBar *self)
{
  NormlabStanding standing;
  g_autofree char *conclusion = NULL;
  g_autofree char *figures = NULL;
  g_autofree char *sentence = NULL;

  find_contest (self);
  gtk_widget_set_visible (self->box, self->contest != NULL);
  if (self->contest == NULL)
    {
      gtk_popover_popdown (self->popover);
      return;
    }
  normlab_contest_judge (self->contest, get_metric (self), get_step (self), &standing);
  conclusion = normlab_contest_conclude (self->contest, &standing);
  figures = normlab_contest_describe_briefly (self->contest, get_metric (self), &standing);
  sentence = normlab_contest_describe (self->contest, get_metric (self), &standing);
  gtk_label_set_text (self->conclusion_label, conclusion);
  gtk_label_set_text (self->figures_label, figures);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->figures_label), sentence);
  gtk_label_set_text (self->sentence_label, sentence);
  gtk_widget_set_visible (self->more_button, normlab_standing_is_open (&standing));
  show_groups (self, &standing);
}

static gboolean
on_due (gpointer user_data)
{
  NormlabVerdictBar *self = user_data;

  self->source = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
expire (NormlabVerdictBar *self)
{
  if (self->source == 0)
    self->source = g_timeout_add (PERIOD, on_due, self);
}

/* What a person has done is seen at once. */
static void
renew (NormlabVerdictBar *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_due, self, NULL);
}

/* Whether they are shown decides which are compared. */
static void
on_runs_changed (NormlabVerdictBar *self, guint position, guint n_removed, guint n_added)
{
  normlab_run_items_follow (normlab_lab_get_runs (self->lab), position, n_added, "notify::shown",
                            G_CALLBACK (renew), self);
  renew (self);
}

static void
on_level (NormlabVerdictBar *self)
{
  if (self->settings == NULL)
    return;
  g_settings_set_double (self->settings, "level",
                         gtk_adjustment_get_value (self->level_adjustment) / 100);
  renew (self);
}

/* As a widget */

static void
normlab_verdict_bar_dispose (GObject *object)
{
  NormlabVerdictBar *self = NORMLAB_VERDICT_BAR (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->lab != NULL)
    g_signal_handlers_disconnect_by_data (self->lab, self);
  if (self->timeline != NULL)
    g_signal_handlers_disconnect_by_data (self->timeline, self);
  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  g_clear_pointer (&self->contest, normlab_contest_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_object (&self->lab);
  g_clear_object (&self->timeline);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (normlab_verdict_bar_parent_class)->dispose (object);
}

static void
normlab_verdict_bar_class_init (NormlabVerdictBarClass *klass)
{
  static const struct
  {
    const char *name;
    gssize offset;
  } labels[] = {
    { "first_name_label", G_STRUCT_OFFSET (NormlabVerdictBar, name_labels[0]) },
    { "second_name_label", G_STRUCT_OFFSET (NormlabVerdictBar, name_labels[1]) },
    { "first_group_label", G_STRUCT_OFFSET (NormlabVerdictBar, group_labels[0]) },
    { "second_group_label", G_STRUCT_OFFSET (NormlabVerdictBar, group_labels[1]) },
    { "first_arrival_label", G_STRUCT_OFFSET (NormlabVerdictBar, arrival_labels[0]) },
    { "second_arrival_label", G_STRUCT_OFFSET (NormlabVerdictBar, arrival_labels[1]) },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_verdict_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-verdict-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabVerdictBar, box);
  gtk_widget_class_bind_template_child (widget_class, NormlabVerdictBar, conclusion_label);
  gtk_widget_class_bind_template_child (widget_class, NormlabVerdictBar, figures_label);
  gtk_widget_class_bind_template_child (widget_class, NormlabVerdictBar, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, NormlabVerdictBar, more_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabVerdictBar, popover);
  gtk_widget_class_bind_template_child (widget_class, NormlabVerdictBar, level_adjustment);
  gtk_widget_class_bind_template_child (widget_class, NormlabVerdictBar, arrival_head);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    gtk_widget_class_bind_template_child_full (widget_class, labels[i].name, FALSE,
                                               labels[i].offset);
  gtk_widget_class_bind_template_callback (widget_class, on_level);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "verdictbar");
}

static void
normlab_verdict_bar_init (NormlabVerdictBar *self)
{
  self->chosen = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->box, FALSE);
}

void
normlab_verdict_bar_set_up (NormlabVerdictBar *self,
                            NormlabLab *lab,
                            NormlabTimeline *timeline,
                            GSettings *settings)
{
  g_return_if_fail (NORMLAB_IS_VERDICT_BAR (self));
  g_return_if_fail (NORMLAB_IS_LAB (lab));
  g_return_if_fail (NORMLAB_IS_TIMELINE (timeline));
  g_return_if_fail (self->lab == NULL);

  gtk_adjustment_set_value (self->level_adjustment,
                            100 * g_settings_get_double (settings, "level"));
  self->lab = g_object_ref (lab);
  self->timeline = g_object_ref (timeline);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (lab, "advanced", G_CALLBACK (expire), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "notify::state", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (normlab_lab_get_runs (lab), "items-changed",
                           G_CALLBACK (on_runs_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (timeline, "notify::step", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::metric", G_CALLBACK (renew), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::other-metric", G_CALLBACK (renew), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "measures-changed", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);
}

void
normlab_verdict_bar_set_chosen (NormlabVerdictBar *self, GPtrArray *items)
{
  g_return_if_fail (NORMLAB_IS_VERDICT_BAR (self));
  g_return_if_fail (items != NULL);

  if (are_same (self->chosen, items))
    return;
  /* The one before may be that of the contest. */
  g_ptr_array_unref (self->chosen);
  self->chosen = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (self->chosen, g_object_ref (g_ptr_array_index (items, i)));
  if (self->lab != NULL)
    renew (self);
}

GPtrArray *
normlab_verdict_bar_list_compared (NormlabVerdictBar *self)
{
  GPtrArray *items;

  g_return_val_if_fail (NORMLAB_IS_VERDICT_BAR (self), NULL);

  find_contest (self);
  if (self->contest == NULL)
    return list_shown (self);
  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (items, g_object_ref (g_ptr_array_index (self->items, i)));
  return items;
}
