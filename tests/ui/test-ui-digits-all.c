/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page with digits where it shows what networks take all images for. */
#include "normlab-test-window.h"

#include <string.h>

#include "normlab-chart-widget-style.h"
#include "normlab-confusion-layout.h"
#include "normlab-confusion-view.h"
#include "normlab-digits-page.h"
#include "normlab-gallery-view.h"
#include "normlab-pages.h"
#include "normlab-test-hands.h"

#define STEPS 60 /* of the window's set */

typedef struct
{
  NormlabTestWindow window;
  NormlabPages *pages;
  NormlabDigitsPage *page;
  NormlabDigits *digits;
  NormlabEvaluation *evaluation;
  NormlabConfusionView *matrix;
  NormlabGalleryView *gallery;
} Fixture;

static gpointer
get_child (Fixture *self, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (self->page), NORMLAB_TYPE_DIGITS_PAGE, name);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_window_set_up (&self->window, data);
  self->pages = NORMLAB_PAGES (normlab_test_window_find (&self->window, NORMLAB_TYPE_PAGES, NULL));
  self->page = NORMLAB_DIGITS_PAGE (normlab_pages_find (self->pages, "digits"));
  self->digits = normlab_digits_page_get_digits (self->page);
  self->evaluation = normlab_digits_page_get_evaluation (self->page);
  self->matrix = get_child (self, "matrix");
  self->gallery = get_child (self, "gallery");
  normlab_test_window_choose (&self->window, NORMLAB_TEST_WINDOW_SET "batch-norm=on;off\n");
  normlab_test_window_activate (&self->window, "train");
  normlab_test_window_wait_done (&self->window);
  g_assert_cmpuint (normlab_test_window_get_n_runs (&self->window), ==, 2);
}

/* Settings outlive the window, and are of all tests here. */
static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.normlab.Normlab");

  normlab_test_window_tear_down (&self->window, data);
  g_settings_reset (settings, "digits-all");
}

static void
draw (Fixture *self)
{
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
}

static void
activate (Fixture *self, const char *action, const char *value)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->page), action, "s", value));
  draw (self);
}

static gboolean
is_known (gpointer data)
{
  Fixture *self = data;

  return normlab_evaluation_get_state (self->evaluation, 0) == NORMLAB_EVALUATION_KNOWN;
}

static gboolean
is_compared (gpointer data)
{
  return normlab_evaluation_is_comparison (((Fixture *) data)->evaluation);
}

static void
open_page (Fixture *self)
{
  normlab_pages_set_visible_page (self->pages, NORMLAB_PAGE (self->page));
  draw (self);
}

static void
open_all (Fixture *self)
{
  open_page (self);
  activate (self, "digits.view", "all");
  normlab_test_ui_wait (is_known, self, 20);
  draw (self);
}

static void
compare (Fixture *self)
{
  gtk_check_button_set_active (get_child (self, "compare_check"), TRUE);
  normlab_test_ui_wait (is_compared, self, 20);
  draw (self);
}

static const NormlabConfusionModel *
get_matrix (Fixture *self)
{
  return normlab_confusion_view_get_model (self->matrix);
}

static const NormlabGalleryImage *
get_image (Fixture *self, guint i)
{
  const NormlabGalleryModel *model = normlab_gallery_view_get_model (self->gallery);

  g_assert_cmpuint (i, <, model->images->len);
  return g_ptr_array_index (model->images, i);
}

/* The tools of the other view are not in the way. */
static void
check_view (Fixture *self, gboolean all)
{
  g_assert_cmpint (gtk_widget_get_mapped (GTK_WIDGET (self->matrix)), ==, all);
  g_assert_cmpint (gtk_widget_get_mapped (get_child (self, "cards")), ==, !all);
  g_assert_cmpint (gtk_widget_get_visible (get_child (self, "all_tools")), ==, all);
  g_assert_cmpint (gtk_widget_get_visible (get_child (self, "drawing_tools")), ==, !all);
  g_assert_true (gtk_widget_get_mapped (get_child (self, "canvas")));
}

