/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-lab-wakeup.h"
#include "normlab-run-table-private.h"
#include "normlab-test-ui.h"

/* How often the window looks at its runs, by a clock that goes on only when it is told to. */

#define MS G_TIME_SPAN_MILLISECOND
/* Long past, so that GLib thinks that whatever is to come is due. */
#define START (1000 * MS)
#define PERIOD (G_USEC_PER_SEC / 60)

typedef struct
{
  NormlabClock clock;
  gint64 now;
  gint64 step;     /* by which each look at the clock puts it on */
  gint64 previous; /* what it showed the last time but one */
  gint64 last;
} Watch;

static gint64
get_time (gpointer user_data)
{
  Watch *self = user_data;

  self->previous = self->last;
  self->last = self->now;
  self->now += self->step;
  return self->last;
}

static void
watch_init (Watch *self)
{
  *self = (Watch){ .clock = { .get_time = get_time, .user_data = self }, .now = START };
}

/* Looks at nothing, for so long. */
typedef struct
{
  Watch watch;
  NormlabLabWakeup *wakeup;
  gint64 duration;
  guint n_calls;
} Fixture;

static gboolean
look (gpointer data)
{
  Fixture *self = data;

  normlab_lab_wakeup_begin (self->wakeup);
  self->watch.now += self->duration;
  self->n_calls++;
  normlab_lab_wakeup_end (self->wakeup);
  return G_SOURCE_CONTINUE;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  watch_init (&self->watch);
  self->wakeup = normlab_lab_wakeup_new (look, self, &self->watch.clock);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_lab_wakeup_free (self->wakeup);
}

/* As often as it takes for all that is due to have its turn. */
static void
iterate (void)
{
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
}

static void
check_calls_at (Fixture *self, gint64 now, guint n_calls)
{
  self->watch.now = START + now;
  iterate ();
  g_assert_cmpuint (self->n_calls, ==, n_calls);
}

/* Sixty times a second, and only when asked. */
static void
test_period (Fixture *self, gconstpointer data)
{
  check_calls_at (self, 0, 0);
  normlab_lab_wakeup_ask (self->wakeup);
  normlab_lab_wakeup_ask (self->wakeup);
  check_calls_at (self, 0, 1);
  normlab_lab_wakeup_ask (self->wakeup);
  check_calls_at (self, PERIOD - 1, 1);
  check_calls_at (self, PERIOD, 2);
  check_calls_at (self, 1000 * MS, 2);
  normlab_lab_wakeup_ask (self->wakeup);
  check_calls_at (self, 1000 * MS, 3);
}

/* What takes long is left alone as long again, even when it has been asked for longer than it is
 * patient. */
static void
test_half (Fixture *self, gconstpointer data)
{
  static const gint64 durations[] = { 10 * MS, 30 * MS, 200 * MS };
  gint64 begin = 0;

  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      self->n_calls = 0;
      self->duration = durations[i];
      normlab_lab_wakeup_ask (self->wakeup);
      check_calls_at (self, begin, 1);
      normlab_lab_wakeup_ask (self->wakeup);
      check_calls_at (self, begin + durations[i] + 1, 1);
      check_calls_at (self, begin + 2 * durations[i] - 1, 1);
      check_calls_at (self, begin + 2 * durations[i], 2);
      begin += 10 * durations[i];
    }
}

/* Whoever does it unasked answers what was asked, and it counts. */
static void
test_unasked (Fixture *self, gconstpointer data)
{
  normlab_lab_wakeup_ask (self->wakeup);
  normlab_lab_wakeup_ask_later (self->wakeup, 0);
  self->duration = 20 * MS;
  look (self);
  g_assert_cmpuint (self->n_calls, ==, 1);
  check_calls_at (self, 1000 * MS, 1);

  look (self);
  normlab_lab_wakeup_ask (self->wakeup);
  check_calls_at (self, 1039 * MS, 2);
  check_calls_at (self, 1040 * MS, 3);
}

/* By the machine's clock: later is not before that. */
static void
test_later (void)
{
  Fixture self = { 0 };
  gint64 begin = g_get_monotonic_time ();

  self.wakeup = normlab_lab_wakeup_new (look, &self, NULL);
  normlab_lab_wakeup_ask_later (self.wakeup, 30 * MS);
  while (self.n_calls == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 30 * MS);
  normlab_lab_wakeup_free (self.wakeup);
}

/* By the machine's clock: at once when nothing draws, which is well before patience ends. */
static void
test_at_once (void)
{
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < 20; i++)
    {
      Fixture self = { 0 };
      gint64 begin = g_get_monotonic_time ();

      self.wakeup = normlab_lab_wakeup_new (look, &self, NULL);
      normlab_lab_wakeup_ask (self.wakeup);
      while (self.n_calls == 0)
        g_main_context_iteration (NULL, TRUE);
      best = MIN (best, g_get_monotonic_time () - begin);
      normlab_lab_wakeup_free (self.wakeup);
    }
  g_assert_cmpint (best, <, 25 * MS);
}

