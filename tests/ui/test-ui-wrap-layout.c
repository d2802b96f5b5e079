/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-ui.h"

#include "normlab-wrap-layout.h"

/* Children side by side in several lines: what GTK is told of their size, and where they go. */

#define SPACING 6

/* One child per size; those of another height than their neighbours are what makes it hard. */
typedef struct
{
  int width;
  int height;
} Size;

static const Size equal[] = { { 90, 30 }, { 70, 30 }, { 160, 30 } };
static const Size mixed[] = { { 60, 10 }, { 60, 50 }, { 60, 50 }, { 30, 20 }, { 90, 40 } };

static GtkWidget *
wrap (const Size *sizes, guint n)
{
  GtkWidget *wrapping = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (wrapping, normlab_wrap_layout_new (SPACING));
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_widget_set_size_request (child, sizes[i].width, sizes[i].height);
      gtk_box_append (GTK_BOX (wrapping), child);
    }
  return g_object_ref_sink (wrapping);
}

/* Some that fit, and a text that is higher the less room it has. */
static GtkWidget *
wrap_text (void)
{
  GtkWidget *wrapping = wrap (equal, G_N_ELEMENTS (equal));
  GtkWidget *label = gtk_label_new ("A text of several words, which need several lines");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (wrapping), label);
  return wrapping;
}

/* The minimum; GTK's own check, that the natural size is no less, is also made here. */
static int
measure (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  int minimum, natural;

  gtk_widget_measure (widget, orientation, for_size, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <=, natural);
  return minimum;
}

/* What GTK takes for granted of a widget whose height depends on its width. */
static void
check_consistency (GtkWidget *widget, int enough)
{
  int narrowest = measure (widget, GTK_ORIENTATION_HORIZONTAL, -1);
  int lowest = measure (widget, GTK_ORIENTATION_VERTICAL, -1);
  int before = measure (widget, GTK_ORIENTATION_VERTICAL, narrowest);

  g_assert_cmpint (before, >, lowest);
  for (int width = narrowest; width <= enough; width++)
    {
      int height = measure (widget, GTK_ORIENTATION_VERTICAL, width);
      int width_back = measure (widget, GTK_ORIENTATION_HORIZONTAL, height);

      g_assert_cmpint (height, >=, lowest);
      g_assert_cmpint (height, <=, before);
      g_assert_cmpint (width_back, <=, width);
      g_assert_cmpint (measure (widget, GTK_ORIENTATION_VERTICAL, width_back), ==, height);
      before = height;
    }
  g_assert_cmpint (before, ==, lowest);
}

static void
test_consistency (void)
{
  GtkWidget *widgets[] = {
    wrap (equal, G_N_ELEMENTS (equal)),
    wrap (mixed, G_N_ELEMENTS (mixed)),
    wrap_text (),
  };

  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      check_consistency (widgets[i], 1200);
      g_object_unref (widgets[i]);
    }
}

static void
test_sizes (void)
{
  g_autoptr (GtkWidget) wrapping = wrap (equal, G_N_ELEMENTS (equal));
  const int lines[] = { 30, 2 * 30 + SPACING, 3 * 30 + 2 * SPACING };
  int natural;

  gtk_widget_measure (wrapping, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 90 + 70 + 160 + 2 * SPACING);
  g_assert_cmpint (measure (wrapping, GTK_ORIENTATION_HORIZONTAL, -1), ==, 160);
  g_assert_cmpint (measure (wrapping, GTK_ORIENTATION_VERTICAL, -1), ==, lines[0]);
  g_assert_cmpint (measure (wrapping, GTK_ORIENTATION_VERTICAL, natural), ==, lines[0]);
  g_assert_cmpint (measure (wrapping, GTK_ORIENTATION_VERTICAL, natural - 1), ==, lines[1]);
  g_assert_cmpint (measure (wrapping, GTK_ORIENTATION_VERTICAL, 165), ==, lines[2]);
  g_assert_cmpint (measure (wrapping, GTK_ORIENTATION_HORIZONTAL, lines[0]), ==, natural);
  g_assert_cmpint (measure (wrapping, GTK_ORIENTATION_HORIZONTAL, lines[1] - 1), ==, natural);
  g_assert_cmpint (measure (wrapping, GTK_ORIENTATION_HORIZONTAL, lines[1]), ==, 90 + 70 + SPACING);
  g_assert_cmpint (measure (wrapping, GTK_ORIENTATION_HORIZONTAL, lines[2]), ==, 160);

  /* The natural height is that in the natural width. */
  g_object_set (gtk_widget_get_layout_manager (wrapping), "natural-children", 1, NULL);
  gtk_widget_measure (wrapping, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, lines[2]);
}

