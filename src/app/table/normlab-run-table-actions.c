/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-table-private.h"

#include "normlab-certifier.h"
#include "normlab-experiment.h"

/* What can be done with the selected runs. */

/* What "a few more" are. */
#define MORE_STEPS 1000

/* Another program's can be shown, named and removed, and nothing else. */
static gboolean
is_ours (NormlabRunItem *item)
{
  return !normlab_run_item_is_foreign (item);
}

/* Those that are selected and trained here. */
static GPtrArray *
get_ours (NormlabRunTable *self)
{
  GPtrArray *selected = normlab_run_table_get_selected (self);

  for (guint i = selected->len; i > 0; i--)
    if (!is_ours (g_ptr_array_index (selected, i - 1)))
      g_ptr_array_remove_index (selected, i - 1);
  return selected;
}

static gboolean
is_going (NormlabRunItem *item)
{
  NormlabRunState state = normlab_run_get_state (normlab_run_item_get_run (item));

  return state == NORMLAB_RUN_QUEUED || state == NORMLAB_RUN_RUNNING;
}

static gboolean
is_paused (NormlabRunItem *item)
{
  return normlab_run_get_state (normlab_run_item_get_run (item)) == NORMLAB_RUN_PAUSED;
}

static gboolean
is_active (NormlabRunItem *item)
{
  return !normlab_run_state_is_final (normlab_run_get_state (normlab_run_item_get_run (item)));
}

static gboolean
is_stopped (NormlabRunItem *item)
{
  return is_ours (item)
         && normlab_run_get_state (normlab_run_item_get_run (item)) == NORMLAB_RUN_STOPPED;
}

/* And may go on all the same. */
static gboolean
is_finished (NormlabRunItem *item)
{
  NormlabRun *run = normlab_run_item_get_run (item);

  return is_ours (item) && normlab_run_get_state (run) == NORMLAB_RUN_FINISHED
         && normlab_run_get_recipe (run)->iterations < NORMLAB_MAX_ITERATIONS;
}

static gboolean
is_diverged (NormlabRunItem *item)
{
  return is_ours (item)
         && normlab_run_get_state (normlab_run_item_get_run (item)) == NORMLAB_RUN_DIVERGED;
}

static void
on_show_only (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NormlabRunTable *self = NORMLAB_RUN_TABLE (widget);
  g_autoptr (GPtrArray) selected = normlab_run_table_get_selected (self);
  GListModel *runs = normlab_lab_get_runs (self->lab);

  /* Those first that appear, so that the chart is never empty. */
  for (guint i = 0; i < selected->len; i++)
    normlab_run_item_set_shown (g_ptr_array_index (selected, i), TRUE);
  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);

      if (!g_ptr_array_find (selected, item, NULL))
        normlab_run_item_set_shown (item, FALSE);
    }
}

static void
on_show_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GListModel *runs = normlab_lab_get_runs (NORMLAB_RUN_TABLE (widget)->lab);

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);

      normlab_run_item_set_shown (item, TRUE);
    }
}

void
normlab_run_table_toggle_shown (NormlabRunTable *self)
{
  g_autoptr (GPtrArray) selected = normlab_run_table_get_selected (self);
  gboolean any = FALSE;

  for (guint i = 0; i < selected->len; i++)
    any |= normlab_run_item_get_shown (g_ptr_array_index (selected, i));
  for (guint i = 0; i < selected->len; i++)
    normlab_run_item_set_shown (g_ptr_array_index (selected, i), !any);
}

