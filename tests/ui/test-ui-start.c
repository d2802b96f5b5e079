/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to begin with: experiments, and the last sessions. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "normlab-chart-widget-style.h"
#include "normlab-example-picture.h"
#include "normlab-example.h"
#include "normlab-journal.h"
#include "normlab-pages.h"
#include "normlab-session-folder.h"
#include "normlab-start-page.h"
#include "normlab-test-hands.h"
#include "normlab-test-history.h"
#include "normlab-test-window.h"
#include "normlab-test.h"

#define SET "[Set 1]\nhidden=12\niterations=60\nbatch-size=20\nseed=0;1;2\n"
#define FIRST_TIME 1600000000 /* seconds */

/* Sessions from before */

static NormlabSession *
create_session (const char *title, guint n_runs, NormlabRunState state)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabSession *session;

  for (guint i = 0; i < n_runs; i++)
    {
      recipe.seed = i;
      g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_STOPPED, 3, 0.5));
    }
  session = normlab_session_new (title, runs);
  for (guint i = 0; i < n_runs; i++)
    normlab_session_get_note (session, i)->state = state;
  return session;
}

/* The higher the number, the newer. */
static char *
put (guint number, const char *title, guint n_runs, NormlabRunState state)
{
  const struct timespec times[2]
      = { { .tv_sec = FIRST_TIME + number }, { .tv_sec = FIRST_TIME + number } };
  g_autofree char *folder = normlab_session_folder_get ();
  g_autofree char *name = g_strdup_printf ("last-20200101-%06u.normlab", number);
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (NormlabSession) session = create_session (title, n_runs, state);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  normlab_session_write (session, path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
  return path;
}

/* The rows */

typedef struct
{
  NormlabTestWindow *window;
  guint n;
} Rows;

static GtkListBoxRow *
get_row (NormlabTestWindow *self, guint i)
{
  return gtk_list_box_get_row_at_index (
      GTK_LIST_BOX (normlab_test_window_find (self, GTK_TYPE_LIST_BOX, "sessions")), (int) i);
}

static gboolean
has_rows (gpointer data)
{
  Rows *rows = data;

  return (rows->n == 0 || get_row (rows->window, rows->n - 1) != NULL)
         && get_row (rows->window, rows->n) == NULL;
}

static void
wait_rows (NormlabTestWindow *self, guint n)
{
  Rows rows = { self, n };

  normlab_test_ui_wait (has_rows, &rows, 20);
}

/* Another window takes the place of the first, as at the next start. */
static void
start_anew (NormlabTestWindow *self)
{
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_ui_settle ();
  g_assert_null (self->window);
  self->window = normlab_test_window_open_another (self);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
}

static void
collect_text (GtkWidget *widget, GString *text)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_text (child, text);
}

static void
assert_says (GtkListBoxRow *row, const char *words)
{
  g_autoptr (GString) text = g_string_new (NULL);

  collect_text (GTK_WIDGET (row), text);
  if (strstr (text->str, words) == NULL)
    g_error ("“%s” is not in “%s”", words, text->str);
}

static GtkWidget *
find_button (NormlabTestWindow *self, guint i)
{
  return normlab_test_ui_find (GTK_WIDGET (get_row (self, i)), GTK_TYPE_BUTTON, "button");
}

/* Cards */

/* At the very first start two networks are ticked, with batch norm and without. */
static void
test_first_choices (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.normlab.Normlab");
  NormlabPlan *plan;

  g_settings_reset (settings, "experiment");
  start_anew (self);
  plan = normlab_window_get_plan (self->window);
  g_assert_cmpfloat (normlab_plan_get_n_recipes (plan), ==, 2);
  g_assert_cmpuint (normlab_plan_get_n_ticked (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM), ==, 2);
  g_assert_null (normlab_plan_get_title (plan));

  /* What was ticked last counts from then on. */
  normlab_test_window_choose (self, "[Set 1]\nactivation=relu\n");
  start_anew (self);
  plan = normlab_window_get_plan (self->window);
  g_assert_cmpfloat (normlab_plan_get_n_recipes (plan), ==, 1);
}

