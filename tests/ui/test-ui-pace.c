/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-table-private.h"
#include "normlab-test-lab.h"
#include "normlab-test-ui.h"
#include "normlab-test-watch.h"

/* How often the table looks at its runs, by a clock that goes on only when it is told to. */

/* What tests of the lab, which know no GDK, take for it. */
G_STATIC_ASSERT (NORMLAB_TEST_LAB_PRIORITY_DRAWING == GDK_PRIORITY_REDRAW);

#define MS G_TIME_SPAN_MILLISECOND
#define START (1000 * MS)

typedef struct
{
  NormlabTestWatch watch;
  NormlabLab *lab;
  NormlabRunTable *table;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabDataId) data_id = normlab_data_id_new ("test", NULL, NULL);

  self->lab = normlab_lab_new (1, NULL);
  for (guint i = 0; i < 3; i++)
    {
      recipe.seed = i;
      g_ptr_array_add (runs, normlab_run_new_from_history (&recipe, data_id, NORMLAB_RUN_STOPPED, i,
                                                           1, 0, NULL, 0));
    }
  normlab_lab_add_ended (self->lab, runs);
  normlab_test_watch_init (&self->watch, START);
  self->table = NORMLAB_RUN_TABLE (normlab_run_table_new ());
  self->table->clock = &self->watch.clock;
  normlab_run_table_set_lab (self->table, self->lab);
  self->window = normlab_test_ui_show (GTK_WIDGET (self->table), 900, 300);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
  g_assert_finalize_object (self->lab);
}

static gboolean
is_updated (gpointer data)
{
  return ((Fixture *) data)->table->update_source == 0;
}

/* As when training has gone on. How long the table waits with its answer, µs. */
static gint64
advance (Fixture *self)
{
  GSource *source;

  g_signal_emit_by_name (self->lab, "advanced");
  g_assert_cmpuint (self->table->update_source, !=, 0);
  source = g_main_context_find_source_by_id (NULL, self->table->update_source);
  return g_source_get_ready_time (source) - g_get_monotonic_time ();
}

/* Ten times a second; where that takes long, for a quarter of the time. */
static void
test_table (Fixture *self, gconstpointer data)
{
  static const gint64 durations[] = { 1 * MS, 25 * MS, 26 * MS, 1000 * MS };
  static const gint64 periods[] = { 100 * MS, 100 * MS, 104 * MS, 4000 * MS };

  normlab_test_ui_wait (is_updated, self, 10);
  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      self->watch.now += 10000 * MS;
      self->watch.step = durations[i];
      g_assert_cmpint (advance (self), <=, 0);
      normlab_test_ui_wait (is_updated, self, 10);
      g_assert_cmpint (self->watch.last - self->watch.previous, ==, durations[i]);
      g_assert_cmpint (self->table->next_update - self->watch.previous, ==, periods[i]);
    }

  /* What is asked for before is done then. */
  self->watch.step = 0;
  self->watch.now = self->table->next_update - 60000 * MS;
  g_assert_cmpint (advance (self), <=, 60000 * MS);
  g_assert_cmpint (advance (self), >, 30000 * MS);
}

static void
count (gpointer counter)
{
  (*(guint *) counter)++;
}

static void
sort_by (Fixture *self, NormlabRunFact fact, NormlabMetric metric)
{
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (
      gtk_column_view_get_columns (self->table->view), normlab_run_columns_find (fact, metric));

  gtk_column_view_sort_by_column (self->table->view, column, GTK_SORT_ASCENDING);
}

/* Rows change places four times a second at most, and only when they may have to. */
static void
test_order (Fixture *self, gconstpointer data)
{
  NormlabRunOrder *order = self->table->order;
  GtkSorter *sorter = gtk_column_view_get_sorter (self->table->view);
  g_autoptr (NormlabRunItem) item = g_list_model_get_item (normlab_lab_get_runs (self->lab), 2);
  gint64 now = 10000 * MS;
  guint n_sorted = 0;

  g_signal_connect_swapped (sorter, "changed", G_CALLBACK (count), &n_sorted);
  sort_by (self, NORMLAB_RUN_FACT_VALUE, NORMLAB_METRIC_LOSS);
  n_sorted = 0;
  g_assert_true (normlab_run_order_update (order, now));
  g_assert_cmpuint (n_sorted, ==, 0);
  normlab_run_order_advance (order);
  g_assert_true (normlab_run_order_update (order, now));
  g_assert_cmpuint (n_sorted, ==, 1);
  g_assert_true (normlab_run_order_update (order, now + 100 * MS));
  g_assert_cmpuint (n_sorted, ==, 1);

  normlab_run_order_advance (order);
  g_assert_false (normlab_run_order_update (order, now + 250 * MS - 1));
  g_assert_cmpuint (n_sorted, ==, 1);
  g_assert_true (normlab_run_order_update (order, now + 250 * MS));
  g_assert_cmpuint (n_sorted, ==, 2);
  /* Names play no part. */
  now += 1000 * MS;
  normlab_run_item_set_custom_name (item, "other");
  g_assert_true (normlab_run_order_update (order, now));
  g_assert_cmpuint (n_sorted, ==, 2);

  /* Nothing else does where they are what is sorted by. */
  sort_by (self, NORMLAB_RUN_FACT_NAME, NORMLAB_METRIC_ACCURACY);
  n_sorted = 0;
  normlab_run_order_advance (order);
  g_assert_true (normlab_run_order_update (order, now));
  g_assert_cmpuint (n_sorted, ==, 0);
  normlab_run_item_set_custom_name (item, "another");
  g_assert_true (normlab_run_order_update (order, now));
  g_assert_cmpuint (n_sorted, ==, 1);
  g_assert_true (normlab_run_order_update (order, now + 1000 * MS));
  g_assert_cmpuint (n_sorted, ==, 1);
  g_signal_handlers_disconnect_by_data (sorter, &n_sorted);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
  g_test_add ("/pace/table", Fixture, NULL, set_up, test_table, tear_down);
  g_test_add ("/pace/order", Fixture, NULL, set_up, test_order, tear_down);
  return g_test_run ();
}