static void
on_rename (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NormlabRunTable *self = NORMLAB_RUN_TABLE (widget);
  g_autoptr (GPtrArray) selected = normlab_run_table_get_selected_rows (self);
  NormlabRunItem *item = selected->len == 1 ? g_ptr_array_index (selected, 0) : NULL;
  GtkWidget *cell;
  graphene_rect_t bounds;

  if (item == NULL)
    return;
  cell = normlab_run_cells_find_cell (normlab_run_table_get_cells (self, NORMLAB_RUN_FACT_NAME),
                                      item);
  if (cell == NULL || !gtk_widget_compute_bounds (cell, widget, &bounds))
    graphene_rect_init (&bounds, 0, 0, (float) gtk_widget_get_width (widget), 1);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->rename),
                               &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                (int) MIN (bounds.size.width, 200),
                                                (int) bounds.size.height });
  normlab_run_rename_ask (self->rename, item);
}

static void
on_again (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) selected = get_ours (NORMLAB_RUN_TABLE (widget));

  for (guint i = 0; i < selected->len; i++)
    g_signal_emit_by_name (widget, "again", g_ptr_array_index (selected, i));
}

static void
on_more_seeds (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) selected = get_ours (NORMLAB_RUN_TABLE (widget));

  if (selected->len > 0)
    g_signal_emit_by_name (widget, "more-seeds", selected);
}

/* The only row that is selected; NULL unless there is one. */
static NormlabRunItem *
get_single_row (NormlabRunTable *self)
{
  g_autoptr (GPtrArray) rows = normlab_run_table_get_selected_rows (self);

  return rows->len == 1 ? g_ptr_array_index (rows, 0) : NULL;
}

static void
on_pin (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NormlabRunTable *self = NORMLAB_RUN_TABLE (widget);
  NormlabRunItem *row = get_single_row (self);

  if (row != NULL)
    normlab_baseline_pin (normlab_lab_get_baseline (self->lab), row);
}

static void
on_unpin (GtkWidget *widget, const char *name, GVariant *parameter)
{
  normlab_baseline_pin (normlab_lab_get_baseline (NORMLAB_RUN_TABLE (widget)->lab), NULL);
}

static void
for_selected (GtkWidget *widget,
              gboolean (*applies) (NormlabRunItem *item),
              void (*function) (NormlabLab *lab, NormlabRunItem *item))
{
  NormlabRunTable *self = NORMLAB_RUN_TABLE (widget);
  g_autoptr (GPtrArray) selected = normlab_run_table_get_selected (self);

  for (guint i = 0; i < selected->len; i++)
    if (applies (g_ptr_array_index (selected, i)))
      function (self->lab, g_ptr_array_index (selected, i));
  normlab_run_table_update_actions (self);
}

static void
on_pause (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for_selected (widget, is_going, normlab_lab_pause);
}

static void
on_resume (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for_selected (widget, is_paused, normlab_lab_resume);
}

static void
on_stop (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for_selected (widget, is_active, normlab_lab_stop);
}

/* The steps that a run is to have, of those that it has now. */
static guint
keep_steps (guint steps)
{
  return steps;
}

static guint
double_steps (guint steps)
{
  return MIN (2 * steps, NORMLAB_MAX_ITERATIONS);
}

static guint
add_steps (guint steps)
{
  return MIN (steps + MORE_STEPS, NORMLAB_MAX_ITERATIONS);
}

static void
go_on (GtkWidget *widget, gboolean (*applies) (NormlabRunItem *item), guint (*extend) (guint steps))
{
  g_autoptr (GPtrArray) selected = normlab_run_table_get_selected (NORMLAB_RUN_TABLE (widget));

  for (guint i = 0; i < selected->len; i++)
    {
      NormlabRunItem *item = g_ptr_array_index (selected, i);
      NormlabRun *run = normlab_run_item_get_run (item);

      if (applies (item))
        g_signal_emit_by_name (widget, "go-on", item,
                               extend (normlab_run_get_recipe (run)->iterations));
    }
  normlab_run_table_update_actions (NORMLAB_RUN_TABLE (widget));
}

static void
on_go_on (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_on (widget, is_stopped, keep_steps);
}

static void
on_double_steps (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_on (widget, is_finished, double_steps);
}

static void
on_more_steps (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_on (widget, is_finished, add_steps);
}

