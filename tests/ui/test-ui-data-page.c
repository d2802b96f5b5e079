/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page that shows the images, and its switches. */
#include "normlab-test-window.h"

#include <string.h>

#include "normlab-album-view.h"
#include "normlab-data-page.h"
#include "normlab-pages.h"
#include "normlab-settings.h"

typedef struct
{
  NormlabTestWindow window;
  NormlabPages *pages;
  NormlabPage *page;
  NormlabAlbumView *view;
} Fixture;

static gpointer
get_child (Fixture *self, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (self->page), NORMLAB_TYPE_DATA_PAGE, name);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_window_set_up (&self->window, data);
  self->pages = NORMLAB_PAGES (normlab_test_window_find (&self->window, NORMLAB_TYPE_PAGES, NULL));
  self->page = normlab_pages_find (self->pages, "data");
  self->view = NORMLAB_ALBUM_VIEW (
      normlab_test_ui_find (GTK_WIDGET (self->page), NORMLAB_TYPE_ALBUM_VIEW, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_test_window_tear_down (&self->window, data);
}

static void
show_page (Fixture *self)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self->window.window), "page",
                                      g_variant_new_string ("data"));
  normlab_test_ui_frames (GTK_WIDGET (self->page), 3);
}

static NormlabReading
get_reading (Fixture *self)
{
  return normlab_data_id_get_reading (
      normlab_dataset_get_id (normlab_window_get_dataset (self->window.window)));
}

static gboolean
is_inverted (gpointer fixture)
{
  return get_reading (fixture) == NORMLAB_READING_INVERTED;
}

static gboolean
is_read_both_ways (gpointer fixture)
{
  return get_reading (fixture) == NORMLAB_READING_ALL;
}

static gboolean
is_plain (gpointer fixture)
{
  return get_reading (fixture) == NORMLAB_READING_PLAIN;
}

static void
assert_text (Fixture *self, const char *name, const char *part)
{
  const char *text = gtk_label_get_text (GTK_LABEL (get_child (self, name)));

  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, part));
}

/* It is there before anything is trained, without taking the place of what there is to begin
 * with. */
static void
test_before (Fixture *self, gconstpointer data)
{
  g_autofree char *summary = NULL;
  g_autofree char *first = NULL;
  NormlabAlbum *album;

  g_assert_true (normlab_page_get_has_content (self->page));
  g_assert_true (normlab_page_get_is_preview (self->page));
  g_assert_null (normlab_album_view_get_album (self->view));
  show_page (self);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (self->view)));
  album = normlab_album_view_get_album (self->view);
  g_assert_nonnull (album);
  assert_text (self, "range_label", "Images 1–");
  summary = normlab_page_get_summary (self->page);
  g_assert_true (g_str_has_prefix (summary, "Training set of "));

  first = g_strdup (album->title);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_child (self, "test_button")), TRUE);
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
  album = normlab_album_view_get_album (self->view);
  g_assert_cmpstr (album->title, !=, first);
  g_assert_true (g_str_has_prefix (album->title, "Test set of "));
}

static const guint8 *
read_first (Fixture *self, guint8 *pixels)
{
  NormlabAlbum *album = normlab_album_view_get_album (self->view);

  album->read (album->data, normlab_album_get_class (album, 0)->numbers[0], pixels);
  return pixels;
}

/* The switches read the data anew, and show it; what is trained then is on other data, and what was
 * trained before stays. */