/* What a widget would like to have. */
static int
get_natural_width (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* The paper leaves room for the matrix, and images take what that does not want. */
static void
test_room (Fixture *self, gconstpointer data)
{
  GtkWidget *canvas = get_child (self, "canvas"), *gallery = GTK_WIDGET (self->gallery);
  NormlabChartStyle style;
  int before, width;

  open_page (self);
  before = get_natural_width (canvas);
  open_all (self);
  draw (self);
  g_assert_cmpint (get_natural_width (canvas), <, before);
  g_assert_cmpint (gtk_widget_get_width (gallery), >=,
                   normlab_gallery_view_get_width_of (self->gallery, 2));
  normlab_chart_style_init_from_widget (&style, GTK_WIDGET (self->matrix), 1, NULL);
  width = gtk_widget_get_width (GTK_WIDGET (self->matrix));
  if (gtk_widget_get_width (gallery) > normlab_gallery_view_get_width_of (self->gallery, 2))
    g_assert_cmpfloat (width, >, 28 * style.font_size);
  gtk_widget_set_size_request (GTK_WIDGET (self->pages), 1100, -1);
  normlab_test_ui_frames (GTK_WIDGET (self->page), 4);
  g_assert_cmpint (gtk_widget_get_width (gallery), >=,
                   normlab_gallery_view_get_width_of (self->gallery, 3));
  gtk_widget_set_size_request (GTK_WIDGET (self->pages), -1, -1);
}

static void
test_views (Fixture *self, gconstpointer data)
{
  g_autofree char *summary = NULL, *one = NULL;
  guint sum = 0;

  open_page (self);
  check_view (self, FALSE);
  g_assert_cmpuint (normlab_evaluation_get_n_evaluated (self->evaluation), ==, 0);
  open_all (self);
  check_view (self, TRUE);
  for (guint k = 0; k < get_matrix (self)->n_classes; k++)
    sum += get_matrix (self)->totals[k];
  g_assert_cmpuint (sum, ==, normlab_digits_get_n_images (self->digits));
  g_assert_cmpuint (get_matrix (self)->n_classes, >, 1);
  summary = normlab_page_get_summary (NORMLAB_PAGE (self->page));
  g_assert_nonnull (strstr (summary, "Lowest recall: "));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->page), "digits.switch", NULL));
  draw (self);
  check_view (self, FALSE);
  one = normlab_page_get_summary (NORMLAB_PAGE (self->page));
  g_assert_null (strstr (one, "Lowest recall: "));
}

/* On a projector there are paper, matrix and images, and no tools. */
static void
test_projected (Fixture *self, gconstpointer data)
{
  open_all (self);
  normlab_page_set_projected (NORMLAB_PAGE (self->page), TRUE);
  draw (self);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (self->matrix)));
  g_assert_true (gtk_widget_get_mapped (get_child (self, "canvas")));
  g_assert_false (gtk_widget_get_mapped (get_child (self, "all_tools")));
  g_assert_false (gtk_widget_get_mapped (get_child (self, "view_switch")));
  g_assert_false (gtk_widget_get_mapped (get_child (self, "gallery_tools")));
  normlab_page_set_projected (NORMLAB_PAGE (self->page), FALSE);
  draw (self);
  check_view (self, TRUE);
}

/* The one that differs in batch norm alone comes first. */
static void
test_compared (Fixture *self, gconstpointer data)
{
  g_autofree char *title = NULL;

  open_all (self);
  g_assert_false (get_matrix (self)->is_difference);
  activate (self, "digits.list", "different");
  g_assert_true (
      g_str_has_prefix (gtk_label_get_text (get_child (self, "gallery_label")), "The hardest of "));
  compare (self);
  g_assert_true (normlab_evaluation_get_run (self->evaluation, 0)
                 != normlab_evaluation_get_run (self->evaluation, 1));
  g_assert_true (get_matrix (self)->is_difference);
  activate (self, "digits.list", "different");
  title = g_strdup (gtk_label_get_text (get_child (self, "gallery_label")));
  g_assert_nonnull (strstr (title, "answered differently"));
  g_assert_cmpuint (get_image (self, 0)->answers[0], !=, get_image (self, 0)->answers[1]);

  gtk_check_button_set_active (get_child (self, "compare_check"), FALSE);
  draw (self);
  g_assert_false (get_matrix (self)->is_difference);
  g_assert_true (
      g_str_has_prefix (gtk_label_get_text (get_child (self, "gallery_label")), "The hardest of "));
}

