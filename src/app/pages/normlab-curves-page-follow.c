/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-curves-page-private.h"

#include <math.h>

#include "normlab-run-items.h"

/* How long the plot takes samples over in a frame, µs, where they are many, and what number of them
 * that may be: it depends on the machine, and on how many are summed up. */
#define FOLLOWING_TIME (20 * G_TIME_SPAN_MILLISECOND)
#define FIRST_PATIENCE 50000u
#define MIN_PATIENCE 10000u
#define MAX_PATIENCE 500000u

/* What there is use for is offered beside the chart, and can be taken back there: a logarithmic
 * axis, which the options have always, and the gap. */
static void
offer_options (NormlabCurvesPage *self)
{
  const NormlabPlotOptions *options = normlab_plot_get_options (self->plot);
  gboolean endless = normlab_metric_get_info (options->metric)->end == 0;
  gboolean notebook = options->look == NORMLAB_CHART_LOOK_NOTEBOOK;

  gtk_widget_set_visible (self->logarithmic_button,
                          endless && !notebook
                              && (options->by_hand || normlab_plot_is_wide (self->plot)));
  gtk_widget_set_visible (self->gap_button, !notebook && normlab_plot_has_training (self->plot));
}

static void
summarize (NormlabCurvesPage *self)
{
  g_autofree char *summary = normlab_plot_get_summary (self->plot);

  if (g_strcmp0 (summary, self->summary) == 0)
    return;
  g_free (self->summary);
  self->summary = g_steal_pointer (&summary);
  normlab_chart_view_set_summary (self->view, self->summary);
  g_object_notify (G_OBJECT (self), "summary");
}

/* What was added to the plot. */
static void
show_change (NormlabCurvesPage *self, NormlabPlotChange change)
{
  if (change == NORMLAB_PLOT_LOOKS)
    normlab_curves_page_present (self);
  else if (change != NORMLAB_PLOT_SAME)
    {
      normlab_chart_view_update (self->view, change == NORMLAB_PLOT_FRAME);
      offer_options (self);
    }
}

/* More or fewer samples in the next frame, depending on how long those of this one took. */
static NormlabPlotChange
follow (NormlabCurvesPage *self)
{
  gint64 begin = g_get_monotonic_time (), taken;
  NormlabPlotChange change = normlab_plot_follow (self->plot);

  if (!normlab_plot_is_behind (self->plot))
    return change;
  taken = MAX (g_get_monotonic_time () - begin, 1);
  self->patience = (guint) CLAMP (self->patience * FOLLOWING_TIME / taken, MIN_PATIENCE,
                                  MIN (2 * self->patience, MAX_PATIENCE));
  normlab_plot_set_patience (self->plot, self->patience);
  return change;
}

static gboolean
on_behind (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  NormlabCurvesPage *self = NORMLAB_CURVES_PAGE (widget);

  if (self->stale != 0)
    return G_SOURCE_CONTINUE;
  show_change (self, follow (self));
  if (normlab_plot_is_behind (self->plot))
    return G_SOURCE_CONTINUE;
  self->behind = 0;
  summarize (self);
  return G_SOURCE_REMOVE;
}

/* Large histories come in frame by frame. */
static void
catch_up (NormlabCurvesPage *self)
{
  if (normlab_plot_is_behind (self->plot) && self->behind == 0)
    self->behind = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_behind, NULL, NULL);
}

void
normlab_curves_page_place_cursor (NormlabCurvesPage *self)
{
  normlab_chart_view_set_cursor (self->view, self->step != NORMLAB_TIMELINE_LIVE
                                                 ? normlab_plot_get_place (self->plot, self->step)
                                                 : NAN);
}

void
normlab_curves_page_present (NormlabCurvesPage *self)
{
  NormlabMapping mapping;
  gboolean automatic = !normlab_chart_options_get_mapping (self->options, &mapping);

  for (guint i = 0; i < self->items->len; i++)
    normlab_run_item_set_look (g_ptr_array_index (self->items, i),
                               normlab_plot_get_color (self->plot, i),
                               normlab_plot_get_dashed (self->plot, i));
  normlab_chart_options_set_mapping (self->options, normlab_plot_get_varying (self->plot),
                                     normlab_plot_get_mapping (self->plot), automatic);
  follow (self);
  offer_options (self);
  normlab_chart_view_set_model (self->view,
                                self->items->len > 0 ? normlab_plot_get_model (self->plot) : NULL);
  normlab_curves_page_place_cursor (self);
  summarize (self);
  catch_up (self);
}

static void
take_runs (NormlabCurvesPage *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new ();
  guint n = g_list_model_get_n_items (self->runs);

  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->names, 0);
  for (guint i = 0; i < n; i++)
    {
      NormlabRunItem *item = g_list_model_get_item (self->runs, i);

      g_ptr_array_add (self->items, item);
      g_ptr_array_add (runs, normlab_run_item_get_run (item));
      g_ptr_array_add (self->names, g_strdup (normlab_run_item_get_custom_name (item)));
    }
  normlab_plot_set_runs (self->plot, runs, (const char *const *) self->names->pdata);
  normlab_curves_page_offer_metrics (self);
}

