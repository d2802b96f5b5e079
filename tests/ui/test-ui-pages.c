/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-window.h"

#include <string.h>

#include "normlab-chart-snapshot.h"
#include "normlab-pages.h"
#include "normlab-test-chart.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

/* A page as anybody may add one: nothing but what it must have. */

#define TEST_TYPE_PAGE (test_page_get_type ())
G_DECLARE_FINAL_TYPE (TestPage, test_page, TEST, PAGE, GtkWidget)

struct _TestPage
{
  GtkWidget parent_instance;
  gboolean has_content;
  gboolean is_preview;
  guint n_set_up;
  guint n_plans;
};

static void test_page_page_init (NormlabPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestPage,
                               test_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NORMLAB_TYPE_PAGE, test_page_page_init))

static void
test_page_set_up (NormlabPage *page, NormlabLab *lab, GSettings *settings)
{
  TEST_PAGE (page)->n_set_up++;
}

static NormlabPageSnapshot *
test_page_create_snapshot (NormlabPage *page, NormlabPagePurpose purpose)
{
  NormlabChartModel *model = normlab_test_chart_model (1, 1);
  NormlabChartStyle style;

  normlab_test_chart_grow (model, 20);
  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_PRINT);
  return normlab_chart_snapshot_new (gtk_widget_get_name (GTK_WIDGET (page)), model, &style, 600,
                                     400, NULL, NULL);
}

static void
test_page_set_plan (NormlabPage *page, NormlabPlan *plan)
{
  TEST_PAGE (page)->n_plans++;
}

static gboolean
test_page_get_is_preview (NormlabPage *page)
{
  return TEST_PAGE (page)->is_preview;
}

static void
test_page_page_init (NormlabPageInterface *iface)
{
  iface->set_plan = test_page_set_plan;
  iface->get_is_preview = test_page_get_is_preview;
  iface->set_up = test_page_set_up;
  iface->create_snapshot = test_page_create_snapshot;
}

static void
test_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (G_VALUE_HOLDS_BOOLEAN (value))
    g_value_set_boolean (value, TEST_PAGE (object)->has_content);
  else
    g_value_set_string (value, gtk_widget_get_name (GTK_WIDGET (object)));
}

static void
test_page_class_init (TestPageClass *klass)
{
  const char *const names[] = { "title", "icon-name", "has-content", "summary" };

  G_OBJECT_CLASS (klass)->get_property = test_page_get_property;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_object_class_override_property (G_OBJECT_CLASS (klass), i + 1, names[i]);
}

static void
test_page_init (TestPage *self)
{
}

static void
set_has_content (TestPage *self, gboolean has_content)
{
  self->has_content = has_content;
  g_object_notify (G_OBJECT (self), "has-content");
}

/* The container */

typedef struct
{
  NormlabPages *pages;
  GtkWindow *window;
  guint n_content, n_visible;
} Fixture;

static void
count (guint *n)
{
  (*n)++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->pages = g_object_new (NORMLAB_TYPE_PAGES, NULL);
  self->window = normlab_test_ui_show (GTK_WIDGET (self->pages), 640, 480);
  g_signal_connect_swapped (self->pages, "notify::has-content", G_CALLBACK (count),
                            &self->n_content);
  g_signal_connect_swapped (self->pages, "notify::visible-page", G_CALLBACK (count),
                            &self->n_visible);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
}

static TestPage *
add (Fixture *self, const char *name)
{
  TestPage *page = g_object_new (TEST_TYPE_PAGE, "name", name, NULL);

  normlab_pages_add (self->pages, NORMLAB_PAGE (page));
  return page;
}

static void
assert_shows (Fixture *self, const char *name)
{
  GtkWidget *stack = normlab_test_ui_find (GTK_WIDGET (self->pages), GTK_TYPE_STACK, "pages");

  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, name);
}

