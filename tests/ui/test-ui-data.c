/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-window.h"

#include <string.h>

#include "normlab-chart-view-private.h"
#include "normlab-run-table.h"
#include "normlab-test-idx.h"
#include "normlab-test.h"
#include "normlab-test-history.h"
#include "normlab-test-loads.h"

/* The data that are asked for, those that are in use, and what is said when they are not the
 * same. */

static gboolean
is_complaining (gpointer self)
{
  return gtk_info_bar_get_revealed (
      GTK_INFO_BAR (normlab_test_window_find (self, GTK_TYPE_INFO_BAR, NULL)));
}

static gboolean
is_content (gpointer self)
{
  return !is_complaining (self);
}

static const char *
get_complaints (NormlabTestWindow *self)
{
  GObject *label = gtk_widget_get_template_child (GTK_WIDGET (self->window), NORMLAB_TYPE_WINDOW,
                                                  "info_label");

  return is_complaining (self) ? gtk_label_get_text (GTK_LABEL (label)) : "";
}

static void
use_data (NormlabTestWindow *self, const char *path)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "use-data",
                                  g_variant_new_string (path));
}

static gboolean
has_data (gpointer self)
{
  return normlab_window_get_dataset (((NormlabTestWindow *) self)->window) != NULL;
}

static gboolean
shows_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_text (child, text))
      return TRUE;
  return FALSE;
}

/* Nothing is chosen, which the window says wherever one looks for it, and nothing trains. */
static void
assert_no_data (NormlabTestWindow *self)
{
  const char *obstacle
      = "There are no data to train on: choose a folder or the built-in digits first";
  GtkWidget *button = normlab_test_ui_find (
      normlab_test_window_find (self, g_type_from_name ("NormlabDataButton"), NULL),
      GTK_TYPE_MENU_BUTTON, NULL);
  GObject *train = gtk_widget_get_template_child (GTK_WIDGET (self->window), NORMLAB_TYPE_WINDOW,
                                                  "train_button");

  normlab_test_ui_frames (GTK_WIDGET (self->window), 3);
  g_assert_null (normlab_window_get_dataset (self->window));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "No data, Choose some here");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (train)), ==, obstacle);
  g_assert_true (shows_text (GTK_WIDGET (self->window), obstacle));
  g_assert_false (normlab_test_window_get_enabled (self, "train"));
  normlab_test_window_activate (self, "train");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 0);
}

static void
replace_window (NormlabTestWindow *self, const char *data)
{
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_ui_settle ();
  g_assert_null (self->window);
  self->window = normlab_window_new (GTK_APPLICATION (self->application), data);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
test_bad_at_start (NormlabTestWindow *self, gconstpointer data)
{
  guint n_builtin = normlab_test_loads_get_n_builtin ();

  replace_window (self, "/nonexistent-data");
  normlab_test_ui_wait (is_complaining, self, 20);
  assert_no_data (self);
  g_assert_nonnull (strstr (get_complaints (self), "nonexistent-data"));
  g_assert_nonnull (strstr (get_complaints (self), "built-in digits before you train"));
  g_assert_cmpuint (normlab_test_loads_get_n_builtin (), ==, n_builtin);

  /* Other data that cannot be read mend nothing, and neither does anything else that is opened. */
  use_data (self, "/nonexistent-either");
  normlab_test_ui_wait (is_complaining, self, 20);
  while (strstr (get_complaints (self), "nonexistent-either") == NULL)
    g_main_context_iteration (NULL, TRUE);
  normlab_window_open_file (self->window, "/nonexistent.experiment");
  assert_no_data (self);
  g_assert_true (g_str_has_prefix (get_complaints (self), "The folder"));

  /* Whoever has closed it has not chosen yet. */
  gtk_info_bar_response (GTK_INFO_BAR (normlab_test_window_find (self, GTK_TYPE_INFO_BAR, NULL)),
                         GTK_RESPONSE_CLOSE);
  g_assert_true (is_content (self));
  assert_no_data (self);
  g_assert_cmpuint (normlab_test_loads_get_n_builtin (), ==, n_builtin);

  use_data (self, "");
  normlab_test_ui_wait (has_data, self, 60);
  g_assert_cmpuint (normlab_test_loads_get_n_builtin (), ==, n_builtin + 1);
  g_assert_true (normlab_test_window_get_enabled (self, "train"));
}

/* The cause is mended by data that can be read. */
static void
test_mended (NormlabTestWindow *self, gconstpointer data)
{
  replace_window (self, "/nonexistent-data");
  normlab_test_ui_wait (is_complaining, self, 20);
  normlab_window_open_file (self->window, self->folder);
  normlab_test_ui_wait (is_content, self, 20);
  g_assert_true (normlab_test_window_get_enabled (self, "train"));
  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_activate (self, "train");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 1);
  normlab_test_window_wait_done (self);
}