static void
test_switches (Fixture *self, gconstpointer data)
{
  GSettings *settings = normlab_settings_new ();
  g_autoptr (GVariant) remembered = NULL;
  g_autofree char *command = NULL;
  NormlabDataset *dataset = normlab_window_get_dataset (self->window.window);
  guint n_pixels = normlab_dataset_get_n_pixels (dataset);
  g_autofree guint8 *before = g_malloc (n_pixels), *after = g_malloc (n_pixels);
  GtkSwitch *inverted = get_child (self, "inverted_switch");
  GtkSwitch *turned = get_child (self, "turned_switch");
  NormlabRun *first, *second;
  const char *word;

  normlab_test_window_choose (&self->window, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_activate (&self->window, "train");
  normlab_test_window_wait_done (&self->window);
  show_page (self);
  read_first (self, before);
  g_assert_false (gtk_switch_get_active (inverted));
  gtk_switch_set_active (inverted, TRUE);
  normlab_test_ui_wait (is_inverted, self, 20);
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
  g_assert_true (gtk_switch_get_active (inverted));
  g_assert_false (gtk_switch_get_active (turned));
  read_first (self, after);
  for (guint i = 0; i < n_pixels; i++)
    g_assert_cmpuint (after[i], ==, 255 - before[i]);

  normlab_test_window_activate (&self->window, "train");
  normlab_test_window_wait_done (&self->window);
  g_assert_cmpuint (normlab_test_window_get_n_runs (&self->window), ==, 2);
  first = normlab_run_item_get_run (normlab_test_window_get_item (&self->window, 0));
  second = normlab_run_item_get_run (normlab_test_window_get_item (&self->window, 1));
  g_assert_false (
      normlab_data_id_equal (normlab_run_get_data (first), normlab_run_get_data (second)));
  command = normlab_run_item_get_command (normlab_test_window_get_item (&self->window, 1));
  g_assert_true (strstr (command, " --inverted") != NULL && strstr (command, " --turned") == NULL);

  /* So they are known again. */
  remembered = g_settings_get_value (settings, "recent-readings");
  g_assert_true (g_variant_lookup (remembered, self->window.folder, "&s", &word));
  g_assert_cmpstr (word, ==, "inverted");
  normlab_window_open_file (self->window.window, self->window.folder);
  normlab_test_ui_frames (GTK_WIDGET (self->page), 4);
  g_assert_true (is_inverted (self));
  gtk_switch_set_active (inverted, FALSE);
  normlab_test_ui_wait (is_plain, self, 20);
  g_clear_pointer (&remembered, g_variant_unref);
  remembered = g_settings_get_value (settings, "recent-readings");
  g_assert_false (g_variant_lookup (remembered, self->window.folder, "&s", &word));
  g_object_unref (settings);
}

/* From the menu of the data, both, and what is remembered when a folder is chosen again there. */
static void
test_menu (Fixture *self, gconstpointer data)
{
  normlab_test_window_activate (&self->window, "inverted");
  normlab_test_window_activate (&self->window, "turned");
  normlab_test_ui_wait (is_read_both_ways, self, 20);
  g_action_group_activate_action (G_ACTION_GROUP (self->window.window), "use-data",
                                  g_variant_new_string (""));
  normlab_test_ui_wait (is_plain, self, 60);
  g_action_group_activate_action (G_ACTION_GROUP (self->window.window), "use-data",
                                  g_variant_new_string (self->window.folder));
  normlab_test_ui_wait (is_read_both_ways, self, 20);
}

/* Bright images are noted on the page, until they are inverted. */
static void
test_notes (Fixture *self, gconstpointer data)
{
  show_page (self);
  g_assert_false (gtk_widget_get_visible (get_child (self, "notes")));
  normlab_test_window_activate (&self->window, "inverted");
  normlab_test_ui_wait (is_inverted, self, 20);
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
  g_assert_true (gtk_widget_get_visible (get_child (self, "notes")));
  assert_text (self, "notes_label", "because they are read inverted");
}

static void
check_page (Fixture *self, guint expected)
{
  guint first, n;

  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
  normlab_album_view_get_range (self->view, &first, &n);
  g_assert_cmpuint (first, ==, expected);
}

/* On to the next images and back. */
static void
test_range (Fixture *self, gconstpointer data)
{
  guint first, n;

  show_page (self);
  normlab_album_view_get_range (self->view, &first, &n);
  g_assert_cmpuint (n, >, 0);
  g_assert_false (gtk_widget_get_sensitive (get_child (self, "back_button")));
  if (n == normlab_album_view_get_album (self->view)->n_longest)
    {
      g_assert_false (gtk_widget_get_sensitive (get_child (self, "on_button")));
      return;
    }
  g_signal_emit_by_name (get_child (self, "on_button"), "clicked");
  normlab_test_ui_frames (GTK_WIDGET (self->page), 2);
  normlab_album_view_get_range (self->view, &first, &n);
  g_assert_cmpuint (first, >, 0);
  g_assert_true (gtk_widget_get_sensitive (get_child (self, "back_button")));
  g_signal_emit_by_name (get_child (self, "back_button"), "clicked");
  check_page (self, 0);
}

/* It leaves the program as a picture with its words. */
static void
test_snapshot (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabPageSnapshot) snapshot = NULL;

  show_page (self);
  snapshot = normlab_page_create_snapshot (self->page, NORMLAB_PAGE_PURPOSE_FILE);
  g_assert_nonnull (snapshot);
  g_assert_cmpstr (normlab_page_snapshot_get_stem (snapshot), ==, "data");
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/data-page/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("before", test_before);
  ADD ("switches", test_switches);
  ADD ("menu", test_menu);
  ADD ("notes", test_notes);
  ADD ("range", test_range);
  ADD ("snapshot", test_snapshot);
  return g_test_run ();
}