static void
on_remove (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NormlabRunTable *self = NORMLAB_RUN_TABLE (widget);
  g_autoptr (GPtrArray) selected = normlab_run_table_get_selected (self);

  normlab_lab_remove (self->lab, selected);
}

static void
on_copy_command (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) selected = get_ours (NORMLAB_RUN_TABLE (widget));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < selected->len; i++)
    {
      g_autofree char *command = normlab_run_item_get_command (g_ptr_array_index (selected, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", command);
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
}

/* What is of a single run is asked of others. */
static void
ask_for_single (GtkWidget *widget, const char *signal)
{
  g_autoptr (GPtrArray) selected = get_ours (NORMLAB_RUN_TABLE (widget));

  if (selected->len == 1)
    g_signal_emit_by_name (widget, signal, g_ptr_array_index (selected, 0));
}

static void
on_save_weights (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_for_single (widget, "save-weights");
}

static void
on_save_script (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_for_single (widget, "save-script");
}

static void
on_why_diverged (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_for_single (widget, "why-diverged");
}

/* Another program's, of which one can choose what its columns are; NULL unless it is the only one.
 */
static NormlabRunItem *
get_with_columns (NormlabRunTable *self)
{
  g_autoptr (GPtrArray) selected = normlab_run_table_get_selected (self);
  NormlabRunItem *item = selected->len == 1 ? g_ptr_array_index (selected, 0) : NULL;

  return item != NULL && normlab_run_item_get_has_columns (item) ? item : NULL;
}

static void
on_columns (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NormlabRunItem *item = get_with_columns (NORMLAB_RUN_TABLE (widget));

  if (item != NULL)
    g_signal_emit_by_name (widget, "columns", item);
}

/* As a file of an experiment has it: one set of choices for each run. */
static void
on_copy_recipe (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) selected = get_ours (NORMLAB_RUN_TABLE (widget));
  g_autoptr (NormlabExperiment) experiment = NULL;
  g_autofree char *text = NULL;
  NormlabMeasures measures = { 0 };

  if (selected->len == 0)
    return;
  experiment = normlab_experiment_new (normlab_run_item_get_name (g_ptr_array_index (selected, 0)));
  for (guint i = 0; i < selected->len; i++)
    {
      NormlabRun *run = normlab_run_item_get_run (g_ptr_array_index (selected, i));

      normlab_experiment_add (experiment, normlab_grid_new (normlab_run_get_recipe (run)));
      measures = normlab_measures_join (&measures, normlab_run_get_measures (run));
    }
  normlab_experiment_set_measures (experiment, &measures);
  text = normlab_experiment_to_data (experiment);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
on_copy_certificate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) selected = get_ours (NORMLAB_RUN_TABLE (widget));

  if (selected->len > 0)
    g_signal_emit_by_name (widget, "copy-certificate", selected);
}

void
normlab_run_table_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "run.show-only", NULL, on_show_only);
  gtk_widget_class_install_action (widget_class, "run.show-all", NULL, on_show_all);
  gtk_widget_class_install_action (widget_class, "run.rename", NULL, on_rename);
  gtk_widget_class_install_action (widget_class, "run.again", NULL, on_again);
  gtk_widget_class_install_action (widget_class, "run.more-seeds", NULL, on_more_seeds);
  gtk_widget_class_install_action (widget_class, "run.pin-baseline", NULL, on_pin);
  gtk_widget_class_install_action (widget_class, "run.unpin-baseline", NULL, on_unpin);
  gtk_widget_class_install_action (widget_class, "run.pause", NULL, on_pause);
  gtk_widget_class_install_action (widget_class, "run.resume", NULL, on_resume);
  gtk_widget_class_install_action (widget_class, "run.stop", NULL, on_stop);
  gtk_widget_class_install_action (widget_class, "run.go-on", NULL, on_go_on);
  gtk_widget_class_install_action (widget_class, "run.double-steps", NULL, on_double_steps);
  gtk_widget_class_install_action (widget_class, "run.more-steps", NULL, on_more_steps);
  gtk_widget_class_install_action (widget_class, "run.remove", NULL, on_remove);
  gtk_widget_class_install_action (widget_class, "run.copy-command", NULL, on_copy_command);
  gtk_widget_class_install_action (widget_class, "run.copy-recipe", NULL, on_copy_recipe);
  gtk_widget_class_install_action (widget_class, "run.copy-certificate", NULL, on_copy_certificate);
  gtk_widget_class_install_action (widget_class, "run.save-weights", NULL, on_save_weights);
  gtk_widget_class_install_action (widget_class, "run.save-script", NULL, on_save_script);
  gtk_widget_class_install_action (widget_class, "run.why-diverged", NULL, on_why_diverged);
  gtk_widget_class_install_action (widget_class, "run.columns", NULL, on_columns);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "run.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "run.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "run.rename", NULL);
}