static gboolean
is_training (gpointer data)
{
  const NormlabPredictions *predictions
      = normlab_evaluation_get_predictions (((Fixture *) data)->evaluation, 0);

  return predictions != NULL && predictions->split == NORMLAB_SPLIT_TRAINING;
}

/* The tools of the paper go through the set that is looked at. */
static void
test_training_set (Fixture *self, gconstpointer data)
{
  open_all (self);
  gtk_drop_down_set_selected (get_child (self, "set_list"), 1);
  normlab_test_ui_wait (is_training, self, 20);
  draw (self);
  g_assert_true (g_str_has_prefix (get_matrix (self)->caption, "Training set: "));
  g_assert_cmpint (normlab_digits_get_split (self->digits), ==, NORMLAB_SPLIT_TRAINING);
  g_assert_true (
      g_str_has_prefix (gtk_label_get_text (get_child (self, "image_label")), "Training image "));
}

typedef struct
{
  Fixture *fixture;
  guint step;
} Goal;

static gboolean
is_at (gpointer data)
{
  const Goal *goal = data;
  const NormlabPredictions *predictions
      = normlab_evaluation_get_predictions (goal->fixture->evaluation, 0);

  return predictions != NULL && predictions->step == goal->step;
}

static void
test_timeline (Fixture *self, gconstpointer data)
{
  Goal goal = { self, 23 };

  open_all (self);
  normlab_timeline_set_step (normlab_pages_get_timeline (self->pages), goal.step);
  normlab_test_ui_wait (is_at, &goal, 20);
  draw (self);
  g_assert_cmpstr (get_matrix (self)->heads[0].note, ==, "step 23");
  goal.step = STEPS;
  normlab_timeline_set_step (normlab_pages_get_timeline (self->pages), NORMLAB_TIMELINE_LIVE);
  normlab_test_ui_wait (is_at, &goal, 20);
}

/* A cell of the matrix, by pointer and by keys. */
static void
click_cell (Fixture *self, guint row, guint column)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->matrix));
  double height = gtk_widget_get_height (GTK_WIDGET (self->matrix));
  NormlabConfusionLayout layout;
  NormlabChartStyle style;
  NormlabChartRect rect;

  normlab_chart_style_init_from_widget (&style, GTK_WIDGET (self->matrix), 1, NULL);
  normlab_confusion_layout_init (&layout, get_matrix (self), &style, width, height);
  rect = normlab_confusion_layout_get_rect (&layout, get_matrix (self), row, column);
  normlab_test_hands_click (GTK_WIDGET (self->matrix), (rect.x + rect.width / 2) / width,
                            (rect.y + rect.height / 2) / height, 1, 1);
}

/* A cell with images that has others above it and at its left. */
static void
find_cell (Fixture *self, guint *row, guint *column)
{
  for (*row = 1; *row < get_matrix (self)->n_classes; ++*row)
    for (*column = 1; *column < get_matrix (self)->n_classes; ++*column)
      if (normlab_confusion_model_get_count (get_matrix (self), *row, *column) > 0)
        return;
  g_error ("all images are of class 0, or taken for it");
}

static void
check_chosen (Fixture *self, int row, int column)
{
  g_assert_cmpint (get_matrix (self)->row, ==, row);
  g_assert_cmpint (get_matrix (self)->column, ==, column);
}