static gboolean
is_described (GtkWidget *card)
{
  return gtk_test_accessible_has_relation (GTK_ACCESSIBLE (card),
                                           GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
}

/* So many networks are asked about, and seen as a map. */
static void
check_map (NormlabTestWindow *self)
{
  NormlabPages *pages = NORMLAB_PAGES (normlab_test_window_find (self, NORMLAB_TYPE_PAGES, NULL));

  normlab_test_window_answer (self, "Train");
  g_assert_cmpstr (gtk_widget_get_name (GTK_WIDGET (normlab_pages_get_visible_page (pages))), ==,
                   "map");
}

/* A press on a card chooses its experiment and trains it. */
static void
test_cards (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) examples = normlab_example_load_all ();
  guint n_runs = 0;

  for (guint i = 0; i < examples->len; i++)
    {
      NormlabExample *example = g_ptr_array_index (examples, i);
      const char *title = normlab_experiment_get_title (normlab_example_get_experiment (example));
      GtkWidget *card
          = normlab_test_window_find (self, GTK_TYPE_BUTTON, normlab_example_get_name (example));

      g_assert_true (gtk_widget_is_sensitive (card));
      g_assert_false (
          gtk_test_accessible_has_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL));
      g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (card),
                                                       GTK_ACCESSIBLE_RELATION_LABELLED_BY));
      g_assert_true (is_described (card));
      g_signal_emit_by_name (card, "clicked");
      g_assert_cmpstr (normlab_plan_get_title (normlab_window_get_plan (self->window)), ==, title);
      n_runs = normlab_example_get_n_curves (example);
      if (normlab_example_get_map (example) != NULL)
        check_map (self);
      g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, n_runs);
      normlab_test_window_activate (self, "stop");
      normlab_test_window_wait_done (self);
      normlab_test_window_activate (self, "clear");
      normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
    }
}

/* The share of a row of pixels that has a colour, in hundredths. */
static guint
measure_row (cairo_surface_t *surface, int y, const NormlabChartColor *color)
{
  const guint8 *row = cairo_image_surface_get_data (surface)
                      + (gsize) y * (gsize) cairo_image_surface_get_stride (surface);
  int width = cairo_image_surface_get_width (surface), n = 0;

  for (int x = 0; x < width; x++)
    if (abs (row[4 * x] - (int) lround (color->blue * 255)) <= 2
        && abs (row[4 * x + 1] - (int) lround (color->green * 255)) <= 2
        && abs (row[4 * x + 2] - (int) lround (color->red * 255)) <= 2)
      n++;
  return (guint) (100 * n / width);
}

/* A card's picture has lines across at its top and half as high, beneath the curves, and an axis.
    */
static void
test_picture (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *picture = normlab_test_window_find (self, NORMLAB_TYPE_EXAMPLE_PICTURE, NULL);
  NormlabChartStyle style;
  cairo_surface_t *surface;
  guint n_grid = 0, n_axis = 0;

  normlab_test_ui_frames (picture, 2);
  normlab_chart_style_init_from_widget (&style, picture, 1, NULL);
  surface = normlab_test_ui_paint (picture);
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    {
      n_grid += measure_row (surface, y, &style.grid) > 50 ? 1 : 0;
      n_axis += measure_row (surface, y, &style.axis) > 50 ? 1 : 0;
    }
  cairo_surface_destroy (surface);
  g_assert_cmpuint (n_grid, ==, 2);
  g_assert_cmpuint (n_axis, ==, 1);
}

/* No name but theirs, and none where nothing can be trained. */
static void
test_try (NormlabTestWindow *self, gconstpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "try",
                                  g_variant_new_string ("../notebook"));
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 0);
  g_assert_true (normlab_test_window_get_enabled (self, "try"));
}

