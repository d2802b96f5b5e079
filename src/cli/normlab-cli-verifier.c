/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-verifier.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-certificate.h"
#include "normlab-change.h"
#include "normlab-cli-progress.h"
#include "normlab-error.h"
#include "normlab-recipe-names.h"
#include "normlab-scheduler.h"
#include "normlab-text.h"
#include "normlab-weights.h"

/* How long a signal waits at most, and how often runs are drained at most, in µs. */
#define MAX_WAIT 50000
#define MIN_WAIT 5000
/* Characters of a checksum that are shown, of 64. */
#define SHOWN 16

NormlabCliVerified *
normlab_cli_verified_new (const char *place, NormlabRun *known)
{
  NormlabCliVerified *self = g_new0 (NormlabCliVerified, 1);

  self->place = g_strdup (place);
  self->known = g_object_ref (known);
  return self;
}

void
normlab_cli_verified_free (NormlabCliVerified *self)
{
  if (self == NULL)
    return;
  g_free (self->place);
  g_clear_pointer (&self->file, g_ref_string_release);
  g_object_unref (self->known);
  g_free (self->version);
  g_free (self->weights);
  g_free (self->data);
  normlab_difference_clear (&self->difference);
  g_free (self->message);
  g_free (self);
}

/* Checksums are long, and differ at once. */
static char *
shorten (const char *text)
{
  return strlen (text) == 64 ? g_strdup_printf ("%.*s…", SHOWN, text) : g_strdup (text);
}

static char *
describe_difference (const NormlabDifference *difference, gboolean verbose)
{
  g_autofree char *known = verbose ? g_strdup (difference->known) : shorten (difference->known);
  g_autofree char *again = verbose ? g_strdup (difference->again) : shorten (difference->again);

  if (difference->column == NULL)
    /* Translators: how a run has ended, twice: "finished at step 40", "diverged at step 35" */
    return g_strdup_printf (_("not the same: %s before, and %s when it is trained again"), known,
                            again);
  /* Translators: the name of a column, a step, two values */
  return g_strdup_printf (
      _("not the same: %s at step %u was %s, and is %s when it is trained again"),
      difference->column, difference->step, known, again);
}

gboolean
normlab_cli_verified_is_cut (const NormlabCliVerified *self)
{
  NormlabRunState state = normlab_run_get_state (self->known);

  return self->is_part && (state == NORMLAB_RUN_FINISHED || state == NORMLAB_RUN_DIVERGED);
}

gboolean
normlab_cli_verified_is_same (const NormlabCliVerified *self)
{
  return self->verdict == NORMLAB_CLI_VERIFIED_SAME && !normlab_cli_verified_is_cut (self);
}

/* Of what was stopped, or cut off, there is only so much. */
static char *
describe_same (const NormlabCliVerified *self)
{
  NormlabRun *known = self->known;
  NormlabRunState state = normlab_run_get_state (known);
  guint n = normlab_run_get_n_samples (known);

  if (normlab_cli_verified_is_cut (self))
    return g_strdup_printf (_("the same to the bit up to step %u, but not all of it is there"),
                            n > 0 ? normlab_run_get_samples (known)[n - 1].step : 0);
  if (state == NORMLAB_RUN_FINISHED || state == NORMLAB_RUN_DIVERGED)
    return g_strdup (_("the same to the bit"));
  return g_strdup_printf (_("the same to the bit up to step %u, for it was stopped"),
                          n > 0 ? normlab_run_get_samples (known)[n - 1].step : 0);
}

/* What its data are called there; NULL where that is what they are called here. */
static char *
get_other_label (const NormlabCliVerified *self)
{
  g_autofree char *said = normlab_text_for_message (
      normlab_data_id_get_label (normlab_run_get_data (self->known)), -1);

  return self->data != NULL && strcmp (self->data, said) != 0 ? g_steal_pointer (&said) : NULL;
}