static void
test_hands (Fixture *self, gconstpointer data)
{
  GtkWindow *window = GTK_WINDOW (self->window.window);
  g_autofree char *title = NULL;
  guint number, row, column;

  if (!normlab_test_hands_exist ())
    {
      g_test_skip ("xdotool is needed for hands");
      return;
    }
  normlab_test_hands_focus (window);
  open_page (self);
  normlab_test_hands_press (window, "a");
  normlab_test_ui_wait (is_known, self, 20);
  draw (self);
  find_cell (self, &row, &column);
  click_cell (self, row, column);
  check_chosen (self, (int) row, (int) column);
  title = g_strdup_printf ("%u taken for %u: ", row, column);
  g_assert_true (g_str_has_prefix (gtk_label_get_text (get_child (self, "gallery_label")), title));
  g_assert_cmpuint (get_image (self, 0)->truth, ==, row);
  g_assert_cmpuint (get_image (self, 0)->answers[0], ==, column);
  normlab_test_hands_press (window, "Up");
  check_chosen (self, (int) row - 1, (int) column);
  normlab_test_hands_press (window, "Left");
  check_chosen (self, (int) row - 1, (int) column - 1);
  normlab_test_hands_press (window, "Right");
  check_chosen (self, (int) row - 1, (int) column);
  normlab_test_hands_press (window, "Down");
  check_chosen (self, (int) row, (int) column);
  normlab_test_hands_press (window, "Escape");
  check_chosen (self, -1, -1);
  click_cell (self, row, column);
  click_cell (self, row, column);
  check_chosen (self, -1, -1);
  /* Precision and recall at the margins are no cells. */
  click_cell (self, get_matrix (self)->n_classes, column);
  check_chosen (self, -1, -1);
  click_cell (self, row, get_matrix (self)->n_classes);
  check_chosen (self, -1, -1);

  /* An image comes onto the paper. */
  normlab_test_hands_click (GTK_WIDGET (self->gallery), 0.1, 0.01, 1, 1);
  number = get_image (self, 0)->number;
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==, (int) number);
  g_assert_cmpint (normlab_gallery_view_get_model (self->gallery)->chosen, ==, 0);
  normlab_test_hands_press (window, "Right");
  g_assert_cmpint (normlab_gallery_view_get_model (self->gallery)->chosen, ==, 1);
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==, (int) get_image (self, 1)->number);
}

/* Where one reads from right to left the first image stands at the right, and the key that leads
 * there leads back. */
static void
test_right_to_left (Fixture *self, gconstpointer data)
{
  GdkRectangle place;

  open_all (self);
  gtk_widget_set_direction (GTK_WIDGET (self->gallery), GTK_TEXT_DIR_RTL);
  draw (self);
  normlab_gallery_view_get_place (self->gallery, 0, &place);
  g_assert_cmpint (place.x + place.width, >=,
                   gtk_widget_get_width (GTK_WIDGET (self->gallery)) - 1);
  if (!normlab_test_hands_exist ())
    {
      g_test_skip ("xdotool is needed for hands");
      return;
    }
  normlab_test_hands_focus (GTK_WINDOW (self->window.window));
  gtk_widget_grab_focus (GTK_WIDGET (self->gallery));
  normlab_test_hands_press (GTK_WINDOW (self->window.window), "Down Left");
  g_assert_cmpint (normlab_gallery_view_get_model (self->gallery)->chosen, ==, 1);
  normlab_test_hands_press (GTK_WINDOW (self->window.window), "Right");
  g_assert_cmpint (normlab_gallery_view_get_model (self->gallery)->chosen, ==, 0);
}

/* Keys that come before the next frame are not lost. */
static void
test_quick (Fixture *self, gconstpointer data)
{
  open_all (self);
  normlab_test_ui_press (GTK_WIDGET (self->gallery), GDK_KEY_Down);
  normlab_test_ui_press (GTK_WIDGET (self->gallery), GDK_KEY_Right);
  normlab_test_ui_press (GTK_WIDGET (self->gallery), GDK_KEY_Right);
  normlab_test_ui_press (GTK_WIDGET (self->matrix), GDK_KEY_Down);
  normlab_test_ui_press (GTK_WIDGET (self->matrix), GDK_KEY_Down);
  normlab_test_ui_press (GTK_WIDGET (self->matrix), GDK_KEY_Right);
  g_assert_cmpint (normlab_gallery_view_get_model (self->gallery)->chosen, ==, 2);
  check_chosen (self, 1, 1);
  draw (self);
  check_chosen (self, 1, 1);
  normlab_test_ui_press (GTK_WIDGET (self->matrix), GDK_KEY_Escape);
  normlab_test_ui_press (GTK_WIDGET (self->matrix), GDK_KEY_Right);
  check_chosen (self, 0, 0);
}