static GtkWidget *
get_switcher (Fixture *self)
{
  GtkWidget *switcher = normlab_test_ui_find (GTK_WIDGET (self->pages), GTK_TYPE_BOX, "switcher");

  g_assert_nonnull (switcher);
  return switcher;
}

static void
on_hovered (NormlabPages *pages, NormlabRunItem *item, NormlabRunItem **hovered)
{
  *hovered = item;
}

/* Which run is pointed at in a page, the container tells. */
static void
test_hovered (Fixture *self, gconstpointer data)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabRun) run = normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 1, 0.5);
  g_autoptr (NormlabRunItem) item = normlab_run_item_new (run, 1);
  NormlabRunItem *hovered = NULL;
  TestPage *page = add (self, "One");

  g_signal_connect (self->pages, "hovered", G_CALLBACK (on_hovered), &hovered);
  normlab_page_emit_hovered (NORMLAB_PAGE (page), item);
  g_assert_true (hovered == item);
  normlab_page_emit_hovered (NORMLAB_PAGE (page), NULL);
  g_assert_null (hovered);
}

/* Without anything to show, there is an invitation; a single page needs no buttons. */
static void
test_single (Fixture *self, gconstpointer data)
{
  TestPage *page;

  assert_shows (self, "empty");
  g_assert_null (normlab_pages_get_visible_page (self->pages));
  g_assert_false (normlab_pages_get_has_content (self->pages));
  page = add (self, "first");
  g_assert_true (normlab_pages_get_visible_page (self->pages) == NORMLAB_PAGE (page));
  g_assert_cmpuint (self->n_visible, ==, 1);
  assert_shows (self, "empty");
  normlab_pages_set_loading (self->pages, "Loading…");
  assert_shows (self, "loading");

  self->n_content = 0;
  set_has_content (page, TRUE);
  assert_shows (self, "first");
  g_assert_cmpuint (self->n_content, ==, 1);
  g_assert_true (normlab_pages_get_has_content (self->pages));
  g_assert_false (gtk_widget_get_visible (get_switcher (self)));
  set_has_content (page, FALSE);
  assert_shows (self, "loading");
  normlab_pages_set_loading (self->pages, NULL);
  assert_shows (self, "empty");
}

static void
test_two (Fixture *self, gconstpointer data)
{
  TestPage *first = add (self, "first");
  TestPage *second = add (self, "second");
  GtkWidget *button, *other;

  assert_shows (self, "empty");
  g_assert_false (gtk_widget_get_visible (get_switcher (self)));
  set_has_content (first, TRUE);
  assert_shows (self, "first");
  g_assert_true (gtk_widget_get_visible (get_switcher (self)));
  button = gtk_widget_get_first_child (get_switcher (self));
  other = gtk_widget_get_next_sibling (button);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));

  /* As a click does. One without content says so itself. */
  self->n_content = self->n_visible = 0;
  g_signal_emit_by_name (other, "clicked");
  assert_shows (self, "second");
  g_assert_true (normlab_pages_get_visible_page (self->pages) == NORMLAB_PAGE (second));
  g_assert_cmpuint (self->n_visible, ==, 1);
  g_assert_cmpuint (self->n_content, ==, 1);
  g_assert_false (normlab_pages_get_has_content (self->pages));
  g_assert_null (normlab_page_create_snapshot (NORMLAB_PAGE (second), NORMLAB_PAGE_PURPOSE_FILE));

  /* That of another page is no concern of this one. */
  set_has_content (first, FALSE);
  g_assert_cmpuint (self->n_content, ==, 1);
  assert_shows (self, "empty");
  set_has_content (second, TRUE);
  assert_shows (self, "second");

  normlab_pages_set_visible_page (self->pages, NORMLAB_PAGE (first));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (other)));
  assert_shows (self, "first");
}