/* Tab goes from card to card, Return and Space press; keys reach the window afterwards. */
static void
test_keys (NormlabTestWindow *self, gconstpointer data)
{
  static const char *const keys[] = { "Return", "space" };
  g_autoptr (GSettings) settings = g_settings_new ("io.github.normlab.Normlab");
  GtkWindow *window = GTK_WINDOW (self->window);

  if (!normlab_test_hands_exist ())
    {
      g_test_skip ("there is no xdotool");
      return;
    }
  normlab_test_hands_focus (window);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkWidget *card = normlab_test_window_find (self, GTK_TYPE_BUTTON, "bad-initialization");
      gboolean visible;

      gtk_widget_grab_focus (normlab_test_window_find (self, NORMLAB_TYPE_START_PAGE, NULL));
      normlab_test_hands_press (window, "Tab Tab");
      g_assert_true (gtk_window_get_focus (window) == card);
      normlab_test_hands_press (window, keys[i]);
      g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 8);
      normlab_test_window_activate (self, "stop");
      normlab_test_window_wait_done (self);
      visible = g_settings_get_boolean (settings, "panel-visible");
      normlab_test_hands_press (window, "F9");
      g_assert_cmpint (g_settings_get_boolean (settings, "panel-visible"), !=, visible);
      normlab_test_hands_press (window, "F9");
      normlab_test_window_activate (self, "clear");
      normlab_test_ui_frames (GTK_WIDGET (window), 2);
    }
}

/* Sessions */

/* Without any there is no list, and nothing is opened by itself. */
static void
test_none (NormlabTestWindow *self, gconstpointer data)
{
  wait_rows (self, 0);
  g_assert_false (
      gtk_widget_get_visible (normlab_test_window_find (self, GTK_TYPE_BOX, "last-sessions")));
}

/* What they are, when, and what can be done with them. */
static void
test_sessions (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *open = put (3, "Elsewhere", 1, NORMLAB_RUN_FINISHED);
  G_GNUC_UNUSED g_autofree char *finished = put (2, "Finished", 5, NORMLAB_RUN_FINISHED);
  G_GNUC_UNUSED g_autofree char *interrupted = put (1, "Interrupted", 2, NORMLAB_RUN_RUNNING);
  g_autoptr (NormlabSession) session = create_session ("Elsewhere", 1, NORMLAB_RUN_RUNNING);
  g_autoptr (NormlabJournal) journal = normlab_journal_new (open, session, NULL);
  g_autofree char *year = NULL;
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (FIRST_TIME);

  g_assert_nonnull (journal);
  start_anew (self);
  wait_rows (self, 3);
  g_assert_true (
      gtk_widget_get_visible (normlab_test_window_find (self, GTK_TYPE_BOX, "last-sessions")));
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 0);

  assert_says (get_row (self, 0), "Interrupted");
  assert_says (get_row (self, 0), "2 networks · best accuracy 0.500 · interrupted");
  assert_says (get_row (self, 0), "Go On");
  year = g_date_time_format (date, "%-d %B %Y, ");
  assert_says (get_row (self, 0), year);
  assert_says (get_row (self, 1), "Elsewhere");
  assert_says (get_row (self, 1), "Open in another window");
  g_assert_null (find_button (self, 1));
  assert_says (get_row (self, 2), "Finished");
  assert_says (get_row (self, 2), "5 networks · best accuracy 0.500");

  g_signal_emit_by_name (find_button (self, 2), "clicked");
  normlab_test_window_wait_runs (self, 5);
  normlab_test_window_activate (self, "clear");
  wait_rows (self, 3);
  g_signal_emit_by_name (find_button (self, 0), "clicked");
  normlab_test_window_wait_runs (self, 2);
}