/* Until it may be called again, nobody asks every moment whether it may. */
static void
test_sleep (void)
{
  Fixture self = { 0 };
  gint64 begin;
  guint n_iterations = 0;

  self.wakeup = normlab_lab_wakeup_new (look, &self, NULL);
  normlab_lab_wakeup_begin (self.wakeup);
  g_usleep (100 * MS);
  normlab_lab_wakeup_end (self.wakeup);
  begin = g_get_monotonic_time ();
  normlab_lab_wakeup_ask (self.wakeup);
  for (; self.n_calls == 0; n_iterations++)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 90 * MS);
  g_assert_cmpuint (n_iterations, <, 50);
  normlab_lab_wakeup_free (self.wakeup);
}

/* Nothing comes of what was asked once it is gone. */
static void
test_gone (Fixture *self, gconstpointer data)
{
  normlab_lab_wakeup_ask (self->wakeup);
  normlab_lab_wakeup_ask_later (self->wakeup, 0);
  g_clear_pointer (&self->wakeup, normlab_lab_wakeup_free);
  check_calls_at (self, 1000 * MS, 0);
  normlab_lab_wakeup_free (NULL);
}

static gboolean
draw (gpointer data)
{
  (*(guint *) data)++;
  return G_SOURCE_CONTINUE;
}

/* What draws goes first, for 50 ms. */
static void
test_patience (void)
{
  Fixture self = { 0 };
  guint n_drawn = 0;
  guint source = g_idle_add_full (GDK_PRIORITY_REDRAW, draw, &n_drawn, NULL);
  gint64 begin = g_get_monotonic_time ();
  gint64 taken;

  self.wakeup = normlab_lab_wakeup_new (look, &self, NULL);
  normlab_lab_wakeup_ask (self.wakeup);
  while (self.n_calls == 0)
    g_main_context_iteration (NULL, TRUE);
  taken = g_get_monotonic_time () - begin;
  g_test_message ("%u draws in %d µs", n_drawn, (int) taken);
  g_assert_cmpint (taken, >=, 50 * MS);
  g_assert_cmpint (taken, <, 1000 * MS);
  g_source_remove (source);
  normlab_lab_wakeup_free (self.wakeup);
}

/* The table of runs */

typedef struct
{
  Watch watch;
  NormlabLab *lab;
  NormlabRunTable *table;
  GtkWindow *window;
} TableFixture;

static void
set_up_table (TableFixture *self, gconstpointer data)
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
  watch_init (&self->watch);
  self->table = NORMLAB_RUN_TABLE (normlab_run_table_new ());
  self->table->clock = &self->watch.clock;
  normlab_run_table_set_lab (self->table, self->lab);
  self->window = normlab_test_ui_show (GTK_WIDGET (self->table), 900, 300);
}

static void
tear_down_table (TableFixture *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
  g_assert_finalize_object (self->lab);
}

static gboolean
is_updated (gpointer data)
{
  return ((TableFixture *) data)->table->update_source == 0;
}

/* As when training has gone on. How long the table waits with its answer, µs. */
static gint64
advance (TableFixture *self)
{
  GSource *source;

  g_signal_emit_by_name (self->lab, "advanced");
  g_assert_cmpuint (self->table->update_source, !=, 0);
  source = g_main_context_find_source_by_id (NULL, self->table->update_source);
  return g_source_get_ready_time (source) - g_get_monotonic_time ();
}

/* Ten times a second; where that takes long, for a quarter of the time. */
static void
test_table (TableFixture *self, gconstpointer data)
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
sort_by (TableFixture *self, NormlabRunColumn c)
{
  g_autoptr (GtkColumnViewColumn) column
      = g_list_model_get_item (gtk_column_view_get_columns (self->table->view), c);

  gtk_column_view_sort_by_column (self->table->view, column, GTK_SORT_ASCENDING);
}

/* Rows change places four times a second at most, and only when they may have to. */
static void
test_order (TableFixture *self, gconstpointer data)
{
  NormlabRunOrder *order = self->table->order;
  GtkSorter *sorter = gtk_column_view_get_sorter (self->table->view);
  g_autoptr (NormlabRunItem) item = g_list_model_get_item (normlab_lab_get_runs (self->lab), 2);
  gint64 now = 10000 * MS;
  guint n_sorted = 0;

  g_signal_connect_swapped (sorter, "changed", G_CALLBACK (count), &n_sorted);
  sort_by (self, NORMLAB_RUN_COLUMN_LOSS);
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
  sort_by (self, NORMLAB_RUN_COLUMN_NAME);
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
  g_test_add ("/pace/period", Fixture, NULL, set_up, test_period, tear_down);
  g_test_add ("/pace/half", Fixture, NULL, set_up, test_half, tear_down);
  g_test_add ("/pace/unasked", Fixture, NULL, set_up, test_unasked, tear_down);
  g_test_add_func ("/pace/later", test_later);
  g_test_add_func ("/pace/at-once", test_at_once);
  g_test_add_func ("/pace/sleep", test_sleep);
  g_test_add ("/pace/gone", Fixture, NULL, set_up, test_gone, tear_down);
  g_test_add_func ("/pace/patience", test_patience);
  g_test_add ("/pace/table", TableFixture, NULL, set_up_table, test_table, tear_down_table);
  g_test_add ("/pace/order", TableFixture, NULL, set_up_table, test_order, tear_down_table);
  return g_test_run ();
}