/* A page that has a preview alone can be gone to, and comes in nobody else's way. */
static void
test_preview (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  TestPage *first = add (self, "first");
  TestPage *second = add (self, "second");
  GtkWidget *buttons[3];

  add (self, "third");
  normlab_pages_set_plan (self->pages, plan);
  g_assert_cmpuint (first->n_plans, ==, 1);
  buttons[0] = gtk_widget_get_first_child (get_switcher (self));
  buttons[1] = gtk_widget_get_next_sibling (buttons[0]);
  buttons[2] = gtk_widget_get_next_sibling (buttons[1]);
  second->is_preview = TRUE;
  set_has_content (second, TRUE);
  assert_shows (self, "empty");
  g_assert_true (gtk_widget_get_visible (get_switcher (self)));
  g_assert_true (gtk_widget_get_sensitive (buttons[0]));
  g_assert_true (gtk_widget_get_sensitive (buttons[1]));
  g_assert_false (gtk_widget_get_sensitive (buttons[2]));
  g_signal_emit_by_name (buttons[1], "clicked");
  assert_shows (self, "second");
  g_assert_true (normlab_pages_get_has_content (self->pages));
  g_signal_emit_by_name (buttons[0], "clicked");
  assert_shows (self, "empty");

  set_has_content (first, TRUE);
  assert_shows (self, "first");
  g_assert_true (gtk_widget_get_sensitive (buttons[2]));
}

/* What a page leaves out does nothing. */
static void
test_least (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabLab) lab = normlab_lab_new (1, NULL);
  TestPage *page = add (self, "first");
  g_autofree char *summary = normlab_page_get_summary (NORMLAB_PAGE (page));
  guint n = 7;

  g_assert_cmpstr (summary, ==, "first");
  normlab_page_set_up (NORMLAB_PAGE (page), lab, NULL);
  g_assert_cmpuint (page->n_set_up, ==, 1);
  normlab_pages_set_highlighted (self->pages, NULL);
  normlab_pages_set_scale (self->pages, 1.6);
  normlab_page_reset_zoom (NORMLAB_PAGE (page));
  normlab_page_get_keys (NORMLAB_PAGE (page), &n);
  g_assert_cmpuint (n, ==, 0);
}

/* The page of curves, in the window */

static NormlabPages *
find_pages (NormlabTestWindow *self)
{
  return NORMLAB_PAGES (normlab_test_ui_find (GTK_WIDGET (self->window), NORMLAB_TYPE_PAGES, NULL));
}

static cairo_surface_t *
paint (NormlabPageSnapshot *snapshot)
{
  const NormlabPicture *picture = normlab_page_snapshot_get_picture (snapshot);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) picture->width,
                                                         (int) picture->height);
  cairo_t *cr = cairo_create (surface);

  normlab_picture_draw (picture, cr, picture->width, picture->height);
  cairo_destroy (cr);
  return surface;
}

static gboolean
has_more (gpointer item)
{
  return normlab_run_get_n_samples (normlab_run_item_get_run (item))
         >= 5 + GPOINTER_TO_UINT (g_object_get_data (item, "samples"));
}

/* What is being printed stays as it is while training goes on; taking it changes nothing on
 * screen. */
