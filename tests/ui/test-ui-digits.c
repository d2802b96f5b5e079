/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page on which one draws a digit, and sees what every run takes it for. */
#include "normlab-test-window.h"

#include <string.h>

#include "normlab-digits-canvas.h"
#include "normlab-digits-page.h"
#include "normlab-pages.h"
#include "normlab-test-hands.h"

typedef struct
{
  NormlabTestWindow window;
  NormlabPages *pages;
  NormlabDigitsPage *page;
  NormlabDigits *digits;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_window_set_up (&self->window, data);
  self->pages = NORMLAB_PAGES (normlab_test_window_find (&self->window, NORMLAB_TYPE_PAGES, NULL));
  self->page = NORMLAB_DIGITS_PAGE (normlab_pages_find (self->pages, "digits"));
  self->digits = normlab_digits_page_get_digits (self->page);
  normlab_test_window_choose (&self->window, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_activate (&self->window, "train");
  normlab_test_window_wait_done (&self->window);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_test_window_tear_down (&self->window, data);
}

static void
open_page (Fixture *self)
{
  normlab_pages_set_visible_page (self->pages, NORMLAB_PAGE (self->page));
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
}

static gboolean
has_answered (gpointer data)
{
  Fixture *self = data;
  const NormlabDigitsAnswer *answer;

  if (normlab_digits_get_n_answers (self->digits) == 0)
    return FALSE;
  answer = normlab_digits_get_answer (self->digits, 0);
  return answer->state == NORMLAB_DIGITS_ANSWERS && answer->network != NULL;
}

static void
activate (Fixture *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->page), action, NULL));
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
}

static void
assert_summary (Fixture *self, const char *part)
{
  g_autofree char *summary = normlab_page_get_summary (NORMLAB_PAGE (self->page));

  g_assert_nonnull (summary);
  if (strstr (summary, part) == NULL)
    g_error ("\"%s\" is not in \"%s\"", part, summary);
}

static const char *
get_label (Fixture *self, const char *name)
{
  return gtk_label_get_text (GTK_LABEL (
      gtk_widget_get_template_child (GTK_WIDGET (self->page), NORMLAB_TYPE_DIGITS_PAGE, name)));
}

/* Test images one after the other, with an answer to each. */
static void
test_images (Fixture *self, gconstpointer data)
{
  open_page (self);
  normlab_test_ui_wait (has_answered, self, 20);
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
  g_assert_true (g_str_has_prefix (get_label (self, "image_label"), "Test image 0: "));
  assert_summary (self, "Test image 0: ");
  assert_summary (self, " %, ");
  g_assert_true (g_str_has_suffix (get_label (self, "path_label"), ", step 60"));

  activate (self, "digits.next");
  g_assert_true (g_str_has_prefix (get_label (self, "image_label"), "Test image 1: "));
  activate (self, "digits.previous");
  activate (self, "digits.previous");
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==,
                   (int) normlab_digits_get_n_images (self->digits) - 1);
  gtk_spin_button_set_value (
      GTK_SPIN_BUTTON (gtk_widget_get_template_child (GTK_WIDGET (self->page),
                                                      NORMLAB_TYPE_DIGITS_PAGE, "number_entry")),
      7);
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==, 7);
  activate (self, "digits.random");
  activate (self, "digits.clear");
  g_assert_cmpstr (get_label (self, "image_label"), ==, "Nothing is drawn");
  assert_summary (self, "Nothing is drawn");
}

static void
check_height (GtkWidget *widget)
{
  int least, of_width;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, 100000, &of_width, NULL, NULL, NULL);
  g_assert_cmpint (least, >=, of_width);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_height (child);
}

/* No part of it needs more height where it has more width. */
static void
test_height (Fixture *self, gconstpointer data)
{
  open_page (self);
  check_height (GTK_WIDGET (self->pages));
}

/* A stroke by hand is answered at once, and taken back. */
static void
test_hands (Fixture *self, gconstpointer data)
{
  GtkWidget *canvas = normlab_test_window_find (&self->window, NORMLAB_TYPE_DIGITS_CANVAS, NULL);

  if (!normlab_test_hands_exist ())
    {
      g_test_skip ("xdotool is needed for hands");
      return;
    }
  open_page (self);
  normlab_test_ui_wait (has_answered, self, 20);
  normlab_test_hands_drag (canvas, 0.5, 0.4, 0.5, 0.6);
  g_assert_cmpuint (normlab_drawing_get_n_strokes (normlab_digits_get_drawing (self->digits)), ==,
                    1);
  g_assert_cmpstr (get_label (self, "image_label"), ==, "Drawn by hand");
  g_assert_true (has_answered (self));
  assert_summary (self, "Drawn by hand");

  normlab_test_hands_press (GTK_WINDOW (self->window.window), "ctrl+z");
  g_assert_cmpuint (normlab_drawing_get_n_strokes (normlab_digits_get_drawing (self->digits)), ==,
                    0);
  g_assert_cmpuint (normlab_test_window_get_n_runs (&self->window), ==, 1);
  normlab_test_hands_press (GTK_WINDOW (self->window.window), "n");
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==, 0);
  normlab_test_hands_press (GTK_WINDOW (self->window.window), "n");
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==, 1);
  normlab_test_hands_press (GTK_WINDOW (self->window.window), "p");
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==, 0);
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

  return has_answered (goal->fixture)
         && normlab_digits_get_answer (goal->fixture->digits, 0)->step == goal->step;
}