void
normlab_run_table_update_actions (NormlabRunTable *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (GPtrArray) selected = normlab_run_table_get_selected (self);
  g_autoptr (GPtrArray) ours = get_ours (self);
  g_autoptr (GPtrArray) rows = normlab_run_table_get_selected_rows (self);
  gpointer baseline
      = self->lab != NULL ? normlab_baseline_get (normlab_lab_get_baseline (self->lab)) : NULL;
  guint n_going = 0, n_paused = 0, n_stopped = 0, n_finished = 0, n_ended = 0;

  for (guint i = 0; i < selected->len; i++)
    {
      n_going += is_going (g_ptr_array_index (selected, i));
      n_paused += is_paused (g_ptr_array_index (selected, i));
      n_stopped += is_stopped (g_ptr_array_index (selected, i));
      n_finished += is_finished (g_ptr_array_index (selected, i));
      n_ended += is_ours (g_ptr_array_index (selected, i))
                 && normlab_certifier_can_certify (g_ptr_array_index (selected, i));
    }
  gtk_widget_action_set_enabled (widget, "run.show-only", selected->len > 0);
  gtk_widget_action_set_enabled (widget, "run.show-all", self->lab != NULL);
  gtk_widget_action_set_enabled (widget, "run.rename", rows->len == 1);
  gtk_widget_action_set_enabled (widget, "run.again", ours->len > 0);
  gtk_widget_action_set_enabled (widget, "run.more-seeds", ours->len > 0);
  gtk_widget_action_set_enabled (widget, "run.pin-baseline",
                                 rows->len == 1 && g_ptr_array_index (rows, 0) != baseline);
  gtk_widget_action_set_enabled (widget, "run.unpin-baseline", baseline != NULL);
  gtk_widget_action_set_enabled (widget, "run.pause", n_going > 0);
  gtk_widget_action_set_enabled (widget, "run.resume", n_paused > 0);
  gtk_widget_action_set_enabled (widget, "run.stop", n_going + n_paused > 0);
  gtk_widget_action_set_enabled (widget, "run.go-on", n_stopped > 0);
  gtk_widget_action_set_enabled (widget, "run.double-steps", n_finished > 0);
  gtk_widget_action_set_enabled (widget, "run.more-steps", n_finished > 0);
  gtk_widget_action_set_enabled (widget, "run.remove", selected->len > 0);
  gtk_widget_action_set_enabled (widget, "run.copy-command", ours->len > 0);
  gtk_widget_action_set_enabled (widget, "run.copy-recipe", ours->len > 0);
  gtk_widget_action_set_enabled (widget, "run.copy-certificate", n_ended > 0);
  gtk_widget_action_set_enabled (widget, "run.save-weights", ours->len == 1);
  gtk_widget_action_set_enabled (widget, "run.save-script", ours->len == 1);
  gtk_widget_action_set_enabled (widget, "run.why-diverged",
                                 ours->len == 1 && is_diverged (g_ptr_array_index (ours, 0)));
  gtk_widget_action_set_enabled (widget, "run.columns", get_with_columns (self) != NULL);
}