static void
append_version (GString *text, const NormlabCliVerified *self)
{
  g_autofree char *version
      = self->version != NULL ? normlab_text_for_message (self->version, -1) : NULL;

  if (version != NULL && strcmp (version, PACKAGE_VERSION) != 0)
    /* Translators: the version of a program */
    g_string_append_printf (text, _(", of version %s"), version);
}

/* What of it is other than here, though it makes no difference. */
static char *
describe_others (const NormlabCliVerified *self)
{
  g_autofree char *label = get_other_label (self);
  GString *text = g_string_new (NULL);

  if (label != NULL)
    /* Translators: what a data set is called elsewhere */
    g_string_append_printf (text, _(", on data called “%s” there"), label);
  append_version (text, self);
  return g_string_free (text, FALSE);
}

/* "20–10 ReLU Xavier, mnist, test accuracy 0.95" */
static char *
describe_run (const NormlabCliVerified *self)
{
  NormlabRun *known = self->known;
  guint n = normlab_run_get_n_samples (known);
  float accuracy = n > 0 ? normlab_run_get_samples (known)[n - 1].test_accuracy : NAN;
  g_autofree char *name = normlab_recipe_get_name (normlab_run_get_recipe (known), 0, NULL);
  g_autofree char *label = get_other_label (self);
  g_autofree char *said
      = normlab_text_for_message (normlab_data_id_get_label (normlab_run_get_data (known)), -1);
  g_autofree char *number = normlab_text_from_float (accuracy);
  GString *text = g_string_new (name);

  if (label == NULL)
    g_string_append_printf (text, "%s%s", _(", "), said);
  else
    /* Translators: what a data set is called, and what it is called elsewhere */
    g_string_append_printf (text, _(", %s (there “%s”)"), self->data, label);
  if (!isnan (accuracy))
    /* Translators: a number from 0 to 1 */
    g_string_append_printf (text, _(", test accuracy %s"), number);
  append_version (text, self);
  return g_string_free (text, FALSE);
}

char *
normlab_cli_verified_describe (const NormlabCliVerified *self, gboolean verbose)
{
  g_autofree char *difference = NULL;
  g_autofree char *run = describe_run (self);
  g_autofree char *others = describe_others (self);
  const char *text = NULL;

  switch (self->verdict)
    {
    case NORMLAB_CLI_VERIFIED_SAME:
      text = difference = describe_same (self);
      break;
    case NORMLAB_CLI_VERIFIED_OTHER:
      text = difference = describe_difference (&self->difference, verbose);
      break;
    case NORMLAB_CLI_VERIFIED_NO_DATA:
      text = difference = g_strdup_printf (
          /* Translators: the name of a data set */
          _("not looked at, for it was trained on other data (%s); say with --data where they "
             "lie"),
          normlab_data_id_get_label (normlab_run_get_data (self->known)));
      break;
    case NORMLAB_CLI_VERIFIED_FAILED:
      text = self->message;
      break;
    case NORMLAB_CLI_VERIFIED_NOT:
    default:
      text = _("not looked at");
    }
  if (normlab_cli_verified_is_same (self) && !verbose)
    return g_strconcat (text, others, NULL);
  /* Translators: what was found about a run, and what it is */
  return g_strdup_printf (_("%s (%s)"), text, run);
}

/* What is trained again of a run. */
typedef struct
{
  NormlabCliVerified *its;
  NormlabRun *run;
  guint n_compared;
} Task;

typedef struct
{
  GArray *tasks;     /* of Task, those that are still open */
  GPtrArray *runs;   /* of NormlabRun, all of them, as the next */
  GPtrArray *places; /* of char * */
  NormlabScheduler *scheduler;
  NormlabReplay *replay; /* nullable: of who has to look at weights */
  NormlabScratch scratch;
  NormlabStop stop;
} Verifier;

static guint
find_divisor (guint a, guint b)
{
  while (b > 0)
    {
      guint rest = a % b;

      a = b;
      b = rest;
    }
  return a;
}

/* How it is trained again: to the same bits, and measured wherever it was before, which may have
 * been at the end of steps that it once had. Of a certificate that is the end alone. (Where a run
 * diverges is noticed when it is measured, so there nothing is changed.) */