/* They are asked for once. */
static void
test_no_memory (NormlabTestWindow *self, gconstpointer data)
{
  guint n_builtin = normlab_test_loads_get_n_builtin ();

  normlab_test_loads_set_memory (FALSE);
  replace_window (self, NULL);
  normlab_test_ui_wait (is_complaining, self, 20);
  assert_no_data (self);
  g_assert_nonnull (strstr (get_complaints (self), "There is no memory left"));
  g_assert_cmpuint (normlab_test_loads_get_n_builtin (), ==, n_builtin + 1);
  normlab_test_loads_set_memory (TRUE);
}

/* What waited for data that cannot be had does not train on others, also where there are some. */
static void
test_waiting (NormlabTestWindow *self, gconstpointer data)
{
  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  normlab_test_loads_hold ("/nonexistent-data");
  use_data (self, "/nonexistent-data");
  normlab_test_window_activate (self, "train");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 0);
  normlab_test_loads_let_go ("/nonexistent-data");
  normlab_test_ui_wait (is_complaining, self, 20);
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 0);

  /* The data before are in use, and the complaint stays though one trains on them. */
  normlab_test_window_activate (self, "train");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 1);
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 3);
  g_assert_nonnull (strstr (get_complaints (self), "nonexistent-data"));
  use_data (self, self->folder);
  normlab_test_ui_wait (is_content, self, 20);
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 1);
}

static GtkDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_DIALOG (window))
        return GTK_DIALOG (window);
    }
  g_assert_not_reached ();
}

/* They are gone by the time that somebody has answered whether so many are meant. */
static void
test_gone_meanwhile (NormlabTestWindow *self, gconstpointer data)
{
  normlab_test_loads_hold ("/nonexistent-data");
  replace_window (self, "/nonexistent-data");
  normlab_test_window_choose (
      self, NORMLAB_TEST_WINDOW_SET
      "seed=0;1;2;3;4;5;6;7;8;9;10\nactivation=sigmoid;relu;tanh\nbatch-norm=on;off\n");
  normlab_test_window_activate (self, "train");
  normlab_test_loads_let_go ("/nonexistent-data");
  normlab_test_ui_wait (is_complaining, self, 20);
  gtk_dialog_response (find_dialog (), GTK_RESPONSE_ACCEPT);
  g_assert_nonnull (strstr (get_complaints (self), "There are no data to train on"));
  assert_no_data (self);
  use_data (self, self->folder);
  normlab_test_ui_wait (is_content, self, 20);
}

/* Whoever was told to open certain data first has done so. */
static void
test_again (NormlabTestWindow *self, gconstpointer data)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autofree char *folder = normlab_test_window_new_data ();
  g_autofree char *name = g_path_get_basename (folder);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (
      runs, normlab_test_run_from_history (&recipe, name, NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0));
  normlab_lab_add_ended (normlab_window_get_lab (self->window), runs);
  g_signal_emit_by_name (normlab_test_window_find (self, NORMLAB_TYPE_RUN_TABLE, NULL), "again",
                         normlab_test_window_get_item (self, 0));
  g_assert_nonnull (strstr (get_complaints (self), name));
  use_data (self, folder);
  normlab_test_ui_wait (is_content, self, 20);
}

static gboolean
is_first (gpointer path)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.normlab.Normlab");
  g_auto (GStrv) recent = g_settings_get_strv (settings, "recent-folders");

  return g_strcmp0 (recent[0], path) == 0;
}

/* The last six folders are offered again, each once, the newest first. */
static void
test_recent (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.normlab.Normlab");
  g_autofree char *folder = normlab_test_window_new_data ();
  const char *const old[] = { "/1", "/2", folder, "/4", "/5", "/6", "/7", "/8", NULL };
  g_auto (GStrv) recent = NULL;
  g_autofree char *all = NULL;
  g_autofree char *expected = g_strdup_printf ("%s /1 /2 /4 /5 /6", folder);

  g_settings_set_strv (settings, "recent-folders", old);
  use_data (self, folder);
  normlab_test_ui_wait (is_first, folder, 20);
  recent = g_settings_get_strv (settings, "recent-folders");
  all = g_strjoinv (" ", recent);
  g_assert_cmpstr (all, ==, expected);
}