static void
test_curves_snapshot (NormlabTestWindow *self, gconstpointer data)
{
  NormlabPage *page = normlab_pages_get_visible_page (find_pages (self));
  g_autoptr (NormlabPageSnapshot) snapshot = NULL;
  g_autoptr (NormlabPageSnapshot) later = NULL;
  cairo_surface_t *before, *after, *other;
  NormlabRunItem *item;

  g_assert_null (normlab_page_create_snapshot (page, NORMLAB_PAGE_PURPOSE_PAPER));
  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=1000000\n");
  normlab_test_window_activate (self, "train");
  item = normlab_test_window_get_item (self, 0);
  normlab_test_ui_wait (normlab_test_window_has_sample, item, 20);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 2);

  snapshot = normlab_page_create_snapshot (page, NORMLAB_PAGE_PURPOSE_PAPER);
  g_assert_cmpstr (normlab_page_snapshot_get_stem (snapshot), ==, "accuracy");
  before = paint (snapshot);
  g_object_set_data (
      G_OBJECT (item), "samples",
      GUINT_TO_POINTER (normlab_run_get_n_samples (normlab_run_item_get_run (item))));
  normlab_test_ui_wait (has_more, item, 20);
  after = paint (snapshot);
  g_assert_cmpuint (normlab_test_chart_count_differences (before, after, 0, G_MAXINT, 0), ==, 0);
  later = normlab_page_create_snapshot (page, NORMLAB_PAGE_PURPOSE_PAPER);
  other = paint (later);
  g_assert_cmpuint (normlab_test_chart_count_differences (before, other, 0, G_MAXINT, 0), >, 0);

  normlab_test_window_activate (self, "stop");
  normlab_test_window_wait_done (self);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
  cairo_surface_destroy (other);
}

/* Files look the same whatever the window's scale; the clipboard has what is on screen. */
static void
test_curves_purposes (NormlabTestWindow *self, gconstpointer data)
{
  NormlabPage *page = normlab_pages_get_visible_page (find_pages (self));
  g_autofree char *summary = NULL;

  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=60\nbatch-norm=on;off\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_window_activate (self, "switch-metric");
  for (guint purpose = 0; purpose <= NORMLAB_PAGE_PURPOSE_PAPER; purpose++)
    {
      g_autoptr (NormlabPageSnapshot) plain = normlab_page_create_snapshot (page, purpose);
      g_autoptr (NormlabPageSnapshot) scaled = NULL;
      g_autoptr (NormlabChartLayout) a = normlab_chart_snapshot_lay_out (plain, 600, 400);
      g_autoptr (NormlabChartLayout) b = NULL;

      normlab_pages_set_scale (find_pages (self), 1.5);
      scaled = normlab_page_create_snapshot (page, purpose);
      normlab_pages_set_scale (find_pages (self), 1);
      b = normlab_chart_snapshot_lay_out (scaled, 600, 400);
      g_assert_cmpfloat (a->style.background.red, ==, 1);
      g_assert_cmpfloat_with_epsilon (
          b->style.font_size, a->style.font_size * (purpose == NORMLAB_PAGE_PURPOSE_FILE ? 1 : 1.5),
          1e-9);
      g_assert_cmpstr (normlab_page_snapshot_get_stem (plain), ==, "loss");
      g_assert_nonnull (a->model->caption);
    }
  summary = normlab_page_get_summary (page);
  g_assert_nonnull (strstr (summary, "2 networks"));
}

/* Hidden runs are no content that is lost: the frame can still be exported. */
static void
test_curves_hidden (NormlabTestWindow *self, gconstpointer data)
{
  NormlabPage *page = normlab_pages_get_visible_page (find_pages (self));
  g_autoptr (NormlabPageSnapshot) snapshot = NULL;

  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=60\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_run_item_set_shown (normlab_test_window_get_item (self, 0), FALSE);
  snapshot = normlab_page_create_snapshot (page, NORMLAB_PAGE_PURPOSE_FILE);
  g_assert_nonnull (snapshot);
  cairo_surface_destroy (paint (snapshot));
  normlab_test_window_activate (self, "copy-chart");
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/pages/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("hovered", test_hovered);
  ADD ("single", test_single);
  ADD ("two", test_two);
  ADD ("preview", test_preview);
  ADD ("least", test_least);
#undef ADD
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/pages/curves/" name, NormlabTestWindow, NULL, normlab_test_window_set_up,       \
              function, normlab_test_window_tear_down)
  ADD ("snapshot", test_curves_snapshot);
  ADD ("purposes", test_curves_purposes);
  ADD ("hidden", test_curves_hidden);
  return g_test_run ();
}
