/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-wrap-layout.h"

struct _NormlabWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
  int natural_children;
};

G_DEFINE_FINAL_TYPE (NormlabWrapLayout, normlab_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

enum
{
  PROP_0,
  PROP_SPACING,
  PROP_NATURAL_CHILDREN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkWidget *
next_laid_out (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* A child as it would be in a layout of some width. */
typedef struct
{
  GtkWidget *widget;
  int width;
  int height;
} Child;

/* The line that begins with a child. */
typedef struct
{
  guint end; /* the child with which the next one begins */
  int height;
  int rest; /* the height of this line and of all further ones */
} Line;

/* The children in a layout of @width: natural, but no wider than there is room, and never less than
 * their minimum. */
static GArray *
measure_children (GtkWidget *widget, int width)
{
  GArray *children = g_array_new (FALSE, FALSE, sizeof (Child));

  for (GtkWidget *child = next_laid_out (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_laid_out (gtk_widget_get_next_sibling (child)))
    {
      Child measured = { .widget = child };
      int minimum, natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      measured.width = MAX (minimum, MIN (natural, width));
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, measured.width, NULL, &measured.height,
                          NULL, NULL);
      g_array_append_val (children, measured);
    }
  return children;
}

/* The line that had best begin with child @first, if @lines has those that begin after it. */
static Line
find_line (NormlabWrapLayout *self, GArray *children, GArray *lines, guint first, int width)
{
  Line best = { .rest = G_MAXINT };
  int x = 0, height = 0;

  for (guint i = first; i < children->len; i++)
    {
      const Child *child = &g_array_index (children, Child, i);
      int rest;

      if (i > first && x + child->width > width)
        break;
      x += child->width + self->spacing;
      height = MAX (height, child->height);
      rest = height;
      if (i + 1 < children->len)
        rest += self->spacing + g_array_index (lines, Line, i + 1).rest;
      if (rest <= best.rest)
        best = (Line){ .end = i + 1, .height = height, .rest = rest };
    }
  return best;
}

/* One entry for each child that could begin a line; lines lie where they need the least height, and
 * of such places as far on as they can. As all that fits into a width fits into a greater one, and
 * no child is higher there, a greater width never needs more height. GTK relies on it, and filling
 * line after line would break it where children differ in height. */
static GArray *
break_lines (NormlabWrapLayout *self, GArray *children, int width)
{
  GArray *lines = g_array_sized_new (FALSE, TRUE, sizeof (Line), children->len);

  g_array_set_size (lines, children->len);
  for (guint i = children->len; i-- > 0;)
    g_array_index (lines, Line, i) = find_line (self, children, lines, i, width);
  return lines;
}

static int
get_height (NormlabWrapLayout *self, GtkWidget *widget, int width)
{
  g_autoptr (GArray) children = measure_children (widget, width);
  g_autoptr (GArray) lines = break_lines (self, children, width);

  return lines->len > 0 ? g_array_index (lines, Line, 0).rest : 0;
}

/* The least width, from @least to @most, that needs no more than @height. */
static int
get_width (NormlabWrapLayout *self, GtkWidget *widget, int height, int least, int most)
{
  while (least < most)
    {
      int middle = least + (most - least) / 2;

      if (get_height (self, widget, middle) <= height)
        most = middle;
      else
        least = middle + 1;
    }
  return least;
}

/* Widths that ask for no height: of the widest child, of the longest line with as many children as
 * the layout would like to have in one, and of all children in a single line. */
static void
get_widths (NormlabWrapLayout *self, GtkWidget *widget, int *minimum, int *natural, int *whole)
{
  int line = 0;
  int n = 0;

  *minimum = *natural = *whole = 0;
  for (GtkWidget *child = next_laid_out (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_laid_out (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *whole += child_natural + (n > 0 ? self->spacing : 0);
      line = n++ % self->natural_children == 0 ? 0 : line + self->spacing;
      line += child_natural;
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, line);
    }
}

static GtkSizeRequestMode
normlab_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* A minimum for no size in particular is what the minimum for any size is at least: one line is as
 * low as it gets, and the widest child as narrow. */
static void
normlab_wrap_layout_measure (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  NormlabWrapLayout *self = NORMLAB_WRAP_LAYOUT (manager);
  int narrowest, usual, whole;

  get_widths (self, widget, &narrowest, &usual, &whole);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = for_size < 0 ? narrowest : get_width (self, widget, for_size, narrowest, whole);
      *natural = MAX (usual, *minimum);
    }
  else if (for_size < 0)
    {
      *minimum = get_height (self, widget, whole);
      *natural = get_height (self, widget, usual);
    }
  else
    {
      *minimum = *natural = get_height (self, widget, for_size);
    }
}

static void
normlab_wrap_layout_allocate (GtkLayoutManager *manager,
                              GtkWidget *widget,
                              int width,
                              int height,
                              int baseline)
{
  NormlabWrapLayout *self = NORMLAB_WRAP_LAYOUT (manager);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_autoptr (GArray) children = measure_children (widget, width);
  g_autoptr (GArray) lines = break_lines (self, children, width);
  int y = 0;

  for (guint i = 0; i < children->len;)
    {
      const Line *line = &g_array_index (lines, Line, i);
      int x = 0;

      for (; i < line->end; i++)
        {
          const Child *child = &g_array_index (children, Child, i);
          GtkAllocation place
              = { rtl ? width - x - child->width : x, y, child->width, line->height };

          gtk_widget_size_allocate (child->widget, &place, -1);
          x += child->width + self->spacing;
        }
      y += line->height + self->spacing;
    }
}

static void
normlab_wrap_layout_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NormlabWrapLayout *self = NORMLAB_WRAP_LAYOUT (object);

  switch (property)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_NATURAL_CHILDREN:
      g_value_set_int (value, self->natural_children);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
normlab_wrap_layout_set_property (GObject *object,
                                  guint property,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  NormlabWrapLayout *self = NORMLAB_WRAP_LAYOUT (object);

  int *field;

  switch (property)
    {
    case PROP_SPACING:
      field = &self->spacing;
      break;
    case PROP_NATURAL_CHILDREN:
      field = &self->natural_children;
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
      return;
    }
  if (*field == g_value_get_int (value))
    return;
  *field = g_value_get_int (value);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
  g_object_notify_by_pspec (object, pspec);
}

static void
normlab_wrap_layout_class_init (NormlabWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = normlab_wrap_layout_get_property;
  object_class->set_property = normlab_wrap_layout_set_property;
  layout_class->get_request_mode = normlab_wrap_layout_get_request_mode;
  layout_class->measure = normlab_wrap_layout_measure;
  layout_class->allocate = normlab_wrap_layout_allocate;

  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0, flags);
  properties[PROP_NATURAL_CHILDREN]
      = g_param_spec_int ("natural-children", NULL, NULL, 1, G_MAXINT16, 3, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
normlab_wrap_layout_init (NormlabWrapLayout *self)
{
  self->natural_children = 3;
}

GtkLayoutManager *
normlab_wrap_layout_new (int spacing)
{
  return g_object_new (NORMLAB_TYPE_WRAP_LAYOUT, "spacing", spacing, NULL);
}
