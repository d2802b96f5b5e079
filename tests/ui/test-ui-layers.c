/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page that looks into networks: which ones, when they are watched, and what it says. */
#include "normlab-test-window.h"

#include <string.h>

#include "normlab-layers-chooser.h"
#include "normlab-layers-page.h"
#include "normlab-layers-view.h"
#include "normlab-page.h"
#include "normlab-probe.h"
#include "normlab-test.h"

#define PAIR                                                                                       \
  "[Set 1]\nhidden=6,5,4\nbatch-norm=on;off\niterations=3000\ninterval=10\nupdate=notebook\n"
#define LONG "[Set 1]\nhidden=6,5\nbatch-norm=on;off\niterations=10000000\ninterval=10\n"

/* How many probes were made at all. */
static gint n_probes;

NormlabProbe *__real_normlab_probe_new (guint n_layers);
NormlabProbe *__wrap_normlab_probe_new (guint n_layers);

NormlabProbe *
__wrap_normlab_probe_new (guint n_layers)
{
  g_atomic_int_inc (&n_probes);
  return __real_normlab_probe_new (n_layers);
}

static void
choose_page (NormlabTestWindow *self, const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "page",
                                  g_variant_new_string (name));
}

static NormlabLayersPage *
get_page (NormlabTestWindow *self)
{
  GtkWidget *page
      = normlab_test_ui_find (GTK_WIDGET (self->window), NORMLAB_TYPE_LAYERS_PAGE, "layers");

  g_assert_nonnull (page);
  return NORMLAB_LAYERS_PAGE (page);
}

static NormlabLayersModel *
get_model (NormlabTestWindow *self)
{
  GtkWidget *view
      = normlab_test_ui_find (GTK_WIDGET (get_page (self)), NORMLAB_TYPE_LAYERS_VIEW, NULL);

  return normlab_layers_view_get_model (NORMLAB_LAYERS_VIEW (view));
}

static gboolean
has_model_of_the_end (gpointer data)
{
  NormlabLayersModel *model = get_model (data);

  return model != NULL && model->n_runs == 2 && model->runs[0].step == 3000
         && model->runs[1].step == 3000;
}

static gboolean
has_probes (gpointer data)
{
  return g_atomic_int_get (&n_probes) > *(gint *) data;
}

static void
train (NormlabTestWindow *self, const char *sets)
{
  normlab_test_window_choose (self, sets);
  normlab_test_window_activate (self, "train");
}

/* A pair with batch norm and without, as it trains: what is shown at the end is its last step. */
static void
test_pair (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *summary = NULL;
  NormlabLayersModel *model;

  choose_page (self, "layers");
  train (self, PAIR);
  normlab_test_window_wait_done (self);
  normlab_test_ui_wait (has_model_of_the_end, self, 20);
  model = get_model (self);
  for (guint run = 0; run < 2; run++)
    {
      const NormlabLayersRun *r = &model->runs[run];
      NormlabRunItem *item = normlab_test_window_get_item (self, run);

      g_assert_cmpstr (r->name, ==, normlab_run_item_get_name (item));
      g_assert_cmpuint (r->color, ==, normlab_run_item_get_color (item));
      g_assert_cmpint (r->dashed, ==, normlab_run_item_get_dashed (item));
      g_assert_cmpuint (r->n_steps, >=, 2);
      g_assert_cmpuint (r->n_steps, <=, 300);
      g_assert_true (r->cells[2].updated);
      g_assert_false (r->cells[3].updated);
      g_assert_cmpfloat (r->cells[3].flows[NORMLAB_LAYERS_UPDATE], ==, 0);
    }
  /* Two runs of a batch norm each have other spreads. */
  g_assert_cmpfloat_with_epsilon (model->runs[0].cells[0].sides[0].std, 1, 0.05);
  summary = normlab_page_get_summary (NORMLAB_PAGE (get_page (self)));
  g_assert_nonnull (strstr (summary, "batch norm on"));
  g_assert_nonnull (strstr (summary, "batch norm off"));
  g_assert_nonnull (strstr (summary, "Layer 3: pre-activations"));
  g_assert_nonnull (strstr (summary, "not updated"));
  g_assert_nonnull (strstr (summary, "step 3000"));
}