static void
test_timeline (Fixture *self, gconstpointer data)
{
  Goal goal = { self, 23 };

  open_page (self);
  normlab_timeline_set_step (normlab_pages_get_timeline (self->pages), goal.step);
  normlab_test_ui_wait (is_at, &goal, 20);
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
  g_assert_true (g_str_has_suffix (get_label (self, "path_label"), ", step 23"));
  goal.step = 60;
  normlab_timeline_set_step (normlab_pages_get_timeline (self->pages), NORMLAB_TIMELINE_LIVE);
  normlab_test_ui_wait (is_at, &goal, 20);
}

/* What nobody sees is not computed. */
static void
test_hidden (Fixture *self, gconstpointer data)
{
  g_assert_cmpuint (normlab_digits_get_n_recognized (self->digits), ==, 0);
  open_page (self);
  normlab_test_ui_wait (has_answered, self, 20);
  normlab_pages_set_visible_page (self->pages,
                                  NORMLAB_PAGE (normlab_pages_find (self->pages, "curves")));
  normlab_test_ui_settle ();
  guint n = normlab_digits_get_n_recognized (self->digits);

  normlab_test_window_choose (&self->window, "[Set 1]\nhidden=12\niterations=90\nseed=1\n");
  normlab_test_window_activate (&self->window, "train");
  normlab_test_window_wait_done (&self->window);
  normlab_test_ui_settle ();
  g_assert_cmpuint (normlab_digits_get_n_recognized (self->digits), ==, n);
  open_page (self);
  g_assert_cmpuint (normlab_digits_get_n_answers (self->digits), ==, 2);
}

static void
test_export (Fixture *self, gconstpointer data)
{
  static const NormlabPagePurpose purposes[] = {
    NORMLAB_PAGE_PURPOSE_FILE,
    NORMLAB_PAGE_PURPOSE_CLIPBOARD,
    NORMLAB_PAGE_PURPOSE_PAPER,
  };

  open_page (self);
  normlab_test_ui_wait (has_answered, self, 20);
  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    {
      g_autoptr (NormlabPageSnapshot) snapshot
          = normlab_page_create_snapshot (NORMLAB_PAGE (self->page), purposes[i]);
      g_autofree char *path = g_build_filename (self->window.folder, "digits.svg", NULL);
      g_autofree char *contents = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpstr (normlab_page_snapshot_get_stem (snapshot), ==, "digits");
      g_assert_true (
          normlab_picture_export (normlab_page_snapshot_get_picture (snapshot), path, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      g_assert_nonnull (strstr (contents, "What the networks answer"));
    }
}

static GtkWidget *
get_cards (Fixture *self)
{
  return GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (self->page), NORMLAB_TYPE_DIGITS_PAGE, "cards"));
}

static void
open_with (Fixture *self, const char *plan)
{
  normlab_test_window_choose (&self->window, plan);
  normlab_test_window_activate (&self->window, "train");
  normlab_test_window_wait_done (&self->window);
  open_page (self);
  normlab_test_ui_wait (has_answered, self, 20);
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
}

/* A card is chosen by keys; it says whose path is shown. */
static void
test_chosen (Fixture *self, gconstpointer data)
{
  GtkWidget *cards = get_cards (self);
  g_autofree char *first = NULL;

  if (!normlab_test_hands_exist ())
    {
      g_test_skip ("xdotool is needed for hands");
      return;
    }
  open_with (self, "[Set 1]\nhidden=12\niterations=60\nbatch-size=20\nseed=1\n");
  first = g_strdup (get_label (self, "path_label"));
  gtk_widget_grab_focus (cards);
  normlab_test_hands_press (GTK_WINDOW (self->window.window), "Down");
  g_assert_cmpstr (get_label (self, "path_label"), !=, first);
  normlab_test_hands_press (GTK_WINDOW (self->window.window), "Up");
  g_assert_cmpstr (get_label (self, "path_label"), ==, first);
  normlab_test_hands_click (cards, 0.9, 0.1, 1, 1);
}

/* Keys that come before the next frame are not lost: two lead two cards further. */
static void
test_quick (Fixture *self, gconstpointer data)
{
  g_autofree char *first = NULL;

  open_with (self, "[Set 1]\nhidden=12\niterations=60\nbatch-size=20\nseed=1;2\n");
  first = g_strdup (get_label (self, "path_label"));
  normlab_test_ui_press (get_cards (self), GDK_KEY_Down);
  normlab_test_ui_press (get_cards (self), GDK_KEY_Down);
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
  normlab_test_ui_press (get_cards (self), GDK_KEY_Up);
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
  g_assert_cmpstr (get_label (self, "path_label"), !=, first);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui-digits/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("images", test_images);
  ADD ("height", test_height);
  ADD ("hands", test_hands);
  ADD ("timeline", test_timeline);
  ADD ("hidden", test_hidden);
  ADD ("export", test_export);
  ADD ("chosen", test_chosen);
  ADD ("quick", test_quick);
  return g_test_run ();
}
