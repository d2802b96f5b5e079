/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-insights.h"

#include "normlab-insight.h"

struct _NormlabInsights
{
  GObject parent_instance;

  NormlabLab *lab;
  NormlabInsightAim aim;
  GPtrArray *insights; /* of NormlabInsight */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabInsights, normlab_insights, G_TYPE_OBJECT)

static GPtrArray *
insights_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_insight_free);
}

static void
on_changed (gpointer owner)
{
  g_signal_emit (owner, signals[CHANGED], 0);
}

/* Runs have gone on. */
static void
on_advanced (NormlabInsights *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->insights->len; i++)
    if (normlab_insight_advance (g_ptr_array_index (self->insights, i)))
      changed = TRUE;
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
refresh (NormlabInsights *self)
{
  for (guint i = 0; i < self->insights->len; i++)
    normlab_insight_update (g_ptr_array_index (self->insights, i));
  g_signal_emit (self, signals[CHANGED], 0);
}

static NormlabInsight *
find (NormlabInsights *self, NormlabRunItem *item)
{
  for (guint i = 0; i < self->insights->len; i++)
    {
      NormlabInsight *insight = g_ptr_array_index (self->insights, i);

      if (normlab_insight_get_item (insight) == item)
        return insight;
    }
  return NULL;
}

static void
normlab_insights_dispose (GObject *object)
{
  NormlabInsights *self = NORMLAB_INSIGHTS (object);

  if (self->lab != NULL)
    g_signal_handlers_disconnect_by_data (self->lab, self);
  g_clear_pointer (&self->insights, g_ptr_array_unref);
  g_clear_object (&self->lab);

  G_OBJECT_CLASS (normlab_insights_parent_class)->dispose (object);
}

static void
normlab_insights_class_init (NormlabInsightsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_insights_dispose;

  signals[CHANGED] = g_signal_new ("changed", NORMLAB_TYPE_INSIGHTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
normlab_insights_init (NormlabInsights *self)
{
  self->insights = insights_new ();
  self->aim.step = NORMLAB_INSIGHTS_LIVE;
  self->aim.probing = TRUE;
}

NormlabInsights *
normlab_insights_new (NormlabLab *lab)
{
  NormlabInsights *self;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);

  self = g_object_new (NORMLAB_TYPE_INSIGHTS, NULL);
  self->lab = g_object_ref (lab);
  self->aim.lab = lab;
  g_signal_connect_object (lab, "advanced", G_CALLBACK (on_advanced), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "data-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return self;
}

/* What is known of those that are looked at further on is kept. */
static void
set_items (NormlabInsights *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->insights);

  self->insights = insights_new ();
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      NormlabRunItem *item = g_ptr_array_index (items, i);
      NormlabInsight *insight = NULL;

      for (guint j = 0; j < before->len && insight == NULL; j++)
        if (normlab_insight_get_item (g_ptr_array_index (before, j)) == item)
          insight = g_ptr_array_steal_index (before, j);
      if (insight == NULL)
        insight = normlab_insight_new (item, &self->aim, on_changed, self);
      g_ptr_array_add (self->insights, insight);
    }
}

void
normlab_insights_set_probing (NormlabInsights *self, gboolean probing)
{
  g_return_if_fail (NORMLAB_IS_INSIGHTS (self));
  g_return_if_fail (self->insights->len == 0);

  self->aim.probing = probing;
}

void
normlab_insights_look (NormlabInsights *self, GPtrArray *items, guint step)
{
  g_return_if_fail (NORMLAB_IS_INSIGHTS (self));

  self->aim.step = step;
  set_items (self, items);
  refresh (self);
}

void
normlab_insights_set_n_places (NormlabInsights *self, guint n_places)
{
  g_return_if_fail (NORMLAB_IS_INSIGHTS (self));
  g_return_if_fail (n_places <= NORMLAB_INSIGHTS_MAX_PLACES);

  self->aim.n_places = n_places;
}

NormlabInsightState
normlab_insights_get_state (NormlabInsights *self, NormlabRunItem *item)
{
  NormlabInsight *insight;

  g_return_val_if_fail (NORMLAB_IS_INSIGHTS (self), NORMLAB_INSIGHT_NONE);

  insight = find (self, item);
  return insight != NULL ? normlab_insight_get_state (insight) : NORMLAB_INSIGHT_NONE;
}

const char *
normlab_insights_get_message (NormlabInsights *self, NormlabRunItem *item)
{
  NormlabInsight *insight;

  g_return_val_if_fail (NORMLAB_IS_INSIGHTS (self), NULL);

  insight = find (self, item);
  return insight != NULL ? normlab_insight_get_message (insight) : NULL;
}

const NormlabProbe *
normlab_insights_get_probe (NormlabInsights *self, NormlabRunItem *item)
{
  NormlabInsight *insight;

  g_return_val_if_fail (NORMLAB_IS_INSIGHTS (self), NULL);

  insight = find (self, item);
  return insight != NULL ? normlab_insight_get_probe (insight) : NULL;
}

static int
compare_probes (gconstpointer a, gconstpointer b)
{
  const NormlabProbe *probe_a = *(const NormlabProbe *const *) a;
  const NormlabProbe *probe_b = *(const NormlabProbe *const *) b;

  return (probe_a->step > probe_b->step) - (probe_a->step < probe_b->step);
}

static void
add_probes (GPtrArray *probes, NormlabRun *run, guint last)
{
  for (guint i = 0; i < normlab_run_get_n_probes (run); i++)
    if (normlab_run_get_probe (run, i)->step <= last)
      g_ptr_array_add (probes, (gpointer) normlab_run_get_probe (run, i));
}

void
normlab_insights_list_probes (NormlabInsights *self, NormlabRunItem *item, GPtrArray *probes)
{
  const NormlabInsight *insight;
  const NormlabProbe *shown;

  g_return_if_fail (NORMLAB_IS_INSIGHTS (self));
  g_return_if_fail (probes != NULL && probes->len == 0);

  insight = find (self, item);
  shown = insight != NULL ? normlab_insight_get_probe (insight) : NULL;
  add_probes (probes, normlab_run_item_get_run (item),
              shown != NULL ? shown->step : (insight != NULL ? 0 : G_MAXUINT));
  if (shown != NULL)
    normlab_insight_add_probes (insight, probes, shown->step);
  g_ptr_array_sort (probes, compare_probes);
  for (guint i = probes->len; i > 1; i--)
    if (compare_probes (&probes->pdata[i - 1], &probes->pdata[i - 2]) == 0)
      g_ptr_array_remove_index (probes, i - 1);
}

NormlabCheckpoint *
normlab_insights_dup_checkpoint (NormlabInsights *self, NormlabRunItem *item)
{
  NormlabInsight *insight;

  g_return_val_if_fail (NORMLAB_IS_INSIGHTS (self), NULL);

  insight = find (self, item);
  return insight != NULL ? normlab_insight_dup_checkpoint (insight) : NULL;
}