/* The bar above the chart: beside something that does not wrap, as high as its only line. */
static void
test_in_a_bar (void)
{
  GtkWidget *bar = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  g_autoptr (GtkWidget) wrapping = wrap (equal, G_N_ELEMENTS (equal));
  GtkWidget *button = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  int minimum, natural;

  gtk_widget_set_size_request (button, 80, 30);
  gtk_widget_set_hexpand (wrapping, TRUE);
  gtk_widget_set_valign (wrapping, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (bar), wrapping);
  gtk_box_append (GTK_BOX (bar), button);

  gtk_widget_measure (bar, GTK_ORIENTATION_VERTICAL, 949, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 30);
  g_assert_cmpint (natural, ==, 30);
  check_consistency (bar, 1200);
  g_object_unref (bar);
}

/* The place of a child in its parent. */
static GdkRectangle
get_place (GtkWidget *child)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, gtk_widget_get_parent (child), &bounds));
  return (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                         (int) bounds.size.height };
}

/* Whether the children lie at these places, { x, y, width, height } each, in @width. */
static void
check_places (GtkWidget *wrapping, int width, const GdkRectangle *places)
{
  GtkWidget *child = gtk_widget_get_first_child (wrapping);
  int height = measure (wrapping, GTK_ORIENTATION_VERTICAL, width);

  gtk_widget_allocate (wrapping, width, height, -1, NULL);
  for (guint i = 0; child != NULL; i++, child = gtk_widget_get_next_sibling (child))
    {
      GdkRectangle place = get_place (child);

      if (!gdk_rectangle_equal (&place, &places[i]))
        g_error ("child %u lies at %d, %d; %d × %d", i, place.x, place.y, place.width,
                 place.height);
      g_assert_cmpint (place.y + place.height, <=, height);
    }
}

static void
test_places (void)
{
  g_autoptr (GtkWidget) wrapping = wrap (mixed, 4);
  GtkWidget *second = gtk_widget_get_next_sibling (gtk_widget_get_first_child (wrapping));

  /* Filling line by line would take two lines of 50. */
  check_places (wrapping, 130,
                (GdkRectangle[]){
                    { 0, 0, 60, 10 }, { 0, 16, 60, 50 }, { 66, 16, 60, 50 }, { 0, 72, 30, 20 } });
  gtk_widget_set_direction (wrapping, GTK_TEXT_DIR_RTL);
  check_places (
      wrapping, 130,
      (GdkRectangle[]){
          { 70, 0, 60, 10 }, { 70, 16, 60, 50 }, { 4, 16, 60, 50 }, { 100, 72, 30, 20 } });

  /* Without a hidden one. */
  gtk_widget_set_visible (second, FALSE);
  g_assert_cmpint (measure (wrapping, GTK_ORIENTATION_VERTICAL, -1), ==, 50);
  g_assert_cmpint (measure (wrapping, GTK_ORIENTATION_HORIZONTAL, 50), ==, 60 + 60 + 30 + 12);
}

/* Where two places need the same height, the first line is as full as it can be. */
static void
test_full_lines (void)
{
  g_autoptr (GtkWidget) wrapping = wrap (equal, G_N_ELEMENTS (equal));

  check_places (wrapping, 70 + SPACING + 160,
                (GdkRectangle[]){ { 0, 0, 90, 30 }, { 96, 0, 70, 30 }, { 0, 36, 160, 30 } });
}

static void
test_empty (void)
{
  g_autoptr (GtkWidget) wrapping = wrap (NULL, 0);

  g_assert_cmpint (measure (wrapping, GTK_ORIENTATION_HORIZONTAL, -1), ==, 0);
  g_assert_cmpint (measure (wrapping, GTK_ORIENTATION_VERTICAL, -1), ==, 0);
  g_assert_cmpint (measure (wrapping, GTK_ORIENTATION_VERTICAL, 100), ==, 0);
  g_assert_cmpint (measure (wrapping, GTK_ORIENTATION_HORIZONTAL, 100), ==, 0);
}

int
main (int argc, char **argv)
{
  normlab_test_ui_init (&argc, &argv);

  g_test_add_func ("/ui/wrap-layout/consistency", test_consistency);
  g_test_add_func ("/ui/wrap-layout/sizes", test_sizes);
  g_test_add_func ("/ui/wrap-layout/in-a-bar", test_in_a_bar);
  g_test_add_func ("/ui/wrap-layout/places", test_places);
  g_test_add_func ("/ui/wrap-layout/full-lines", test_full_lines);
  g_test_add_func ("/ui/wrap-layout/empty", test_empty);

  return g_test_run ();
}
