/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's small parts, each by itself. */
#include "normlab-test-ui.h"

#include "normlab-data-button.h"
#include "normlab-run-check.h"
#include "normlab-run-swatch.h"
#include "normlab-test.h"
#include "normlab-toast.h"

/* How a toast waits, without the seconds; and whether the pointer lies on it. */

#define SOON 20 /* ms */

static guint wanted_seconds;
static guint n_asked;
static gboolean has_pointer;

guint __wrap_g_timeout_add_seconds (guint seconds, GSourceFunc function, gpointer data);

guint
__wrap_g_timeout_add_seconds (guint seconds, GSourceFunc function, gpointer data)
{
  wanted_seconds = seconds;
  return g_timeout_add (SOON, function, data);
}

gboolean __wrap_gtk_event_controller_motion_contains_pointer (GtkEventControllerMotion *self);

gboolean
__wrap_gtk_event_controller_motion_contains_pointer (GtkEventControllerMotion *self)
{
  n_asked++;
  return has_pointer;
}

typedef struct
{
  GtkWindow *window;
  NormlabToast *toast;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  GtkWidget *overlay = gtk_overlay_new ();

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  n_asked = 0;
  has_pointer = FALSE;
  self->toast = NORMLAB_TOAST (normlab_toast_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->toast), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->toast), GTK_ALIGN_END);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), gtk_button_new_with_label ("Other"));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->toast));
  self->window = normlab_test_ui_show (overlay, 400, 200);
  gtk_widget_grab_focus (gtk_overlay_get_child (GTK_OVERLAY (overlay)));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
  normlab_test_ui_settle ();
}

static gboolean
is_gone (gpointer toast)
{
  return !gtk_widget_get_visible (toast);
}

static gboolean
was_asked (gpointer times)
{
  return n_asked >= GPOINTER_TO_UINT (times);
}

/* The first button in a toast is that of the action, the other one closes it. */
static GtkWidget *
find_button (Fixture *self, gboolean closing)
{
  GtkWidget *button = normlab_test_ui_find (GTK_WIDGET (self->toast), GTK_TYPE_BUTTON, NULL);

  g_assert_nonnull (button);
  return closing ? gtk_widget_get_next_sibling (button) : button;
}

static void
test_toast_goes (Fixture *self, gconstpointer data)
{
  g_assert_null (normlab_toast_get_text (self->toast));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self->toast)));

  normlab_toast_show (self->toast, "2 networks removed", "Undo", "win.undo");
  g_assert_cmpstr (normlab_toast_get_text (self->toast), ==, "2 networks removed");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->toast)));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (find_button (self, FALSE))), ==, "Undo");
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (find_button (self, FALSE))), ==,
                   "win.undo");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self->toast), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "2 networks removed");
  /* Long enough to be read, and no longer. */
  g_assert_cmpuint (wanted_seconds, >=, 5);
  g_assert_cmpuint (wanted_seconds, <=, 15);
  normlab_test_ui_wait (is_gone, self->toast, 10);
  g_assert_null (normlab_toast_get_text (self->toast));
}

/* It does not go from under whoever is about to use it. */
static void
test_toast_stays (Fixture *self, gconstpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  has_pointer = TRUE;
  normlab_toast_show (self->toast, "Saved", NULL, NULL);
  g_assert_false (gtk_widget_get_visible (find_button (self, FALSE)));
  normlab_test_ui_wait (was_asked, GUINT_TO_POINTER (3), 10);
  g_assert_cmpstr (normlab_toast_get_text (self->toast), ==, "Saved");

  /* The keys are as good as the pointer. */
  g_assert_true (gtk_widget_grab_focus (find_button (self, TRUE)));
  has_pointer = FALSE;
  normlab_test_ui_wait (was_asked, GUINT_TO_POINTER (n_asked + 3), 10);
  g_assert_cmpstr (normlab_toast_get_text (self->toast), ==, "Saved");

  gtk_widget_grab_focus (focus);
  normlab_test_ui_wait (is_gone, self->toast, 10);
}