static NormlabRecipe
get_recipe (const NormlabCliVerified *its)
{
  NormlabRun *known = its->known;
  const NormlabSample *samples = normlab_run_get_samples (known);
  NormlabRecipe recipe = *normlab_run_get_recipe (known);

  if (normlab_run_get_state (known) == NORMLAB_RUN_DIVERGED)
    return recipe;
  if (its->weights != NULL)
    recipe.interval = recipe.iterations;
  for (guint i = 0; i < normlab_run_get_n_samples (known); i++)
    if (samples[i].step != recipe.iterations
        && samples[i].step != normlab_recipe_get_origin (&recipe))
      recipe.interval = find_divisor (recipe.interval, samples[i].step);
  return recipe;
}

static NormlabDataset *
find_dataset (GPtrArray *datasets, NormlabRun *known)
{
  for (guint i = 0; i < datasets->len; i++)
    {
      NormlabDataset *dataset = g_ptr_array_index (datasets, i);

      if (normlab_data_id_accepts (normlab_run_get_data (known), normlab_dataset_get_id (dataset)))
        return dataset;
    }
  return NULL;
}

static void
fail (NormlabCliVerified *its, const char *message)
{
  its->verdict = NORMLAB_CLI_VERIFIED_FAILED;
  its->message = g_strdup (message);
}

static void
add_task (Verifier *self, NormlabCliVerified *its, NormlabDataset *dataset)
{
  const NormlabRecipe recipe = get_recipe (its);
  g_autoptr (GError) error = NULL;
  Task task = { .its = its };

  if (!normlab_trainer_check_images (&recipe, dataset, &error))
    {
      fail (its, error->message);
      return;
    }
  task.run = normlab_run_new (&recipe, dataset);
  normlab_run_set_measures (task.run, normlab_run_get_measures (its->known));
  g_ptr_array_add (self->runs, task.run);
  g_ptr_array_add (self->places, g_strdup (its->place));
  g_array_append_val (self->tasks, task);
}

char *
normlab_cli_verifier_find_weights (NormlabReplay *replay,
                                   NormlabRun *run,
                                   NormlabScratch *scratch,
                                   NormlabStop stop,
                                   GError **error)
{
  g_autoptr (NormlabTrainer) trainer = normlab_replay_seek (
      replay, run, normlab_run_get_recipe (run), normlab_run_get_dataset (run),
      normlab_certificate_get_weights_step (run), scratch, stop, error);

  return trainer != NULL ? normlab_weights_get_checksum (trainer) : NULL;
}

/* All that was measured is the same; so must be the weights. */
static void
compare_weights (Verifier *self, Task *task)
{
  NormlabCliVerified *its = task->its;
  g_autoptr (GError) error = NULL;
  g_autofree char *weights = normlab_cli_verifier_find_weights (self->replay, task->run,
                                                                &self->scratch, self->stop, &error);

  if (weights == NULL && g_error_matches (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED))
    return;
  if (weights == NULL)
    {
      fail (its, error->message);
      return;
    }
  its->verdict = NORMLAB_CLI_VERIFIED_SAME;
  if (strcmp (weights, its->weights) == 0)
    return;
  its->verdict = NORMLAB_CLI_VERIFIED_OTHER;
  its->difference = (NormlabDifference){
    .step = normlab_certificate_get_weights_step (task->run),
    .column = "weights",
    .known = g_strdup (its->weights),
    .again = g_steal_pointer (&weights),
  };
}

/* Whether there is nothing more to find out. */
static gboolean
look_at (Verifier *self, Task *task)
{
  NormlabCliVerified *its = task->its;
  NormlabRunState state = normlab_run_get_state (task->run);

  switch (
      normlab_run_compare (its->known, task->run, its->source, &task->n_compared, &its->difference))
    {
    case NORMLAB_COMPARED_OTHER:
      its->verdict = NORMLAB_CLI_VERIFIED_OTHER;
      return TRUE;
    case NORMLAB_COMPARED_SAME:
      if (its->weights != NULL)
        compare_weights (self, task);
      else
        its->verdict = NORMLAB_CLI_VERIFIED_SAME;
      return TRUE;
    case NORMLAB_COMPARED_SO_FAR:
    default:
      if (state == NORMLAB_RUN_FAILED)
        fail (its, normlab_run_get_message (task->run));
      return normlab_run_state_is_final (state);
    }
}

