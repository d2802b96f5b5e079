/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page that maps what networks have come to. */
#include "normlab-test-window.h"

#include <math.h>
#include <string.h>

#include "normlab-chart-widget-style.h"
#include "normlab-map-layout.h"
#include "normlab-map-page.h"
#include "normlab-map-view.h"
#include "normlab-pages.h"
#include "normlab-test-hands.h"

/* Three rates, two scales, batch norm on and off. */
#define SET                                                                                        \
  NORMLAB_TEST_WINDOW_SET "learning-rate=0.01;0.1;1\ninit=0.1;1\nbatch-norm=on;off\ninterval=20\n"
#define N_RUNS 12

typedef struct
{
  NormlabTestWindow window;
  NormlabPages *pages;
  NormlabPage *page;
  NormlabMapView *view;
} Fixture;

static gpointer
get_child (Fixture *self, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (self->page), NORMLAB_TYPE_MAP_PAGE, name);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_window_set_up (&self->window, data);
  self->pages = NORMLAB_PAGES (normlab_test_window_find (&self->window, NORMLAB_TYPE_PAGES, NULL));
  self->page = normlab_pages_find (self->pages, "map");
  self->view = get_child (self, "view");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_test_window_tear_down (&self->window, data);
}

static void
train (Fixture *self, const char *sets)
{
  normlab_test_window_choose (&self->window, sets);
  normlab_test_window_activate (&self->window, "train");
}

static void
train_all (Fixture *self)
{
  train (self, SET);
  normlab_test_window_wait_done (&self->window);
  g_assert_cmpuint (normlab_test_window_get_n_runs (&self->window), ==, N_RUNS);
}

static void
show_page (Fixture *self)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self->window.window), "page",
                                      g_variant_new_string ("map"));
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
}

static const NormlabMapModel *
get_model (Fixture *self)
{
  return normlab_map_view_get_model (self->view);
}

/* To be waited for: what becomes of the map with one of the next frames. */

static gboolean
is_mapped_upwards (gpointer data)
{
  const NormlabMapModel *model = get_model (data);

  return g_strcmp0 (model->x.title, "Initialization, σ") == 0;
}

static gboolean
is_best (gpointer data)
{
  return g_str_has_prefix (get_model (data)->measure, "best ");
}

static gboolean
is_loss (gpointer data)
{
  return strstr (get_model (data)->measure, "loss") != NULL;
}

static gboolean
is_at_step (gpointer data)
{
  return strstr (get_model (data)->measure, "at step 20") != NULL;
}

static gboolean
is_full (gpointer data)
{
  return normlab_map_model_has_state (get_model (data), NORMLAB_MAP_STATE_KNOWN)
         && !normlab_map_model_has_state (get_model (data), NORMLAB_MAP_STATE_WAITING);
}

/* What is shown */

static void
test_map (Fixture *self, gconstpointer data)
{
  g_autofree char *summary = NULL;
  const NormlabMapModel *model;

  train_all (self);
  show_page (self);
  model = get_model (self);
  g_assert_true (normlab_page_get_has_content (self->page));
  g_assert_cmpuint (normlab_map_model_get_n_columns (model), ==, 3);
  g_assert_cmpuint (normlab_map_model_get_n_rows (model), ==, 2);
  g_assert_cmpuint (model->panels->len, ==, 2);
  g_assert_cmpstr (model->x.title, ==, "Learning rate");
  g_assert_false (normlab_map_model_has_state (model, NORMLAB_MAP_STATE_WAITING));
  summary = normlab_page_get_summary (self->page);
  g_assert_true (g_str_has_prefix (summary, "Map of test accuracy. "));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self->view),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary);
}