/* One that says something else has all of its time. */
static void
test_toast_closed (Fixture *self, gconstpointer data)
{
  has_pointer = TRUE;
  normlab_toast_show (self->toast, "First", NULL, NULL);
  normlab_toast_show (self->toast, "Second", "Undo", "win.undo");
  g_assert_cmpstr (normlab_toast_get_text (self->toast), ==, "Second");
  g_signal_emit_by_name (find_button (self, TRUE), "clicked");
  g_assert_null (normlab_toast_get_text (self->toast));
  normlab_test_ui_wait (is_gone, self->toast, 10);
  n_asked = 0;
  g_usleep (3 * SOON * 1000);
  normlab_test_ui_settle ();
  g_assert_cmpuint (n_asked, ==, 0);
}

/* The button for the data */

static void
assert_says (GtkWidget *button, const char *title, const char *subtitle, gboolean loading)
{
  GtkWidget *spinner = normlab_test_ui_find (button, GTK_TYPE_SPINNER, NULL);
  GtkWidget *label = normlab_test_ui_find (button, GTK_TYPE_LABEL, NULL);
  GtkWidget *below = gtk_widget_get_next_sibling (label);
  g_autofree char *name = g_strdup_printf ("%s, %s", title, subtitle);

  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, title);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (below)), ==, subtitle);
  g_assert_cmpint (gtk_widget_get_visible (spinner), ==, loading);
  g_assert_cmpint (gtk_spinner_get_spinning (GTK_SPINNER (spinner)), ==, loading);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (normlab_test_ui_find (button, GTK_TYPE_MENU_BUTTON, NULL)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, name);
}

static void
test_data_button (void)
{
  GtkWidget *widget = g_object_ref_sink (g_object_new (NORMLAB_TYPE_DATA_BUTTON, NULL));
  NormlabDataButton *button = NORMLAB_DATA_BUTTON (widget);
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 6, 3, 30, 12);
  const char *path = normlab_dataset_get_path (dataset);
  g_autofree char *builtin = normlab_data_button_get_title (NULL);
  g_autofree char *nothing = normlab_data_button_get_title ("");
  g_autofree char *folder = normlab_data_button_get_title ("/data/mnist");
  g_autofree char *title = normlab_data_button_get_title (path);

  g_assert_cmpstr (builtin, ==, "Built-in digits");
  g_assert_cmpstr (nothing, ==, "Built-in digits");
  g_assert_cmpstr (folder, ==, "mnist");

  normlab_data_button_set_loading (button, "/data/mnist");
  assert_says (widget, "mnist", "Loading…", TRUE);
  normlab_data_button_set_dataset (button, dataset);
  assert_says (widget, title, "30 + 12 images, 8×6", FALSE);
  normlab_data_button_set_loading (button, NULL);
  assert_says (widget, "Built-in digits", "Drawing…", TRUE);
  normlab_data_button_set_dataset (button, NULL);
  assert_says (widget, "No data", "Choose some here", FALSE);
  g_object_unref (widget);
}

/* Data of which something was put right have the sign of what is worth knowing, and only those that
 * are odd a warning. */
static void
test_data_button_sign (void)
{
  static const char *const notes[][2] = { { NULL }, { "a note", NULL }, { "a note", NULL } };
  static const char *const icons[]
      = { NULL, "dialog-information-symbolic", "dialog-warning-symbolic" };
  GtkWidget *widget = g_object_ref_sink (g_object_new (NORMLAB_TYPE_DATA_BUTTON, NULL));
  GtkImage *sign
      = GTK_IMAGE (gtk_widget_get_template_child (widget, NORMLAB_TYPE_DATA_BUTTON, "sign"));

  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    {
      g_autoptr (NormlabDataset) plain = normlab_test_dataset (8, 6, 3, 30, 12), noted = NULL;
      NormlabDataDraft draft = { .name = "noted", .rows = 8, .columns = 6 };

      for (guint s = 0; s < NORMLAB_N_SPLITS; s++)
        {
          gsize n = normlab_dataset_get_n_images (plain, s);

          draft.images[s] = g_bytes_new (normlab_dataset_get_images (plain, s), n * 48);
          draft.labels[s] = g_bytes_new (normlab_dataset_get_labels (plain, s), n);
        }
      if (i == 1)
        draft.put_right = notes[i];
      else
        draft.notes = notes[i];
      noted = normlab_dataset_new_from_draft (&draft, NULL, NULL);
      normlab_data_button_set_dataset (NORMLAB_DATA_BUTTON (widget), noted);
      g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (sign)), ==, icons[i] != NULL);
      if (icons[i] != NULL)
        g_assert_cmpstr (gtk_image_get_icon_name (sign), ==, icons[i]);
      for (guint s = 0; s < NORMLAB_N_SPLITS; s++)
        {
          g_bytes_unref (draft.images[s]);
          g_bytes_unref (draft.labels[s]);
        }
    }
  g_object_unref (widget);
}