static gboolean
is_inverted (gpointer self)
{
  NormlabDataset *dataset = normlab_window_get_dataset (((NormlabTestWindow *) self)->window);

  return dataset != NULL
         && normlab_data_id_get_reading (normlab_dataset_get_id (dataset))
                == NORMLAB_READING_INVERTED;
}

static gboolean
is_builtin (gpointer self)
{
  NormlabDataset *dataset = normlab_window_get_dataset (((NormlabTestWindow *) self)->window);

  return dataset != NULL && normlab_dataset_get_path (dataset) == NULL;
}

/* Whichever way they are opened again: from the menu, as a folder, as one of its files. What is
 * told at the start holds, whatever it was. */
static void
test_kept_reading (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *folder = normlab_test_window_new_data ();
  g_autofree char *file = g_build_filename (folder, "train-images-idx3-ubyte", NULL);
  g_autofree char *slash = g_strconcat (folder, "/", NULL);
  const char *const paths[] = { folder, slash, file };

  use_data (self, folder);
  normlab_test_ui_wait (is_first, folder, 20);
  g_action_group_change_action_state (G_ACTION_GROUP (self->window), "inverted",
                                      g_variant_new_boolean (TRUE));
  normlab_test_ui_wait (is_inverted, self, 20);
  for (guint i = 0; i < 1 + G_N_ELEMENTS (paths); i++)
    {
      use_data (self, "");
      normlab_test_ui_wait (is_builtin, self, 60);
      if (i == 0)
        use_data (self, folder);
      else
        normlab_window_open_file (self->window, paths[i - 1]);
      normlab_test_ui_wait (is_inverted, self, 20);
    }
  replace_window (self, folder);
  normlab_test_ui_wait (has_data, self, 20);
  g_assert_false (is_inverted (self));
}

/* Each complaint of a file goes when that file can be read. */
static void
test_mended_file (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *bad = g_build_filename (self->folder, "bad.experiment", NULL);
  g_autofree char *worse = g_build_filename (self->folder, "worse.normlab", NULL);
  g_autoptr (GFile) elsewhere = g_file_new_for_uri ("http://example.org/x.experiment");

  g_assert_true (g_file_set_contents (bad, "nonsense", -1, NULL));
  normlab_window_open_file (self->window, worse);
  normlab_window_open_file (self->window, bad);
  g_assert_nonnull (strstr (get_complaints (self), "bad.experiment"));
  g_assert_true (g_file_set_contents (
      bad, "[Experiment]\nVersion=1\nTitle=Test\n" NORMLAB_TEST_WINDOW_SET, -1, NULL));
  normlab_window_open_file (self->window, bad);
  g_assert_null (strstr (get_complaints (self), "bad.experiment"));
  g_assert_nonnull (strstr (get_complaints (self), "worse.normlab"));

  normlab_window_open_location (self->window, elsewhere);
  g_assert_nonnull (strstr (get_complaints (self), "of this computer"));
  g_assert_nonnull (strstr (get_complaints (self), "worse.normlab"));
}

/* The program with arguments. */

static gboolean
close_when_complaining (gpointer self)
{
  if (!is_complaining (self))
    return G_SOURCE_CONTINUE;
  assert_no_data (self);
  g_object_set_data (G_OBJECT (((NormlabTestWindow *) self)->application), "complaints",
                     g_strdup (get_complaints (self)));
  gtk_window_close (GTK_WINDOW (((NormlabTestWindow *) self)->window));
  return G_SOURCE_REMOVE;
}

static void
on_window_added (NormlabTestWindow *self, GtkWindow *window)
{
  self->window = NORMLAB_WINDOW (window);
  g_timeout_add (10, close_when_complaining, self);
}