/* Networks that differ in nothing are no map, and what is removed is none any more. */
static void
test_nothing (Fixture *self, gconstpointer data)
{
  train (self, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_wait_done (&self->window);
  show_page (self);
  g_assert_false (normlab_page_get_has_content (self->page));
  g_assert_nonnull (get_model (self)->message);
  g_assert_null (normlab_page_create_snapshot (self->page, NORMLAB_PAGE_PURPOSE_FILE));
  g_assert_false (gtk_widget_get_visible (get_child (self, "axes_tools")));
  train (self, NORMLAB_TEST_WINDOW_SET "batch-norm=on;off\n");
  normlab_test_window_wait_done (&self->window);
  normlab_test_ui_wait (is_full, self, 20);
  g_assert_true (normlab_page_get_has_content (self->page));
  g_assert_false (gtk_widget_get_visible (get_child (self, "y_tools")));
  normlab_test_window_activate (&self->window, "clear");
  g_assert_false (normlab_page_get_has_content (self->page));
}

/* Also while nobody looks at it, it has nothing of what is removed, and what comes back. */
static void
test_removed (Fixture *self, gconstpointer data)
{
  train_all (self);
  show_page (self);
  g_action_group_change_action_state (G_ACTION_GROUP (self->window.window), "page",
                                      g_variant_new_string ("curves"));
  g_assert_true (normlab_page_get_has_content (self->page));
  normlab_test_window_activate (&self->window, "clear");
  g_assert_false (normlab_page_get_has_content (self->page));
  normlab_test_window_activate (&self->window, "undo");
  show_page (self);
  g_assert_true (normlab_page_get_has_content (self->page));
  g_assert_true (is_full (self));
}

static gboolean
says_best (gpointer data)
{
  g_autofree char *summary = normlab_page_get_summary (((Fixture *) data)->page);

  return strstr (summary, " Best: ") != NULL && strstr (summary, "not measured yet") == NULL;
}

/* Cells fill while networks train; what is said of them all waits until they have ended. */
static void
test_live (Fixture *self, gconstpointer data)
{
  g_autofree char *before = NULL, *during = NULL;

  train (self, "[Set 1]\nhidden=12\niterations=100000\nbatch-norm=on;off\n"
               "learning-rate=0.1;0.01\ninterval=10\n");
  show_page (self);
  before = normlab_page_get_summary (self->page);
  normlab_test_ui_wait (is_full, self, 20);
  g_assert_cmpuint (normlab_lab_get_n_active (normlab_window_get_lab (self->window.window)), ==, 4);
  during = normlab_page_get_summary (self->page);
  g_assert_cmpstr (during, ==, before);
  normlab_test_window_activate (&self->window, "stop");
  normlab_test_window_wait_done (&self->window);
  normlab_test_ui_wait (says_best, self, 20);
}

/* Tools */

static void
test_sides (Fixture *self, gconstpointer data)
{
  g_autofree char *view = NULL;

  train_all (self);
  show_page (self);
  g_assert_cmpuint (gtk_drop_down_get_selected (get_child (self, "x_drop_down")), ==, 2);
  g_assert_cmpuint (gtk_drop_down_get_selected (get_child (self, "y_drop_down")), ==, 1);
  /* What stands along the other side changes places with it. */
  gtk_drop_down_set_selected (get_child (self, "x_drop_down"), 1);
  normlab_test_ui_wait (is_mapped_upwards, self, 20);
  g_assert_cmpstr (get_model (self)->y.title, ==, "Learning rate");
  g_assert_cmpuint (gtk_drop_down_get_selected (get_child (self, "y_drop_down")), ==, 2);
  view = normlab_page_get_view (self->page);
  g_assert_cmpstr (view, ==, "x=init y=learning-rate");
}

/* What somebody has chosen comes back with a session; what cannot be understood is nothing. */
static void
test_view (Fixture *self, gconstpointer data)
{
  g_autofree char *view = NULL, *none = NULL;

  train_all (self);
  show_page (self);
  normlab_page_set_view (self->page, "x=init what=ever y=nonsense best");
  normlab_test_ui_wait (is_mapped_upwards, self, 20);
  normlab_test_ui_wait (is_best, self, 20);
  g_assert_true (gtk_toggle_button_get_active (get_child (self, "best_button")));
  view = normlab_page_get_view (self->page);
  g_assert_cmpstr (view, ==, "x=init best");
  normlab_page_set_view (self->page, NULL);
  none = normlab_page_get_view (self->page);
  g_assert_cmpstr (none, ==, "");
  g_assert_true (gtk_toggle_button_get_active (get_child (self, "last_button")));
}

static void
set_metric (Fixture *self, const char *metric)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self->window.window), "metric",
                                      g_variant_new_string (metric));
}

static guint
count_visible (GtkWidget *box)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_get_visible (child) ? 1 : 0;
  return n;
}

static void
test_measure (Fixture *self, gconstpointer data)
{
  train_all (self);
  show_page (self);
  gtk_toggle_button_set_active (get_child (self, "best_button"), TRUE);
  normlab_test_ui_wait (is_best, self, 20);
  gtk_toggle_button_set_active (get_child (self, "last_button"), TRUE);
  /* Nobody has measured the others. */
  g_assert_cmpuint (count_visible (get_child (self, "metrics")), ==, 2);
  set_metric (self, "loss");
  normlab_test_ui_wait (is_loss, self, 20);
  g_assert_false (get_model (self)->more_is_better);
  normlab_timeline_set_step (normlab_pages_get_timeline (self->pages), 20);
  normlab_test_ui_wait (is_at_step, self, 20);
  g_assert_true (is_full (self));
  /* Settings outlive the window. */
  set_metric (self, "accuracy");
}

static void
test_projected (Fixture *self, gconstpointer data)
{
  train_all (self);
  show_page (self);
  normlab_page_set_projected (self->page, TRUE);
  g_assert_false (gtk_widget_get_visible (get_child (self, "tools")));
  normlab_page_set_projected (self->page, FALSE);
  g_assert_true (gtk_widget_get_visible (get_child (self, "tools")));
}