/* Nothing is probed while nobody looks: before the page is chosen, and once it is left. */
static void
test_watching (NormlabTestWindow *self, gconstpointer data)
{
  gint before = g_atomic_int_get (&n_probes);

  train (self, LONG);
  normlab_test_ui_wait (normlab_test_window_has_sample, normlab_test_window_get_item (self, 0), 20);
  normlab_test_ui_wait (normlab_test_window_has_sample, normlab_test_window_get_item (self, 1), 20);
  g_assert_cmpint (g_atomic_int_get (&n_probes), ==, before);

  choose_page (self, "layers");
  normlab_test_ui_wait (has_probes, &before, 20);

  choose_page (self, "curves");
  normlab_test_window_activate (self, "pause");
  normlab_test_ui_wait (normlab_test_window_is_paused, normlab_test_window_get_item (self, 0), 20);
  normlab_test_ui_wait (normlab_test_window_is_paused, normlab_test_window_get_item (self, 1), 20);
  before = g_atomic_int_get (&n_probes);
  for (guint i = 0; i < 3; i++)
    {
      normlab_test_window_activate (self, "step");
      normlab_test_ui_settle ();
      normlab_test_ui_wait (normlab_test_window_is_paused, normlab_test_window_get_item (self, 0),
                            20);
    }
  g_assert_cmpint (g_atomic_int_get (&n_probes), ==, before);

  /* Those that go are let go of at once. */
  choose_page (self, "layers");
  normlab_test_window_activate (self, "clear");
  g_assert_cmpuint (normlab_layers_page_get_items (get_page (self))->len, ==, 0);
  g_assert_cmpuint (get_model (self)->n_runs, ==, 0);
}

static void
switch_button (NormlabTestWindow *self, const char *name, gboolean active)
{
  GtkWidget *button = normlab_test_ui_find (GTK_WIDGET (get_page (self)), GTK_TYPE_WIDGET, name);

  g_assert_nonnull (button);
  g_object_set (button, "active", active, NULL);
}

/* What is drawn, and how, is remembered with the settings. */
static void
test_options (NormlabTestWindow *self, gconstpointer data)
{
  const char *const keys[] = { "layers-apart", "layers-logarithmic", "layers-flow" };
  g_autoptr (GSettings) settings = g_settings_new ("io.github.normlab.Normlab");

  choose_page (self, "layers");
  train (self, PAIR);
  normlab_test_window_wait_done (self);
  normlab_test_ui_wait (has_model_of_the_end, self, 20);
  g_assert_cmpint (get_model (self)->subject, ==, NORMLAB_LAYERS_SUBJECT_STRIPS);
  switch_button (self, "apart", TRUE);
  switch_button (self, "logarithmic", TRUE);
  g_assert_true (get_model (self)->apart);
  g_assert_true (get_model (self)->logarithmic);
  switch_button (self, "flow", TRUE);
  g_assert_cmpint (get_model (self)->subject, ==, NORMLAB_LAYERS_SUBJECT_FLOW);
  normlab_test_ui_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_assert_true (g_settings_get_boolean (settings, keys[i]));
      g_settings_reset (settings, keys[i]);
    }
  g_assert_false (get_model (self)->apart);
  g_assert_cmpint (get_model (self)->subject, ==, NORMLAB_LAYERS_SUBJECT_STRIPS);
}

static gboolean
has_beginning (gpointer data)
{
  NormlabLayersModel *model = get_model (data);

  return model != NULL && model->n_runs == 2 && model->runs[0].beginning
         && model->runs[1].beginning;
}