/* What nobody sees is not evaluated, and nothing is probed for it. */
static void
test_hidden (Fixture *self, gconstpointer data)
{
  guint n;

  open_all (self);
  normlab_pages_set_visible_page (self->pages,
                                  NORMLAB_PAGE (normlab_pages_find (self->pages, "curves")));
  normlab_test_ui_settle ();
  n = normlab_evaluation_get_n_evaluated (self->evaluation);
  normlab_timeline_set_step (normlab_pages_get_timeline (self->pages), 10);
  normlab_test_ui_settle ();
  g_assert_cmpuint (normlab_evaluation_get_n_evaluated (self->evaluation), ==, n);
  normlab_timeline_set_step (normlab_pages_get_timeline (self->pages), NORMLAB_TIMELINE_LIVE);

  open_page (self);
  normlab_test_window_choose (&self->window, "[Set 1]\nhidden=9\niterations=200\nseed=1\n");
  normlab_test_window_activate (&self->window, "train");
  normlab_test_window_wait_done (&self->window);
  for (guint i = 0; i < normlab_test_window_get_n_runs (&self->window); i++)
    g_assert_cmpuint (normlab_run_get_n_probes (normlab_run_item_get_run (
                          normlab_test_window_get_item (&self->window, i))),
                      ==, 0);
}

/* Runs that go take what is known of them with them. */
static void
test_cleared (Fixture *self, gconstpointer data)
{
  open_all (self);
  compare (self);
  normlab_test_window_activate (&self->window, "clear");
  normlab_test_ui_settle ();
  g_assert_null (normlab_evaluation_get_run (self->evaluation, 0));
  g_assert_null (normlab_evaluation_get_run (self->evaluation, 1));
}

static void
check_export (Fixture *self, const char *title)
{
  static const NormlabPagePurpose purposes[] = {
    NORMLAB_PAGE_PURPOSE_FILE,
    NORMLAB_PAGE_PURPOSE_CLIPBOARD,
    NORMLAB_PAGE_PURPOSE_PAPER,
  };

  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    {
      g_autoptr (NormlabPageSnapshot) snapshot
          = normlab_page_create_snapshot (NORMLAB_PAGE (self->page), purposes[i]);
      g_autofree char *path = g_build_filename (self->window.folder, "confusion.svg", NULL);
      g_autofree char *contents = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpstr (normlab_page_snapshot_get_stem (snapshot), ==, "confusion");
      g_assert_true (
          normlab_picture_export (normlab_page_snapshot_get_picture (snapshot), path, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      g_assert_nonnull (strstr (contents, title));
    }
}

static void
test_export (Fixture *self, gconstpointer data)
{
  open_all (self);
  check_export (self, "Confusion matrix, test set");
  compare (self);
  check_export (self, "Difference of the confusion matrices, test set");
}

/* The next window shows what this one did; and who changes the settings changes this one. */
static void
test_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.normlab.Normlab");
  GtkStack *views = get_child (self, "views");

  g_assert_cmpstr (gtk_stack_get_visible_child_name (views), ==, "one");
  open_all (self);
  g_assert_true (g_settings_get_boolean (settings, "digits-all"));
  normlab_test_window_tear_down (&self->window, data);
  set_up (self, data);
  views = get_child (self, "views");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (views), ==, "all");
  open_page (self);
  normlab_test_ui_wait (is_known, self, 20);

  g_settings_set_boolean (settings, "digits-all", FALSE);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (views), ==, "one");
  g_settings_set_boolean (settings, "digits-all", TRUE);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (views), ==, "all");
  activate (self, "digits.view", "one");
  g_assert_false (g_settings_get_boolean (settings, "digits-all"));
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui-digits-all/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("views", test_views);
  ADD ("room", test_room);
  ADD ("projected", test_projected);
  ADD ("compared", test_compared);
  ADD ("training-set", test_training_set);
  ADD ("timeline", test_timeline);
  ADD ("hands", test_hands);
  ADD ("right-to-left", test_right_to_left);
  ADD ("quick", test_quick);
  ADD ("hidden", test_hidden);
  ADD ("cleared", test_cleared);
  ADD ("export", test_export);
  ADD ("kept", test_kept);
  return g_test_run ();
}
