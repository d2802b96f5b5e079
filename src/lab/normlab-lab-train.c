/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-change.h"
#include "normlab-lab-private.h"

/* Runs that a lab trains: how they come, and what workers are told to do with them. */

/* custom_name: nullable; else those that the runs have. The items, of the list now. */
static GPtrArray *
add_items (NormlabLab *self, GPtrArray *runs, const char *custom_name)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (runs, i);
      NormlabRunItem *item = normlab_run_item_new (run, ++self->n_added);
      g_autofree char *name
          = g_strdup (custom_name != NULL ? custom_name : normlab_run_get_title (run));

      normlab_run_item_set_custom_name (item, name);
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (self->runs, g_list_model_get_n_items (G_LIST_MODEL (self->runs)), 0,
                       items->pdata, items->len);
  normlab_lab_list_changed (self);
  return g_steal_pointer (&items);
}

/* Trained first, so that whoever is told of the list may already take them out again. */
static void
add_and_train (NormlabLab *self, GPtrArray *runs, const char *custom_name)
{
  g_autoptr (GPtrArray) items = NULL;

  if (self->scheduler == NULL)
    return;
  for (guint i = 0; i < runs->len; i++)
    normlab_scheduler_add (self->scheduler, g_ptr_array_index (runs, i));
  items = add_items (self, runs, custom_name);
}

void
normlab_lab_train (NormlabLab *self, GArray *recipes, NormlabDataset *dataset)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (NORMLAB_IS_LAB (self));
  g_return_if_fail (recipes != NULL && dataset != NULL);

  for (guint i = 0; i < recipes->len; i++)
    {
      NormlabRun *run = normlab_run_new (&g_array_index (recipes, NormlabRecipe, i), dataset);

      normlab_run_set_measures (run, &self->measures);
      g_ptr_array_add (runs, run);
    }
  if (runs->len > 0)
    add_and_train (self, runs, NULL);
}

void
normlab_lab_train_again (NormlabLab *self, NormlabRunItem *item, NormlabDataset *dataset)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRun *before, *run;
  NormlabMeasures measures;

  g_return_if_fail (NORMLAB_IS_LAB (self));
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (item) && dataset != NULL);

  before = normlab_run_item_get_run (item);
  run = normlab_run_new (normlab_run_get_recipe (before), dataset);
  measures = normlab_measures_join (normlab_run_get_measures (before), &self->measures);
  normlab_run_set_measures (run, &measures);
  g_ptr_array_add (runs, run);
  add_and_train (self, runs, normlab_run_item_get_custom_name (item));
}

/* What @run took up to @step; between two samples by the steps. */
static double
get_seconds_at (NormlabRun *run, guint step)
{
  const NormlabSample *samples = normlab_run_get_samples (run);
  NormlabSample before = { 0 };
  NormlabSample after
      = { .step = normlab_run_get_step (run), .seconds = normlab_run_get_seconds (run) };

  for (guint i = 0; i < normlab_run_get_n_samples (run); i++)
    {
      if (samples[i].step > step)
        {
          after = samples[i];
          break;
        }
      before = samples[i];
    }
  if (after.step <= before.step || step <= before.step)
    return before.seconds;
  return before.seconds
         + (after.seconds - before.seconds) * (MIN (step, after.step) - before.step)
               / (after.step - before.step);
}

void
normlab_lab_train_beside (NormlabLab *self,
                          NormlabRunItem *item,
                          GArray *recipes,
                          NormlabDataset *dataset)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRunItem *group = normlab_run_item_get_group (item);
  NormlabMeasures measures;

  g_return_if_fail (NORMLAB_IS_LAB (self));
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (item) && recipes != NULL && dataset != NULL);

  measures = normlab_measures_join (normlab_run_get_measures (normlab_run_item_get_run (item)),
                                    &self->measures);
  for (guint i = 0; i < recipes->len; i++)
    {
      NormlabRun *run = normlab_run_new (&g_array_index (recipes, NormlabRecipe, i), dataset);

      normlab_run_set_measures (run, &measures);
      g_ptr_array_add (runs, run);
    }
  if (runs->len > 0)
    add_and_train (self, runs, normlab_run_item_get_custom_name (group != NULL ? group : item));
}