static gboolean
has_three_layers (gpointer data)
{
  return has_beginning (data) && get_model (data)->runs[0].n_layers == 3;
}

/* Without runs, what is ticked is shown as it would begin, and anew when something else is ticked;
 * nothing is found out while nobody looks. What is trained then takes its place. */
static void
test_before (NormlabTestWindow *self, gconstpointer data)
{
  NormlabLayersPage *page = get_page (self);
  g_autofree char *summary = NULL;
  gint before = g_atomic_int_get (&n_probes);

  normlab_test_window_choose (self, PAIR);
  normlab_test_ui_settle ();
  g_assert_cmpint (g_atomic_int_get (&n_probes), ==, before);
  choose_page (self, "layers");
  g_assert_true (normlab_page_get_has_content (NORMLAB_PAGE (page)));
  g_assert_true (normlab_page_get_is_preview (NORMLAB_PAGE (page)));
  normlab_test_ui_wait (has_beginning, self, 20);
  g_assert_cmpstr (get_model (self)->runs[1].name, ==, "batch norm off, output frozen");
  g_assert_cmpuint (get_model (self)->runs[0].n_layers, ==, 4);
  g_assert_cmpfloat_with_epsilon (get_model (self)->runs[0].cells[0].sides[0].std, 1, 0.01);
  g_assert_nonnull (get_model (self)->runs[1].theory);
  summary = normlab_page_get_summary (NORMLAB_PAGE (page));
  g_assert_nonnull (strstr (summary, "batch norm on, output frozen · before training"));

  normlab_test_window_choose (self, LONG);
  normlab_test_ui_wait (has_three_layers, self, 20);
  choose_page (self, "curves");
  before = g_atomic_int_get (&n_probes);
  normlab_test_window_choose (self, PAIR);
  normlab_test_ui_settle ();
  g_assert_cmpint (g_atomic_int_get (&n_probes), ==, before);

  choose_page (self, "layers");
  train (self, PAIR);
  g_assert_false (normlab_page_get_is_preview (NORMLAB_PAGE (page)));
  normlab_test_window_wait_done (self);
  normlab_test_ui_wait (has_model_of_the_end, self, 20);
  g_assert_true (normlab_layers_page_get_items (page)->pdata[0]
                 == normlab_test_window_get_item (self, 0));
}

/* Beside runs, what is ticked is shown when somebody asks for it, until others are trained. */
static void
test_before_beside (NormlabTestWindow *self, gconstpointer data)
{
  NormlabLayersPage *page = get_page (self);
  GtkWidget *button = normlab_test_ui_find (GTK_WIDGET (page), GTK_TYPE_WIDGET, "before");
  NormlabRunItem *first;

  g_assert_false (gtk_widget_get_visible (button));
  choose_page (self, "layers");
  train (self, PAIR);
  normlab_test_window_wait_done (self);
  normlab_test_ui_wait (has_model_of_the_end, self, 20);
  g_assert_true (gtk_widget_get_visible (button));
  first = normlab_test_window_get_item (self, 0);
  normlab_test_window_choose (self, LONG);
  switch_button (self, "before", TRUE);
  normlab_test_ui_wait (has_three_layers, self, 20);
  g_assert_false (g_ptr_array_find (normlab_layers_page_get_items (page), first, NULL));
  switch_button (self, "before", FALSE);
  normlab_test_ui_wait (has_model_of_the_end, self, 20);

  switch_button (self, "before", TRUE);
  normlab_test_ui_wait (has_three_layers, self, 20);
  train (self, "[Set 1]\nhidden=6\niterations=20\ninterval=10\n");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  normlab_test_window_wait_done (self);
}