/* What leaves the program has its words. */
static void
test_snapshot (Fixture *self, gconstpointer data)
{
  train_all (self);
  show_page (self);
  for (guint purpose = NORMLAB_PAGE_PURPOSE_FILE; purpose <= NORMLAB_PAGE_PURPOSE_PAPER; purpose++)
    {
      g_autoptr (NormlabPageSnapshot) snapshot = normlab_page_create_snapshot (self->page, purpose);
      const NormlabPicture *picture = normlab_page_snapshot_get_picture (snapshot);

      g_assert_cmpstr (normlab_page_snapshot_get_stem (snapshot), ==, "map");
      g_assert_cmpstr (picture->title, ==, "Accuracy by Learning rate and Initialization");
      g_assert_true (g_str_has_prefix (picture->caption, "Normlab "));
      g_assert_nonnull (strstr (picture->details, "learning-rate="));
      g_assert_cmpfloat (picture->width, >=, 600);
    }
}

/* Looking */

static void
check_shown (Fixture *self, guint n)
{
  guint n_shown = 0;

  for (guint i = 0; i < N_RUNS; i++)
    n_shown += normlab_run_item_get_shown (normlab_test_window_get_item (&self->window, i));
  g_assert_cmpuint (n_shown, ==, n);
}

static const char *
get_page_name (Fixture *self)
{
  return gtk_widget_get_name (GTK_WIDGET (normlab_pages_get_visible_page (self->pages)));
}

static void
assert_description (Fixture *self, const char *name)
{
  NormlabMapPlace place;
  g_autofree char *value = NULL, *expected = NULL;

  g_assert_true (normlab_map_view_get_looked_at (self->view, &place));
  value = normlab_map_model_format (
      get_model (self), normlab_map_model_peek_cell (get_model (self), &place)->value, TRUE);
  expected = g_strdup_printf ("%s: %s", name, value);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self->view),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, expected);
}

static gboolean
has_hands (void)
{
  if (!normlab_test_hands_exist ())
    g_test_skip ("xdotool is needed for hands");
  return normlab_test_hands_exist ();
}

/* Where it points at no cell. */
static void
put_pointer_aside (Fixture *self)
{
  normlab_test_hands_point (GTK_WIDGET (self->window.window), 0.1, 0.02);
}

/* Arrows go from cell to cell, each is read out, Return shows its networks as curves, and that can
 * be undone. */
static void
test_keys (Fixture *self, gconstpointer data)
{
  GtkWindow *window = GTK_WINDOW (self->window.window);
  NormlabMapPlace place;

  if (!has_hands ())
    return;
  train_all (self);
  normlab_test_hands_focus (window);
  put_pointer_aside (self);
  normlab_test_hands_press (window, "ctrl+4");
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
  g_assert_cmpstr (get_page_name (self), ==, "map");
  gtk_widget_grab_focus (GTK_WIDGET (self->page));
  g_assert_false (normlab_map_view_get_looked_at (self->view, &place));
  normlab_test_hands_press (window, "Right");
  assert_description (self, "σ = 0.1, batch norm off, learning rate 0.01");
  normlab_test_hands_press (window, "Right");
  assert_description (self, "σ = 0.1, batch norm off, learning rate 0.1");
  normlab_test_hands_press (window, "Up");
  assert_description (self, "σ = 1, batch norm off, learning rate 0.1");
  normlab_test_hands_press (window, "Return");
  check_shown (self, 1);
  g_assert_cmpstr (get_page_name (self), ==, "curves");
  normlab_test_window_activate (&self->window, "undo");
  check_shown (self, N_RUNS);
  show_page (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->page));
  assert_description (self, "σ = 1, batch norm off, learning rate 0.1");
  normlab_test_hands_press (window, "Escape");
  g_assert_false (normlab_map_view_get_looked_at (self->view, &place));
}

static NormlabChartRect
get_rect (Fixture *self, const NormlabMapPlace *place)
{
  NormlabChartStyle style;
  g_autoptr (NormlabMapLayout) layout = NULL;

  normlab_map_view_init_style (self->view, &style, NULL);
  layout = normlab_map_layout_new (get_model (self), &style,
                                   gtk_widget_get_width (GTK_WIDGET (self->view)),
                                   gtk_widget_get_height (GTK_WIDGET (self->view)));
  return normlab_map_layout_get_rect (layout, place);
}

static void
on_hovered (NormlabPage *page, NormlabRunItem *item, NormlabRunItem **hovered)
{
  *hovered = item;
}