/* A run, or all of a group, which may have grown. */
static void
take_baseline (NormlabCurvesPage *self)
{
  NormlabRunItem *row = normlab_baseline_get (normlab_lab_get_baseline (self->lab));
  GPtrArray *members = row != NULL ? normlab_run_item_get_members (row) : NULL;
  g_autoptr (GPtrArray) runs = g_ptr_array_new ();

  for (guint i = 0; row != NULL && i < (members != NULL ? members->len : 1); i++)
    g_ptr_array_add (
        runs, normlab_run_item_get_run (members != NULL ? g_ptr_array_index (members, i) : row));
  normlab_plot_set_baseline (self->plot, runs);
}

void
normlab_curves_page_bring_up_to_date (NormlabCurvesPage *self)
{
  gboolean had_content = self->items->len > 0;

  if (self->stale != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->stale);
  self->stale = 0;

  if (self->runs_changed)
    take_runs (self);
  self->runs_changed = FALSE;
  take_baseline (self);
  for (guint i = 0; i < self->items->len; i++)
    normlab_plot_set_shown (self->plot, i,
                            normlab_run_item_get_shown (g_ptr_array_index (self->items, i)));
  normlab_curves_page_present (self);
  if ((self->items->len > 0) != had_content)
    g_object_notify (G_OBJECT (self), "has-content");
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  normlab_curves_page_bring_up_to_date (NORMLAB_CURVES_PAGE (widget));
  return G_SOURCE_REMOVE;
}

/* Once for everything that happens before the next frame. */
static void
expire (NormlabCurvesPage *self)
{
  if (self->stale == 0)
    self->stale = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

static void
on_item_changed (NormlabCurvesPage *self)
{
  expire (self);
}

/* Automatic names are the plot's own affair. */
static void
on_item_named (NormlabCurvesPage *self, GParamSpec *property, NormlabRunItem *item)
{
  guint position;

  if (g_ptr_array_find (self->items, item, &position)
      && g_strcmp0 (g_ptr_array_index (self->names, position),
                    normlab_run_item_get_custom_name (item))
             == 0)
    return;
  self->runs_changed = TRUE;
  expire (self);
}

static void
on_runs_changed (NormlabCurvesPage *self, guint position, guint n_removed, guint n_added)
{
  normlab_run_items_follow (self->runs, position, n_added, "notify::shown",
                            G_CALLBACK (on_item_changed), self);
  normlab_run_items_follow (self->runs, position, n_added, "notify::name",
                            G_CALLBACK (on_item_named), self);

  /* What is drawn must not outlive its run by a frame, nor may an empty page hide what was
   * begun. */
  self->runs_changed = TRUE;
  normlab_curves_page_bring_up_to_date (self);
}

static void
on_data_changed (NormlabCurvesPage *self)
{
  normlab_plot_set_data_in_use (self->plot, normlab_lab_get_data (self->lab));
  expire (self);
}

static void
on_advanced (NormlabCurvesPage *self)
{
  NormlabPlotChange change;

  if (self->stale != 0)
    return;

  change = follow (self);
  show_change (self, change);
  catch_up (self);
  if (change == NORMLAB_PLOT_FRAME || normlab_lab_get_n_active (self->lab) == 0)
    summarize (self);
}

static void
on_baseline_changed (NormlabCurvesPage *self)
{
  expire (self);
}

static void
on_words_changed (NormlabCurvesPage *self)
{
  NormlabChartWords *words = normlab_lab_get_chart_words (self->lab);

  normlab_plot_set_words (self->plot, normlab_chart_words_get_title (words),
                          normlab_chart_words_get_note (words));
  expire (self);
}

void
normlab_curves_page_set_up_following (NormlabCurvesPage *self)
{
  NormlabLab *lab = self->lab;

  self->runs = g_object_ref (normlab_lab_get_runs (lab));
  g_signal_connect_object (self->runs, "items-changed", G_CALLBACK (on_runs_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "advanced", G_CALLBACK (on_advanced), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "data-changed", G_CALLBACK (on_data_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (normlab_lab_get_baseline (lab), "changed",
                           G_CALLBACK (on_baseline_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (normlab_lab_get_chart_words (lab), "notify",
                           G_CALLBACK (on_words_changed), self, G_CONNECT_SWAPPED);
}

void
normlab_curves_page_init_following (NormlabCurvesPage *self)
{
  self->step = NORMLAB_TIMELINE_LIVE;
  self->plot = normlab_plot_new ();
  normlab_plot_set_interactive (self->plot, TRUE);
  self->patience = FIRST_PATIENCE;
  normlab_plot_set_patience (self->plot, self->patience);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->names = g_ptr_array_new_with_free_func (g_free);
}