/* At the beginning of time, runs are shown as they began. */
static void
test_step_zero (NormlabTestWindow *self, gconstpointer data)
{
  choose_page (self, "layers");
  train (self, PAIR);
  normlab_test_window_wait_done (self);
  normlab_test_ui_wait (has_model_of_the_end, self, 20);
  normlab_page_set_step (NORMLAB_PAGE (get_page (self)), 0);
  normlab_test_ui_wait (has_beginning, self, 20);
  g_assert_nonnull (get_model (self)->runs[0].theory);
  g_assert_true (normlab_layers_page_get_items (get_page (self))->pdata[0]
                 == normlab_test_window_get_item (self, 0));
  normlab_page_set_step (NORMLAB_PAGE (get_page (self)), NORMLAB_TIMELINE_LIVE);
  normlab_test_ui_wait (has_model_of_the_end, self, 20);
  g_assert_null (get_model (self)->runs[0].theory);
}

static gboolean
has_last_weights (gpointer data)
{
  NormlabLayersModel *model = get_model (data);

  return model != NULL && model->n_runs == 2 && model->runs[0].parameters != NULL
         && model->runs[1].parameters != NULL && model->runs[0].parameters->step == 3000
         && model->runs[1].parameters->step == 3000;
}

static gboolean
has_first_weights (gpointer data)
{
  NormlabLayersModel *model = get_model (data);

  return model != NULL && model->n_runs == 2 && model->runs[0].parameters != NULL
         && model->runs[0].parameters->step == 0;
}

static gboolean
has_no_weights (gpointer data)
{
  return get_model (data)->runs[0].parameters == NULL;
}

/* Weights are shown when somebody asks for them: before training, and of the step that is looked
 * at. */
static void
test_weights (NormlabTestWindow *self, gconstpointer data)
{
  NormlabPage *page = NORMLAB_PAGE (get_page (self));
  g_autofree char *summary = NULL;

  normlab_test_window_choose (self, PAIR);
  choose_page (self, "layers");
  normlab_test_ui_wait (has_beginning, self, 20);
  g_assert_null (get_model (self)->runs[0].parameters);
  switch_button (self, "weights", TRUE);
  g_assert_cmpint (get_model (self)->subject, ==, NORMLAB_LAYERS_SUBJECT_WEIGHTS);
  normlab_test_ui_wait (has_first_weights, self, 20);

  train (self, PAIR);
  normlab_test_window_wait_done (self);
  normlab_test_ui_wait (has_last_weights, self, 20);
  g_assert_nonnull (get_model (self)->runs[0].parameters->layers[0].vectors[0]);
  g_assert_null (get_model (self)->runs[1].parameters->layers[0].vectors[0]);
  g_object_get (page, "summary", &summary, NULL);
  g_assert_nonnull (
      strstr (summary, "batch norm on, output frozen · step 3000. Layer 1: weights "));
  g_assert_nonnull (strstr (summary, "running mean "));
  normlab_page_set_step (page, 0);
  normlab_test_ui_wait (has_first_weights, self, 20);
  switch_button (self, "strips", TRUE);
  normlab_test_ui_wait (has_no_weights, self, 20);
}

static gboolean
has_smoothness (gpointer data)
{
  NormlabLayersModel *model = get_model (data);

  for (guint i = 0; model != NULL && i < model->n_runs; i++)
    if (model->runs[i].places == NULL || model->runs[i].places->len < 3)
      return FALSE;
  return model != NULL && model->n_runs == 2;
}

static gboolean
has_no_places (gpointer data)
{
  const NormlabLayersRun *run = &get_model (data)->runs[0];

  return run->places != NULL && run->places->len == 0;
}