/* Folders as they are called: an underscore is no mnemonic. */
static void
test_data_button_recent (void)
{
  const char *const paths[] = { "/data/my_own_digits", "/data/mnist", NULL };
  GtkWidget *widget = g_object_ref_sink (g_object_new (NORMLAB_TYPE_DATA_BUTTON, NULL));
  GtkWidget *button = normlab_test_ui_find (widget, GTK_TYPE_MENU_BUTTON, NULL);
  GMenuModel *menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button));
  int last = g_menu_model_get_n_items (menu) - 1;
  g_autoptr (GMenuModel) recent = g_menu_model_get_item_link (menu, last, G_MENU_LINK_SECTION);

  normlab_data_button_set_recent (NORMLAB_DATA_BUTTON (widget), paths + 1, NULL);
  normlab_data_button_set_recent (NORMLAB_DATA_BUTTON (widget), paths, NULL);
  g_assert_cmpint (g_menu_model_get_n_items (recent), ==, 2);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *label = NULL;
      g_autofree char *target = NULL;

      g_assert_true (g_menu_model_get_item_attribute (recent, i, "label", "s", &label));
      g_assert_true (g_menu_model_get_item_attribute (recent, i, "target", "s", &target));
      g_assert_cmpstr (label, ==, i == 0 ? "/data/my__own__digits" : "/data/mnist");
      g_assert_cmpstr (target, ==, paths[i]);
    }
  g_object_unref (widget);
}

/* In the table */

/* The keys move between rows, not between boxes. */
static void
test_check_focus (void)
{
  GtkWidget *check = g_object_ref_sink (normlab_run_check_new ());

  g_assert_false (gtk_widget_get_focusable (check));
  g_object_unref (check);
}

/* The line is in the middle, from edge to edge. */
static void
test_swatch (void)
{
  GtkWidget *swatch = normlab_run_swatch_new ();
  GtkWindow *window = normlab_test_ui_show (swatch, 90, 60);
  cairo_surface_t *surface;
  const guint8 *data;
  double sum = 0, moment = 0;
  int left = G_MAXINT, right = -1, width, height;

  surface = normlab_test_ui_paint (swatch);
  width = cairo_image_surface_get_width (surface);
  height = cairo_image_surface_get_height (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        double alpha = data[y * cairo_image_surface_get_stride (surface) + 4 * x + 3];

        sum += alpha;
        moment += alpha * (y + 0.5);
        left = alpha > 0 ? MIN (left, x) : left;
        right = alpha > 0 ? MAX (right, x) : right;
      }
  g_assert_cmpfloat (sum, >, 0);
  g_assert_cmpfloat_with_epsilon (moment / sum, height / 2.0, 0.6);
  g_assert_cmpint (left, <=, 2);
  g_assert_cmpint (right, >=, width - 3);
  cairo_surface_destroy (surface);
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/widgets/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("toast/goes", test_toast_goes);
  ADD ("toast/stays", test_toast_stays);
  ADD ("toast/closed", test_toast_closed);
#undef ADD
  g_test_add_func ("/ui/widgets/data-button/says", test_data_button);
  g_test_add_func ("/ui/widgets/data-button/sign", test_data_button_sign);
  g_test_add_func ("/ui/widgets/data-button/recent", test_data_button_recent);
  g_test_add_func ("/ui/widgets/check/focus", test_check_focus);
  g_test_add_func ("/ui/widgets/swatch", test_swatch);
  return g_test_run ();
}
