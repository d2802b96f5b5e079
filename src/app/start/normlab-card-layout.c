/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-card-layout.h"

/* In ems of the text: the least width of a column, and the one that suits it. */
#define LEAST_WIDTH 14
#define GOOD_WIDTH 21
/* How many columns it had best have. */
#define GOOD_COLUMNS 3
#define SPACING 12

struct _NormlabCardLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (NormlabCardLayout, normlab_card_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef struct
{
  int n_columns;
  int width; /* of one */
} Columns;

static double
get_em (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72;
  return size;
}

static GtkWidget *
next_laid_out (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
get_first (GtkWidget *widget)
{
  return next_laid_out (gtk_widget_get_first_child (widget));
}

static GtkWidget *
get_next (GtkWidget *child)
{
  return next_laid_out (gtk_widget_get_next_sibling (child));
}

static int
count (GtkWidget *widget)
{
  int n = 0;

  for (GtkWidget *child = get_first (widget); child != NULL; child = get_next (child))
    n++;
  return n;
}

/* The width below which no child can be. */
static int
get_least_width (GtkWidget *widget)
{
  int least = 0;

  for (GtkWidget *child = get_first (widget); child != NULL; child = get_next (child))
    {
      int minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      least = MAX (least, minimum);
    }
  return least;
}

static Columns
divide (GtkWidget *widget, int width)
{
  int n = MAX (count (widget), 1);
  int least = MAX (get_least_width (widget), (int) (LEAST_WIDTH * get_em (widget)));
  int most = CLAMP ((width + SPACING) / (least + SPACING), 1, n);
  int n_rows = (n + most - 1) / most;
  int n_columns = (n + n_rows - 1) / n_rows;

  return (Columns){ n_columns, (width - (n_columns - 1) * SPACING) / n_columns };
}

/* The height of a row that begins with a child; that becomes the first of the next one. */
static int
measure_row (GtkWidget **first, const Columns *columns)
{
  int height = 0;

  for (int i = 0; i < columns->n_columns && *first != NULL; i++, *first = get_next (*first))
    {
      int minimum;

      gtk_widget_measure (*first, GTK_ORIENTATION_VERTICAL, columns->width, &minimum, NULL, NULL,
                          NULL);
      height = MAX (height, minimum);
    }
  return height;
}

static int
measure_height (GtkWidget *widget, int width)
{
  Columns columns = divide (widget, width);
  GtkWidget *child = get_first (widget);
  int height = 0;

  while (child != NULL)
    height += measure_row (&child, &columns) + SPACING;
  return MAX (height - SPACING, 0);
}

static GtkSizeRequestMode
normlab_card_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
normlab_card_layout_measure (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  int least = get_least_width (widget);
  int good = GOOD_COLUMNS * (int) (GOOD_WIDTH * get_em (widget)) + (GOOD_COLUMNS - 1) * SPACING;

  /* Who has more width than it wants gives it that, as it stands in the middle: then it is as high
   * as it is there. */
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural
        = measure_height (widget, for_size >= 0 ? MIN (for_size, MAX (least, good)) : good);
  else
    {
      *minimum = least;
      *natural = MAX (least, good);
    }
}

static void
normlab_card_layout_allocate (GtkLayoutManager *manager,
                              GtkWidget *widget,
                              int width,
                              int height,
                              int baseline)
{
  Columns columns = divide (widget, width);
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = get_first (widget);
  int y = 0;

  while (child != NULL)
    {
      GtkWidget *end = child;
      int row_height = measure_row (&end, &columns);

      for (int i = 0; child != end; i++, child = get_next (child))
        {
          int column = from_right ? columns.n_columns - 1 - i : i;
          const GtkAllocation place
              = { column * (columns.width + SPACING), y, columns.width, row_height };

          gtk_widget_size_allocate (child, &place, -1);
        }
      y += row_height + SPACING;
    }
}

static void
normlab_card_layout_class_init (NormlabCardLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = normlab_card_layout_get_request_mode;
  layout_class->measure = normlab_card_layout_measure;
  layout_class->allocate = normlab_card_layout_allocate;
}

static void
normlab_card_layout_init (NormlabCardLayout *self)
{
}

GtkLayoutManager *
normlab_card_layout_new (void)
{
  return g_object_new (NORMLAB_TYPE_CARD_LAYOUT, NULL);
}