/* Smoothness is measured when somebody looks at it, and shown up to the step that is looked at. */
static void
test_smoothness (NormlabTestWindow *self, gconstpointer data)
{
  NormlabPage *page = NORMLAB_PAGE (get_page (self));
  g_autofree char *summary = NULL;

  choose_page (self, "layers");
  train (self, PAIR);
  normlab_test_window_wait_done (self);
  normlab_test_ui_wait (has_model_of_the_end, self, 20);
  g_assert_null (get_model (self)->runs[0].places);
  switch_button (self, "smoothness", TRUE);
  normlab_test_ui_wait (has_smoothness, self, 20);
  g_assert_cmpint (get_model (self)->subject, ==, NORMLAB_LAYERS_SUBJECT_SMOOTHNESS);
  g_assert_cmpfloat (get_model (self)->runs[0].learning_rate, ==, 0.01);
  summary = normlab_page_get_summary (page);
  g_assert_nonnull (strstr (summary, "step 3000. Loss along the gradient from "));
  normlab_page_set_step (page, 0);
  normlab_test_ui_wait (has_no_places, self, 20);
  switch_button (self, "strips", TRUE);
}

static void
assert_view (NormlabTestWindow *self, const char *expected)
{
  g_autofree char *view = normlab_page_get_view (NORMLAB_PAGE (get_page (self)));

  g_assert_cmpstr (view, ==, expected);
}

static gboolean
has_four_items (gpointer data)
{
  return normlab_test_window_get_n_runs (data) == 4;
}

/* What is drawn, and of which runs, comes back with a session; what is nonsense changes nothing. */
static void
test_view (NormlabTestWindow *self, gconstpointer data)
{
  NormlabPage *page = NORMLAB_PAGE (get_page (self));
  g_autofree char *path = g_build_filename (self->folder, "looked-into.normlab", NULL);
  g_autoptr (GPtrArray) sessions = NULL;
  GPtrArray *items;

  choose_page (self, "layers");
  assert_view (self, "strips");
  train (self, "[Set 1]\nhidden=6\nactivation=relu;tanh\nbatch-norm=on;off\n"
               "iterations=20\ninterval=10\n");
  normlab_test_window_wait_done (self);
  normlab_page_set_view (page, "weights apart runs=1,3,99,x");
  assert_view (self, "weights apart runs=1,3");
  items = normlab_layers_page_get_items (get_page (self));
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_true (items->pdata[1] == normlab_test_window_get_item (self, 3));
  normlab_page_set_view (page, "nonsense");
  assert_view (self, "weights");
  normlab_page_set_view (page, "smoothness logarithmic runs=0,2");

  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_ui_settle ();
  g_assert_null (self->window);
  sessions = normlab_test_window_load_sessions ();
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_true (normlab_session_write (sessions->pdata[0], path, NULL));
  self->window = normlab_test_window_open_another (self);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  normlab_page_set_view (NORMLAB_PAGE (get_page (self)), "strips");
  normlab_window_open_file (self->window, path);
  normlab_test_ui_wait (has_four_items, self, 20);
  assert_view (self, "smoothness logarithmic runs=0,2");
  choose_page (self, "layers");
  normlab_test_ui_settle ();
  items = normlab_layers_page_get_items (get_page (self));
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_true (items->pdata[1] == normlab_test_window_get_item (self, 2));
  normlab_page_set_view (NORMLAB_PAGE (get_page (self)), "strips");
}

/* A file is written, with the words that go with it, from either view. */
static void
test_export (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "layers.svg", NULL);
  g_autofree char *text = NULL;
  g_autoptr (NormlabPageSnapshot) snapshot = NULL;
  g_autoptr (NormlabPageSnapshot) on_screen = NULL;
  const NormlabPicture *picture;

  choose_page (self, "layers");
  train (self, PAIR);
  normlab_test_window_wait_done (self);
  normlab_test_ui_wait (has_model_of_the_end, self, 20);
  snapshot
      = normlab_page_create_snapshot (NORMLAB_PAGE (get_page (self)), NORMLAB_PAGE_PURPOSE_FILE);
  g_assert_cmpstr (normlab_page_snapshot_get_stem (snapshot), ==, "layers");
  picture = normlab_page_snapshot_get_picture (snapshot);
  g_assert_true (normlab_picture_export (picture, path, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "<title>Layers</title>"));
  g_assert_nonnull (strstr (text, "Normlab "));
  g_assert_nonnull (strstr (text, "batch-norm"));
  on_screen = normlab_page_create_snapshot (NORMLAB_PAGE (get_page (self)),
                                            NORMLAB_PAGE_PURPOSE_CLIPBOARD);
  g_assert_nonnull (on_screen);
}