/* After Clear the page is back, up to date, and does not offer what this window has itself. */
static void
test_clear (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *page = normlab_test_window_find (self, NORMLAB_TYPE_START_PAGE, NULL);
  G_GNUC_UNUSED g_autofree char *path = NULL;

  normlab_test_window_choose (self, SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  g_assert_false (gtk_widget_get_mapped (page));
  path = put (1, "Meanwhile", 1, NORMLAB_RUN_FINISHED);
  normlab_test_window_activate (self, "clear");
  wait_rows (self, 1);
  g_assert_true (gtk_widget_get_mapped (page));
  assert_says (get_row (self, 0), "Meanwhile");

  start_anew (self);
  wait_rows (self, 2);
}

/* It scrolls in a small window, and asks for no more width than that has. */
static void
test_small (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *page = normlab_test_window_find (self, NORMLAB_TYPE_START_PAGE, NULL);
  int width, height;

  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (page, GTK_ORIENTATION_VERTICAL, 400, &height, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 300);
  g_assert_cmpint (height, <=, 200);
}

/* In a wide window the cards stand in its middle, as wide as they want to be: so high they are,
 * whatever the width. */
static void
test_wide (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *cards = normlab_test_window_find (self, GTK_TYPE_BOX, "cards");
  int natural, height, wide;

  gtk_widget_measure (cards, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  gtk_widget_measure (cards, GTK_ORIENTATION_VERTICAL, natural, &height, NULL, NULL, NULL);
  for (int i = 1; i <= 8; i++)
    {
      gtk_widget_measure (cards, GTK_ORIENTATION_VERTICAL, natural * (8 + i) / 8, &wide, NULL, NULL,
                          NULL);
      g_assert_cmpint (wide, ==, height);
    }
}

/* The program with --experiment. */

static gboolean
close_when_chosen (gpointer user_data)
{
  NormlabTestWindow *self = user_data;
  const char *title = normlab_plan_get_title (normlab_window_get_plan (self->window));

  if (title == NULL)
    return G_SOURCE_CONTINUE;
  g_object_set_data_full (G_OBJECT (self->application), "title", g_strdup (title), g_free);
  gtk_window_close (GTK_WINDOW (self->window));
  return G_SOURCE_REMOVE;
}

static void
on_window_added (NormlabTestWindow *self, GtkWindow *window)
{
  self->window = NORMLAB_WINDOW (window);
  g_timeout_add (10, close_when_chosen, self);
}

/* A file's name, or that of an experiment which comes with the program where there is no such
 * file; each on data of the test's own. */
static void
test_argument (void)
{
  static const struct
  {
    const char *given, *title;
  } cases[] = {
    { "where-networks-learn", "Where networks learn" },
    { "notebook", "Mine" },
    { "./notebook", "Mine" },
    { "bad-initialization", "What a bad initialization does" },
  };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *data = normlab_test_window_new_data ();
  g_autofree char *path = g_build_filename (folder, "notebook", NULL);
  g_autofree char *before = g_get_current_dir ();

  g_assert_true (g_file_set_contents (path, "[Experiment]\nTitle=Mine\n" SET, -1, NULL));
  g_assert_cmpint (g_chdir (folder), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *arguments[] = { "normlab", "--data", data, "--experiment", cases[i].given, NULL };
      g_autoptr (NormlabApplication) application = normlab_application_new ();
      NormlabTestWindow self = { .application = application };

      g_application_set_flags (G_APPLICATION (application),
                               G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_COMMAND_LINE);
      g_signal_connect_swapped (application, "window-added", G_CALLBACK (on_window_added), &self);
      g_assert_cmpint (g_application_run (G_APPLICATION (application), 5, (char **) arguments), ==,
                       0);
      g_assert_cmpstr (g_object_get_data (G_OBJECT (application), "title"), ==, cases[i].title);
    }
  g_assert_cmpint (g_chdir (before), ==, 0);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

#define ADD(name, function)                                                                        \
  g_test_add ("/ui/start/" name, NormlabTestWindow, NULL, normlab_test_window_set_up, function,    \
              normlab_test_window_tear_down)
  ADD ("first-choices", test_first_choices);
  ADD ("cards", test_cards);
  ADD ("picture", test_picture);
  ADD ("try", test_try);
  ADD ("keys", test_keys);
  ADD ("none", test_none);
  ADD ("sessions", test_sessions);
  ADD ("clear", test_clear);
  ADD ("small", test_small);
  ADD ("wide", test_wide);
#undef ADD
  g_test_add_func ("/ui/start/argument", test_argument);
  return g_test_run ();
}
