/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-order.h"

#include "normlab-run-groups.h"

/* Rows that changed places more often could not be followed. */
#define PERIOD (250 * G_TIME_SPAN_MILLISECOND)

struct _NormlabRunOrder
{
  GObject parent_instance;

  GtkSorter *sorter; /* the view's */
  GtkSorter *rows;   /* by it, but for what belongs together */
  const NormlabRunColumn *columns;
  guint n_columns;
  guint used;       /* bit c is set when rows were compared by column c */
  guint descending; /* bit c is set when the view turns around what column c says */
  guint asked;      /* while the view is asked which: the columns that have answered */
  gboolean asking;
  gint64 last;       /* when it was sorted, µs */
  gboolean advanced; /* since then */
  gboolean renamed;
};

G_DEFINE_FINAL_TYPE (NormlabRunOrder, normlab_run_order, G_TYPE_OBJECT)

static void
normlab_run_order_dispose (GObject *object)
{
  NormlabRunOrder *self = NORMLAB_RUN_ORDER (object);

  g_clear_object (&self->sorter);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (normlab_run_order_parent_class)->dispose (object);
}

static void
normlab_run_order_class_init (NormlabRunOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_run_order_dispose;
}

static void
normlab_run_order_init (NormlabRunOrder *self)
{
}

/* The view compares rows by those columns that were chosen, one after another as long as they are
 * equal, and tells nobody which: whoever compares takes a note. */
typedef struct
{
  NormlabRunOrder *order;
  guint column;
} Comparison;

static void
comparison_free (gpointer data)
{
  Comparison *comparison = data;

  g_object_unref (comparison->order);
  g_free (comparison);
}

/* Of whatever it is asked, each column says once that the first is larger. */
static int
answer (NormlabRunOrder *self, guint bit)
{
  if (self->asked & bit)
    return 0;
  self->asked |= bit;
  return 1;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  Comparison *comparison = data;
  NormlabRunOrder *order = comparison->order;
  guint bit = 1u << comparison->column;

  if (order->asking)
    return answer (order, bit);
  order->used |= bit;
  return normlab_run_column_compare (&order->columns[comparison->column], (NormlabRunItem *) a,
                                     (NormlabRunItem *) b, (order->descending & bit) != 0);
}

/* Before GTK 4.10 the view does not say which columns descend; what it makes of their answers
 * does. What it is asked about is looked at by nobody. */
static void
find_descending (NormlabRunOrder *self)
{
  GtkOrdering ordering;

  self->asking = TRUE;
  self->asked = 0;
  self->descending = 0;
  do
    {
      guint before = self->asked;

      ordering = gtk_sorter_compare (self->sorter, self, self->sorter);
      if (ordering == GTK_ORDERING_SMALLER)
        self->descending |= self->asked & ~before;
    }
  while (ordering != GTK_ORDERING_EQUAL);
  self->asking = FALSE;
}

static void
on_sorter_changed (NormlabRunOrder *self)
{
  self->used = 0;
  find_descending (self);
  gtk_sorter_changed (self->rows, GTK_SORTER_CHANGE_DIFFERENT);
}

static int
compare_by_view (gconstpointer a, gconstpointer b, gpointer sorter)
{
  return gtk_ordering_from_cmpfunc ((int) gtk_sorter_compare (sorter, (gpointer) a, (gpointer) b));
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer sorter)
{
  return normlab_run_groups_compare ((gpointer) a, (gpointer) b, compare_by_view, sorter);
}

NormlabRunOrder *
normlab_run_order_new (GtkColumnView *view, const NormlabRunColumn *columns, guint n_columns)
{
  NormlabRunOrder *self = g_object_new (NORMLAB_TYPE_RUN_ORDER, NULL);

  /* Before whoever sorts hears of it. */
  self->sorter = g_object_ref (gtk_column_view_get_sorter (view));
  g_signal_connect_object (self->sorter, "changed", G_CALLBACK (on_sorter_changed), self,
                           G_CONNECT_SWAPPED);
  self->rows = GTK_SORTER (
      gtk_custom_sorter_new (compare_rows, g_object_ref (self->sorter), g_object_unref));
  self->columns = columns;
  self->n_columns = n_columns;
  for (guint c = 0; c < self->n_columns; c++)
    {
      g_autoptr (GtkColumnViewColumn) column
          = g_list_model_get_item (gtk_column_view_get_columns (view), c);
      g_autoptr (GtkSorter) sorter = NULL;
      Comparison *comparison = g_new (Comparison, 1);

      *comparison = (Comparison){ g_object_ref (self), c };
      sorter = GTK_SORTER (gtk_custom_sorter_new (compare, comparison, comparison_free));
      gtk_column_view_column_set_sorter (column, sorter);
    }
  return self;
}

GtkSorter *
normlab_run_order_get_sorter (NormlabRunOrder *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN_ORDER (self), NULL);

  return self->rows;
}

void
normlab_run_order_advance (NormlabRunOrder *self)
{
  g_return_if_fail (NORMLAB_IS_RUN_ORDER (self));

  self->advanced = TRUE;
}

void
normlab_run_order_rename (NormlabRunOrder *self)
{
  g_return_if_fail (NORMLAB_IS_RUN_ORDER (self));

  self->renamed = TRUE;
}

/* Whether the order may be another by now. */
static gboolean
is_doubtful (NormlabRunOrder *self)
{
  for (guint c = 0; c < self->n_columns; c++)
    {
      const NormlabRunColumn *column = &self->columns[c];

      if (self->used & 1u << c
          && ((self->renamed && column->fact == NORMLAB_RUN_FACT_NAME)
              || (self->advanced && normlab_run_column_is_changing (column))))
        return TRUE;
    }
  return FALSE;
}

gboolean
normlab_run_order_update (NormlabRunOrder *self, gint64 now)
{
  g_return_val_if_fail (NORMLAB_IS_RUN_ORDER (self), TRUE);

  if (is_doubtful (self))
    {
      if (now - self->last < PERIOD)
        return FALSE;
      self->last = now;
      gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
    }
  self->advanced = FALSE;
  self->renamed = FALSE;
  return TRUE;
}