void
normlab_lab_branch (NormlabLab *self,
                    NormlabRunItem *item,
                    const NormlabRecipe *recipe,
                    NormlabDataset *dataset)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRun *run;

  g_return_if_fail (NORMLAB_IS_LAB (self));
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (item) && recipe != NULL && dataset != NULL);

  run = normlab_run_new (recipe, dataset);
  normlab_run_set_measures (run, normlab_run_get_measures (normlab_run_item_get_run (item)));
  normlab_run_set_begin_seconds (
      run, get_seconds_at (normlab_run_item_get_run (item), normlab_recipe_get_origin (recipe)));
  normlab_replay_share (normlab_lab_get_replay (self), normlab_run_item_get_run (item), run,
                        normlab_recipe_get_origin (recipe), recipe->interval);
  g_ptr_array_add (runs, run);
  add_and_train (self, runs, NULL);
}

void
normlab_lab_go_on (NormlabLab *self,
                   NormlabRunItem *item,
                   NormlabDataset *dataset,
                   guint iterations)
{
  g_return_if_fail (NORMLAB_IS_LAB (self));
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (item) && dataset != NULL);

  if (self->scheduler == NULL)
    return;
  normlab_scheduler_revive (self->scheduler, normlab_run_item_get_run (item), dataset, iterations);
  normlab_lab_list_changed (self);
  /* It may have ended again when it is first drained: that it goes on is told before. */
  if (normlab_run_item_update (item))
    g_signal_emit_by_name (self, "advanced");
  normlab_lab_drain (self);
}

void
normlab_lab_add_ended (NormlabLab *self, GPtrArray *runs)
{
  g_autoptr (GPtrArray) items = NULL;

  g_return_if_fail (NORMLAB_IS_LAB (self));
  g_return_if_fail (runs != NULL);

  for (guint i = 0; i < runs->len; i++)
    g_return_if_fail (
        normlab_run_state_is_final (normlab_run_get_state (g_ptr_array_index (runs, i))));
  if (runs->len == 0)
    return;
  items = add_items (self, runs, NULL);
  g_signal_emit_by_name (self, "opened", items);
}

GPtrArray *
normlab_lab_add_watched (NormlabLab *self, GPtrArray *runs)
{
  g_return_val_if_fail (NORMLAB_IS_LAB (self), NULL);
  g_return_val_if_fail (runs != NULL, NULL);

  return add_items (self, runs, NULL);
}

void
normlab_lab_tell_advanced (NormlabLab *self)
{
  g_return_if_fail (NORMLAB_IS_LAB (self));

  g_signal_emit_by_name (self, "advanced");
}

/* Acts on @item's run, or on all that are listed, and sees to it that it shows at once. */
static void
act (NormlabLab *self,
     NormlabRunItem *item,
     void (*function) (NormlabScheduler *scheduler, NormlabRun *run))
{
  g_return_if_fail (NORMLAB_IS_LAB (self));
  g_return_if_fail (item == NULL || NORMLAB_IS_RUN_ITEM (item));

  if (self->scheduler == NULL)
    return;
  if (item != NULL || self->removed == NULL)
    function (self->scheduler, item != NULL ? normlab_run_item_get_run (item) : NULL);
  else
    {
      g_autoptr (GPtrArray) items = normlab_lab_list_items (self);

      /* Those that were removed stay as they are. */
      for (guint i = 0; i < items->len; i++)
        function (self->scheduler, normlab_run_item_get_run (g_ptr_array_index (items, i)));
    }
  normlab_lab_drain (self);
}

void
normlab_lab_pause (NormlabLab *self, NormlabRunItem *item)
{
  g_return_if_fail (NORMLAB_IS_LAB (self));

  /* All at once, so that they stand abreast; those that were removed are paused already. */
  if (item == NULL && self->scheduler != NULL)
    {
      normlab_scheduler_pause (self->scheduler, NULL);
      normlab_lab_drain (self);
    }
  else
    act (self, item, normlab_scheduler_pause);
}

void
normlab_lab_resume (NormlabLab *self, NormlabRunItem *item)
{
  act (self, item, normlab_scheduler_resume);
}

void
normlab_lab_step (NormlabLab *self, NormlabRunItem *item)
{
  act (self, item, normlab_scheduler_step);
}

void
normlab_lab_stop (NormlabLab *self, NormlabRunItem *item)
{
  act (self, item, normlab_scheduler_stop);
}