/* Who points at a cell sees a card, and its run in the table; a click shows it as a curve. */
static void
test_pointer (Fixture *self, gconstpointer data)
{
  const NormlabMapPlace place = { 1, 0, 2 };
  double width, height;
  NormlabMapPlace looked_at;
  NormlabRunItem *hovered = NULL;
  NormlabChartRect rect;

  if (!has_hands ())
    return;
  train_all (self);
  show_page (self);
  g_signal_connect (self->page, "hovered", G_CALLBACK (on_hovered), &hovered);
  width = gtk_widget_get_width (GTK_WIDGET (self->view));
  height = gtk_widget_get_height (GTK_WIDGET (self->view));
  rect = get_rect (self, &place);
  normlab_test_hands_point (GTK_WIDGET (self->view), (rect.x + rect.width / 2) / width,
                            (rect.y + rect.height / 2) / height);
  g_assert_true (normlab_map_view_get_looked_at (self->view, &looked_at));
  g_assert_cmpuint (normlab_map_model_get_index (get_model (self), &looked_at), ==,
                    normlab_map_model_get_index (get_model (self), &place));
  g_assert_nonnull (hovered);
  assert_description (self, "σ = 0.1, batch norm on, learning rate 1");
  normlab_test_hands_click (GTK_WIDGET (self->view), (rect.x + rect.width / 2) / width,
                            (rect.y + rect.height / 2) / height, 1, 1);
  check_shown (self, 1);
  g_assert_true (normlab_run_item_get_shown (hovered));
  g_assert_cmpstr (get_page_name (self), ==, "curves");
  g_signal_handlers_disconnect_by_data (self->page, &hovered);
}

/* A map stays where somebody looks while it only fills, and forgets that where its sides change. */
static void
test_stays (Fixture *self, gconstpointer data)
{
  GtkWindow *window = GTK_WINDOW (self->window.window);
  NormlabMapPlace place;

  if (!has_hands ())
    return;
  train_all (self);
  show_page (self);
  normlab_test_hands_focus (window);
  put_pointer_aside (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->page));
  normlab_test_hands_press (window, "Down Right");
  gtk_toggle_button_set_active (get_child (self, "best_button"), TRUE);
  normlab_test_ui_wait (is_best, self, 20);
  g_assert_true (normlab_map_view_get_looked_at (self->view, &place));
  gtk_drop_down_set_selected (get_child (self, "x_drop_down"), 1);
  normlab_test_ui_wait (is_mapped_upwards, self, 20);
  g_assert_false (normlab_map_view_get_looked_at (self->view, &place));
}

/* Pixels above a cell, in the one above it, that are darker than any colour of the scale. */
static guint
count_dark (Fixture *self, const NormlabChartRect *rect)
{
  cairo_surface_t *surface = normlab_test_ui_paint (GTK_WIDGET (self->view));
  const guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint n = 0;

  for (int x = (int) rect->x; x < (int) (rect->x + rect->width); x++)
    {
      const guint8 *pixel = data + ((int) rect->y - 3) * stride + 4 * x;

      n += pixel[0] < 0x50 && pixel[1] < 0x50 && pixel[2] < 0x50;
    }
  cairo_surface_destroy (surface);
  return n;
}

/* The cell of the row that is pointed at in the table has a ring. */
static void
test_highlighted (Fixture *self, gconstpointer data)
{
  const NormlabMapPlace place = { 1, 0, 1 };
  NormlabRunItem *found = NULL;
  NormlabChartRect rect;

  train_all (self);
  show_page (self);
  for (guint i = 0; i < N_RUNS; i++)
    {
      NormlabRunItem *item = normlab_test_window_get_item (&self->window, i);
      const NormlabRecipe *recipe = normlab_run_get_recipe (normlab_run_item_get_run (item));

      if (recipe->learning_rate == 0.1 && recipe->init_std == 0.1
          && recipe->normalization == NORMLAB_NORMALIZATION_BATCH)
        found = item;
    }
  rect = get_rect (self, &place);
  g_assert_cmpuint (count_dark (self, &rect), ==, 0);
  normlab_page_set_highlighted (self->page, found);
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
  g_assert_cmpuint (count_dark (self, &rect), >, 5);
  normlab_page_set_highlighted (self->page, NULL);
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
  g_assert_cmpuint (count_dark (self, &rect), ==, 0);
}

#define ADD(name, test) g_test_add ("/ui-map/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

  ADD ("map", test_map);
  ADD ("nothing", test_nothing);
  ADD ("removed", test_removed);
  ADD ("live", test_live);
  ADD ("sides", test_sides);
  ADD ("view", test_view);
  ADD ("measure", test_measure);
  ADD ("projected", test_projected);
  ADD ("snapshot", test_snapshot);
  ADD ("keys", test_keys);
  ADD ("pointer", test_pointer);
  ADD ("stays", test_stays);
  ADD ("highlighted", test_highlighted);
  return g_test_run ();
}
