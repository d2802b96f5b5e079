/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-baseline.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-text.h"

struct _NormlabBaseline
{
  GObject parent_instance;

  GListModel *runs;
  NormlabRunItem **pinned; /* weak, each nullable */
  guint n_pinned;
  gboolean whole;
  NormlabRunItem *current; /* weak; nullable: the first of them that is listed */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabBaseline, normlab_baseline, G_TYPE_OBJECT)

static void
forget (NormlabBaseline *self)
{
  for (guint i = 0; i < self->n_pinned; i++)
    g_clear_weak_pointer (&self->pinned[i]);
  g_clear_pointer (&self->pinned, g_free);
  self->n_pinned = 0;
}

static void
on_group (NormlabBaseline *self)
{
  if (self->whole)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* TRUE where it is another one. */
static gboolean
set_current (NormlabBaseline *self, NormlabRunItem *item)
{
  if (self->current == item)
    return FALSE;
  if (self->current != NULL)
    g_signal_handlers_disconnect_by_func (self->current, on_group, self);
  g_set_weak_pointer (&self->current, item);
  if (item != NULL)
    g_signal_connect_object (item, "notify::group", G_CALLBACK (on_group), self, G_CONNECT_SWAPPED);
  return TRUE;
}

static void
normlab_baseline_dispose (GObject *object)
{
  NormlabBaseline *self = NORMLAB_BASELINE (object);

  forget (self);
  set_current (self, NULL);
  g_clear_object (&self->runs);

  G_OBJECT_CLASS (normlab_baseline_parent_class)->dispose (object);
}

static void
normlab_baseline_class_init (NormlabBaselineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_baseline_dispose;
  signals[CHANGED] = g_signal_new ("changed", NORMLAB_TYPE_BASELINE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
normlab_baseline_init (NormlabBaseline *self)
{
}

static NormlabRunItem *
find_listed (NormlabBaseline *self)
{
  for (guint i = 0; i < self->n_pinned; i++)
    for (guint r = 0; self->pinned[i] != NULL && r < g_list_model_get_n_items (self->runs); r++)
      {
        g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->runs, r);

        if (item == self->pinned[i])
          return item;
      }
  return NULL;
}

static void
on_runs_changed (NormlabBaseline *self)
{
  if (self->n_pinned > 0 && set_current (self, find_listed (self)))
    g_signal_emit (self, signals[CHANGED], 0);
}

NormlabBaseline *
normlab_baseline_new (GListModel *runs)
{
  NormlabBaseline *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (runs), NULL);

  self = g_object_new (NORMLAB_TYPE_BASELINE, NULL);
  self->runs = g_object_ref (runs);
  g_signal_connect_object (runs, "items-changed", G_CALLBACK (on_runs_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
normlab_baseline_set (NormlabBaseline *self, GPtrArray *items, gboolean whole)
{
  g_return_if_fail (NORMLAB_IS_BASELINE (self));

  forget (self);
  self->n_pinned = items != NULL ? items->len : 0;
  self->pinned = g_new0 (NormlabRunItem *, MAX (self->n_pinned, 1));
  for (guint i = 0; i < self->n_pinned; i++)
    g_set_weak_pointer (&self->pinned[i], g_ptr_array_index (items, i));
  self->whole = whole != FALSE;
  set_current (self, find_listed (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

void
normlab_baseline_pin (NormlabBaseline *self, NormlabRunItem *row)
{
  GPtrArray *members = row != NULL ? normlab_run_item_get_members (row) : NULL;
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();

  if (row != NULL)
    g_ptr_array_add (alone, row);
  normlab_baseline_set (self, members != NULL ? members : alone, members != NULL);
}

GPtrArray *
normlab_baseline_list (NormlabBaseline *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (NORMLAB_IS_BASELINE (self), items);

  for (guint i = 0; i < self->n_pinned; i++)
    if (self->pinned[i] != NULL)
      g_ptr_array_add (items, g_object_ref (self->pinned[i]));
  return items;
}

gboolean
normlab_baseline_get_whole (NormlabBaseline *self)
{
  g_return_val_if_fail (NORMLAB_IS_BASELINE (self), FALSE);

  return self->whole;
}

NormlabRunItem *
normlab_baseline_get (NormlabBaseline *self)
{
  NormlabRunItem *group;

  g_return_val_if_fail (NORMLAB_IS_BASELINE (self), NULL);

  group = self->current != NULL && self->whole ? normlab_run_item_get_group (self->current) : NULL;
  return group != NULL ? group : self->current;
}

/* As many digits as the values of the table have. */
static char *
format_difference (double difference)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double size = fabs (difference);

  g_ascii_formatd (buffer, sizeof buffer, size < 10 ? "%.4f" : size < 1000 ? "%.2f" : "%.1e", size);
  return g_strconcat (difference < 0 ? "−" : "+", buffer, NULL);
}

char *
normlab_baseline_describe (NormlabBaseline *self, NormlabRunItem *item, NormlabMetric metric)
{
  NormlabRunItem *baseline = normlab_baseline_get (self);
  double difference;

  if (baseline == NULL)
    return g_strdup ("–");
  if (item == baseline)
    /* Translators: in place of a run's difference to that run with which all others are compared:
     * it is that itself */
    return g_strdup (C_("difference", "baseline"));
  difference
      = normlab_run_item_get_value (item, metric) - normlab_run_item_get_value (baseline, metric);
  return isfinite (difference) ? format_difference (difference) : g_strdup ("–");
}

char *
normlab_baseline_describe_all (NormlabBaseline *self, NormlabRunItem *item)
{
  NormlabRunItem *baseline = normlab_baseline_get (self);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = NULL;

  if (baseline == NULL || item == baseline)
    return NULL;
  name = normlab_text_for_message (normlab_run_item_get_name (baseline), -1);
  /* Translators: above differences of values; a run's name */
  g_string_append_printf (text, _("Difference from the baseline “%s”:"), name);
  for (guint i = 0; i < normlab_n_metrics; i++)
    {
      g_autofree char *difference = normlab_baseline_describe (self, item, (NormlabMetric) i);

      if (g_strcmp0 (difference, "–") != 0)
        /* Translators: what is measured, and its value */
        g_string_append_printf (text, _("\n%s: %s"), _(normlab_metrics[i].title), difference);
    }
  return g_strdup (text->str);
}

char *
normlab_baseline_to_text (NormlabBaseline *self)
{
  g_return_val_if_fail (NORMLAB_IS_BASELINE (self), NULL);

  if (self->current == NULL)
    return g_strdup ("");
  return g_strdup_printf ("%u%s", normlab_run_item_get_number (self->current),
                          self->whole ? "+" : "");
}

gboolean
normlab_baseline_parse (const char *text, guint *number, gboolean *whole)
{
  g_autofree char *digits = g_strdup (text != NULL ? text : "");
  guint64 value;

  *whole = g_str_has_suffix (digits, "+");
  if (*whole)
    digits[strlen (digits) - 1] = '\0';
  if (!g_ascii_string_to_unsigned (digits, 10, 1, G_MAXUINT, &value, NULL))
    return FALSE;
  *number = (guint) value;
  return TRUE;
}