/* The action says which page is chosen, and is no action for one that there is not. */
static void
test_page_action (NormlabTestWindow *self, gconstpointer data)
{
  const char *const names[] = { "layers", "nowhere", "curves" };
  const char *const expected[] = { "layers", "layers", "curves" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GVariant) state = NULL;

      choose_page (self, names[i]);
      state = g_action_group_get_action_state (G_ACTION_GROUP (self->window), "page");
      g_assert_cmpstr (g_variant_get_string (state, NULL), ==, expected[i]);
    }
}

/* Other networks than the pair, by hand; and back. */
static void
test_chooser (NormlabTestWindow *self, gconstpointer data)
{
  NormlabLayersPage *page = get_page (self);
  GtkWidget *chooser, *check;

  choose_page (self, "layers");
  train (self, "[Set 1]\nhidden=6\nactivation=sigmoid;relu;tanh\nbatch-norm=on;off\n"
               "iterations=20\ninterval=10\n");
  normlab_test_window_wait_done (self);
  normlab_test_ui_settle ();
  g_assert_cmpuint (normlab_layers_page_get_items (page)->len, ==, 2);
  chooser = normlab_test_ui_find (GTK_WIDGET (page), NORMLAB_TYPE_LAYERS_CHOOSER, NULL);
  gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_parent (chooser)));
  normlab_test_ui_settle ();
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *list = normlab_test_ui_find (chooser, GTK_TYPE_LIST_VIEW, NULL);

      check = NULL;
      for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL && check == NULL;
           row = gtk_widget_get_next_sibling (row))
        {
          GtkWidget *found = normlab_test_ui_find (row, GTK_TYPE_CHECK_BUTTON, NULL);

          if (found != NULL && !gtk_check_button_get_active (GTK_CHECK_BUTTON (found)))
            check = found;
        }
      g_assert_nonnull (check);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
    }
  g_assert_cmpuint (normlab_layers_page_get_items (page)->len, ==, 4);
  g_assert_cmpuint (get_model (self)->n_runs, ==, 4);

  /* There is no room for a fifth. */
  for (GtkWidget *row
       = gtk_widget_get_first_child (normlab_test_ui_find (chooser, GTK_TYPE_LIST_VIEW, NULL));
       row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      check = normlab_test_ui_find (row, GTK_TYPE_CHECK_BUTTON, NULL);
      if (check != NULL)
        g_assert_cmpint (gtk_widget_get_sensitive (check), ==,
                         gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
    }
  g_signal_emit_by_name (normlab_test_ui_find (chooser, GTK_TYPE_BUTTON, "automatic"), "clicked");
  g_assert_cmpuint (normlab_layers_page_get_items (page)->len, ==, 2);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (gtk_widget_get_parent (chooser)));
  normlab_test_ui_settle ();
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/layers/" name, NormlabTestWindow, NULL, normlab_test_window_set_up, function,   \
              normlab_test_window_tear_down)
  ADD ("pair", test_pair);
  ADD ("watching", test_watching);
  ADD ("options", test_options);
  ADD ("before", test_before);
  ADD ("before-beside", test_before_beside);
  ADD ("step-zero", test_step_zero);
  ADD ("weights", test_weights);
  ADD ("smoothness", test_smoothness);
  ADD ("view", test_view);
  ADD ("export", test_export);
  ADD ("page-action", test_page_action);
  ADD ("chooser", test_chooser);
#undef ADD
  return g_test_run ();
}