static void
test_arguments (void)
{
  static const struct
  {
    const char *data, *said;
  } cases[] = {
    { "/nonexistent-data", "nonexistent-data" },
    { "http://example.org/mnist", "mnist" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *arguments[] = { "normlab", "--data", cases[i].data, NULL };
      g_autoptr (NormlabApplication) application = normlab_application_new ();
      NormlabTestWindow self = { .application = application };
      guint n_builtin = normlab_test_loads_get_n_builtin ();
      g_autofree char *complaints = NULL;

      g_application_set_flags (G_APPLICATION (application),
                               G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_COMMAND_LINE);
      g_signal_connect_swapped (application, "window-added", G_CALLBACK (on_window_added), &self);
      g_assert_cmpint (g_application_run (G_APPLICATION (application), 3, (char **) arguments), ==,
                       0);
      complaints = g_object_get_data (G_OBJECT (application), "complaints");
      g_assert_nonnull (complaints);
      g_assert_nonnull (strstr (complaints, cases[i].said));
      g_assert_cmpuint (normlab_test_loads_get_n_builtin (), ==, n_builtin);
    }
}

static gboolean
close_when_loaded (gpointer self)
{
  NormlabTestWindow *window = self;
  NormlabDataset *dataset = normlab_window_get_dataset (window->window);

  if (dataset == NULL)
    return G_SOURCE_CONTINUE;
  g_object_set_data (
      G_OBJECT (window->application), "reading",
      GINT_TO_POINTER (normlab_data_id_get_reading (normlab_dataset_get_id (dataset))));
  gtk_window_close (GTK_WINDOW (window->window));
  return G_SOURCE_REMOVE;
}

static void
on_reading_window_added (NormlabTestWindow *self, GtkWindow *window)
{
  self->window = NORMLAB_WINDOW (window);
  g_timeout_add (10, close_when_loaded, self);
}

/* As on the command line, alone and together. */
static void
test_reading_arguments (void)
{
  g_autofree char *folder = normlab_test_window_new_data ();

  for (guint i = 0; i <= NORMLAB_READING_ALL; i++)
    {
      const char *arguments[] = { "normlab", "--data", folder, NULL, NULL, NULL };
      g_autoptr (NormlabApplication) application = normlab_application_new ();
      NormlabTestWindow self = { .application = application };
      int n = 3;

      if ((i & NORMLAB_READING_INVERTED) != 0)
        arguments[n++] = "--inverted";
      if ((i & NORMLAB_READING_TURNED) != 0)
        arguments[n++] = "--turned";
      g_application_set_flags (G_APPLICATION (application),
                               G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_COMMAND_LINE);
      g_signal_connect_swapped (application, "window-added", G_CALLBACK (on_reading_window_added),
                                &self);
      g_assert_cmpint (g_application_run (G_APPLICATION (application), n, (char **) arguments), ==,
                       0);
      g_assert_cmpint (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (application), "reading")), ==,
                       i);
    }
}

#define add(name, function)                                                                        \
  g_test_add ("/ui/data/" name, NormlabTestWindow, NULL, normlab_test_window_set_up, function,     \
              normlab_test_window_tear_down)

static NormlabChartModel *
get_model (NormlabTestWindow *self)
{
  return NORMLAB_CHART_VIEW (normlab_test_window_find (self, NORMLAB_TYPE_CHART_VIEW, NULL))->model;
}

static const char *
get_panel_title (NormlabTestWindow *self)
{
  return g_ptr_array_index (get_model (self)->panels, 0);
}

/* As the card has it. */
static const char *
get_series_name (NormlabTestWindow *self)
{
  return ((NormlabChartSeries *) g_ptr_array_index (get_model (self)->series, 0))->name;
}

static gboolean
says_data (GtkWidget *widget, const char *text)
{
  if (GTK_IS_INSCRIPTION (widget) && gtk_widget_get_mapped (widget)
      && g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says_data (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
is_in_use (gpointer self)
{
  return normlab_lab_get_mixes_data (normlab_window_get_lab (((NormlabTestWindow *) self)->window));
}

/* Runs on other data than those in use say on what, in the table and in the chart. */
static void
test_elsewhere (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *table = normlab_test_window_find (self, NORMLAB_TYPE_RUN_TABLE, NULL);
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *name = g_path_get_basename (self->folder);

  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 3);
  g_assert_false (says_data (table, name));
  g_assert_cmpstr (get_panel_title (self), ==, "");

  normlab_test_idx_fill (folder, 1);
  use_data (self, folder);
  normlab_test_ui_wait (is_in_use, self, 20);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 3);
  g_assert_true (says_data (table, name));
  g_assert_cmpstr (get_panel_title (self), ==, name);
  g_assert_nonnull (strstr (get_series_name (self), name));
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

  add ("bad-at-start", test_bad_at_start);
  add ("mended", test_mended);
  add ("no-memory", test_no_memory);
  add ("waiting", test_waiting);
  add ("gone-meanwhile", test_gone_meanwhile);
  add ("again", test_again);
  add ("recent", test_recent);
  add ("kept-reading", test_kept_reading);
  add ("mended-file", test_mended_file);
  add ("elsewhere", test_elsewhere);
  g_test_add_func ("/ui/data/arguments", test_arguments);
  g_test_add_func ("/ui/data/reading-arguments", test_reading_arguments);

  return g_test_run ();
}