static void
look_at_all (Verifier *self)
{
  for (guint i = self->tasks->len; i-- > 0;)
    {
      Task *task = &g_array_index (self->tasks, Task, i);

      if (!look_at (self, task))
        continue;
      normlab_scheduler_remove (self->scheduler, task->run);
      g_array_remove_index_fast (self->tasks, i);
    }
}

static void
verify (Verifier *self, gboolean show_progress, NormlabCliSignals *signals)
{
  g_autoptr (NormlabCliProgress) progress
      = normlab_cli_progress_new (self->runs, self->places, show_progress);

  for (guint i = 0; i < self->tasks->len; i++)
    normlab_scheduler_add (self->scheduler, g_array_index (self->tasks, Task, i).run);
  while (self->tasks->len > 0 && normlab_cli_signals_get_received (signals) == 0)
    {
      normlab_scheduler_wait (self->scheduler, MAX_WAIT);
      g_usleep (MIN_WAIT);
      normlab_scheduler_drain (self->scheduler);
      look_at_all (self);
      normlab_cli_progress_update (progress);
    }
  normlab_cli_progress_clear (progress);
}

static gboolean
has_anything (const NormlabCliVerified *its)
{
  return normlab_run_get_n_samples (its->known) > 0 || its->weights != NULL
         || normlab_run_get_state (its->known) == NORMLAB_RUN_DIVERGED;
}

static void
add_tasks (Verifier *self, GPtrArray *runs, GPtrArray *datasets)
{
  for (guint i = 0; i < runs->len; i++)
    {
      NormlabCliVerified *its = g_ptr_array_index (runs, i);
      NormlabDataset *dataset = find_dataset (datasets, its->known);

      if (*normlab_data_id_get_checksum (normlab_run_get_data (its->known)) == '\0')
        fail (its, _("it does not say by a checksum which data it was trained on"));
      else if (!has_anything (its))
        fail (its, _("nothing of it was measured"));
      else if (dataset != NULL)
        {
          its->data = normlab_text_for_message (
              normlab_data_id_get_label (normlab_dataset_get_id (dataset)), -1);
          add_task (self, its, dataset);
        }
      else
        its->verdict = NORMLAB_CLI_VERIFIED_NO_DATA;
    }
}

static gboolean
needs_weights (GPtrArray *runs)
{
  for (guint i = 0; i < runs->len; i++)
    if (((const NormlabCliVerified *) g_ptr_array_index (runs, i))->weights != NULL)
      return TRUE;
  return FALSE;
}

gboolean
normlab_cli_verify_runs (GPtrArray *runs,
                         GPtrArray *datasets,
                         guint n_threads,
                         gboolean show_progress,
                         NormlabCliSignals *signals,
                         GError **error)
{
  g_autoptr (NormlabScheduler) scheduler = normlab_scheduler_new (n_threads, error);
  g_autoptr (NormlabReplay) replay
      = needs_weights (runs) ? normlab_replay_new (NORMLAB_REPLAY_BUDGET) : NULL;
  g_autoptr (GArray) tasks = g_array_new (FALSE, FALSE, sizeof (Task));
  g_autoptr (GPtrArray) trained = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_free);
  Verifier self = { .tasks = tasks,
                    .runs = trained,
                    .places = places,
                    .scheduler = scheduler,
                    .replay = replay,
                    .stop = normlab_cli_signals_get_stop (signals) };

  if (scheduler == NULL)
    return FALSE;
  if (replay != NULL)
    normlab_scheduler_set_replay (scheduler, replay);
  add_tasks (&self, runs, datasets);
  verify (&self, show_progress, signals);
  normlab_scratch_clear (&self.scratch);
  return TRUE;
}
