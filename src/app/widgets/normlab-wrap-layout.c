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

/* Natural, but no wider than there is room, and never less than its minimum. */
static int
get_child_width (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, width));
}

/* The first child that does not fit into a line of @width beginning with @first (NULL: all do), and
 * the height of that line. */
static GtkWidget *
get_line (NormlabWrapLayout *self, GtkWidget *first, int width, int *height)
{
  int x = 0;

  *height = 0;
  for (GtkWidget *child = first; child != NULL;
       child = next_laid_out (gtk_widget_get_next_sibling (child)))
    {
      int child_width = get_child_width (child, width);
      int child_height;

      if (child != first && x + child_width > width)
        return child;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &child_height, NULL,
                          NULL);
      *height = MAX (*height, child_height);
      x += child_width + self->spacing;
    }
  return NULL;
}

static int
get_height (NormlabWrapLayout *self, GtkWidget *widget, int width)
{
  GtkWidget *first = next_laid_out (gtk_widget_get_first_child (widget));
  int height = 0;

  while (first != NULL)
    {
      int line;

      first = get_line (self, first, width, &line);
      height += line + (first != NULL ? self->spacing : 0);
    }
  return height;
}

static GtkSizeRequestMode
normlab_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

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
  int widest = 0, line = 0, longest = 0;
  int n = 0;

  for (GtkWidget *child = next_laid_out (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_laid_out (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      widest = MAX (widest, child_minimum);
      line = n++ % self->natural_children == 0 ? 0 : line + self->spacing;
      line += child_natural;
      longest = MAX (longest, line);
    }

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = widest;
      *natural = MAX (longest, widest);
    }
  else
    {
      /* Asked for no width in particular, it answers for the narrowest, where it is highest. */
      *minimum = *natural = get_height (self, widget, for_size < 0 ? widest : for_size);
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
  GtkWidget *child = next_laid_out (gtk_widget_get_first_child (widget));
  int y = 0;

  while (child != NULL)
    {
      int x = 0, line;
      GtkWidget *end = get_line (self, child, width, &line);

      while (child != end)
        {
          int child_width = get_child_width (child, width);
          GtkAllocation place = { rtl ? width - x - child_width : x, y, child_width, line };

          gtk_widget_size_allocate (child, &place, -1);
          x += child_width + self->spacing;
          child = next_laid_out (gtk_widget_get_next_sibling (child));
        }
      y += line + self->spacing;
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
