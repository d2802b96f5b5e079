/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-load.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-key-file.h"
#include "normlab-run-foreign.h"
#include "normlab-session-private.h"
#include "normlab-text.h"

/* What a run needs before it can be made. */
typedef struct
{
  NormlabRecipe recipe;
  NormlabMeasures measures;
  NormlabSessionRun note;
} Head;

static void
head_clear (Head *self)
{
  normlab_session_run_clear (&self->note);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Head, head_clear)

static gboolean
load_uint (GKeyFile *file,
           const char *group,
           const char *key,
           guint min,
           guint max,
           guint *value,
           GError **error)
{
  g_autofree char *text = normlab_key_file_get (file, group, key, error);
  g_autofree char *reason = NULL;

  if (text == NULL)
    return FALSE;
  if (normlab_text_to_uint (text, min, max, value))
    return TRUE;
  /* Translators: follows a value in quotes */
  reason = g_strdup_printf (_("is not a whole number from %u to %u"), min, max);
  return normlab_key_file_refuse (error, group, key, text, reason);
}

static gboolean
load_recipe (GKeyFile *file, const char *group, NormlabRecipe *recipe, GError **error)
{
  g_autoptr (GError) reason = NULL;

  *recipe = NORMLAB_RECIPE_DEFAULT;
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS && reason == NULL; d++)
    {
      const char *key = normlab_hyperparameter_get_key ((NormlabHyperparameter) d);
      g_autofree char *text = NULL;

      if (normlab_hyperparameter_get_info ((NormlabHyperparameter) d)->optional
          && !g_key_file_has_key (file, group, key, NULL))
        continue;
      text = normlab_key_file_get (file, group, key, error);
      if (text == NULL)
        return FALSE;
      normlab_recipe_set (recipe, (NormlabHyperparameter) d, text, &reason);
    }
  if (reason == NULL && normlab_recipe_validate (recipe, &reason))
    return TRUE;
  normlab_key_file_propagate (error, g_steal_pointer (&reason), group);
  return FALSE;
}

static gboolean
load_state (GKeyFile *file, const char *group, NormlabRunState *state, GError **error)
{
  g_autofree char *text = normlab_key_file_get (file, group, "State", error);

  if (text == NULL)
    return FALSE;
  if (!normlab_run_state_from_string (text, state))
    /* Translators: follows a value in quotes */
    return normlab_key_file_refuse (error, group, "State", text, _("is not a state of a run"));
  return TRUE;
}

char *
normlab_session_load_title (GKeyFile *file, const char *group, const char *key, GError **error)
{
  g_autofree char *text = normlab_key_file_get_text (file, group, key, error);

  return text != NULL ? normlab_text_for_title (text) : NULL;
}

/* One that need not be there, and then says no. */
static gboolean
load_flag (GKeyFile *file, const char *group, const char *key, gboolean *value, GError **error)
{
  g_autofree char *text = g_key_file_get_value (file, group, key, NULL);

  *value = g_strcmp0 (text, "true") == 0;
  return *value || text == NULL || strcmp (text, "false") == 0
         || normlab_key_file_refuse (error, group, key, text,
                                     /* Translators: follows a value in quotes */
                                     _("is neither “true” nor “false”"));
}

/* Where nothing else is measured there is nothing. */
static gboolean
load_measures (GKeyFile *file, const char *group, NormlabMeasures *measures, GError **error)
{
  g_autofree char *text = g_key_file_get_value (file, group, NORMLAB_SESSION_MEASURE, NULL);
  g_autoptr (GError) reason = NULL;

  if (text == NULL || normlab_measures_parse (text, measures, &reason))
    return TRUE;
  g_prefix_error (&reason, "%s: ", NORMLAB_SESSION_MEASURE);
  normlab_key_file_propagate (error, g_steal_pointer (&reason), group);
  return FALSE;
}

/* One that is empty stands in a record which says that there is none any more. */
static gboolean
load_run_title (GKeyFile *file, const char *group, char **title, GError **error)
{
  if (!g_key_file_has_key (file, group, "Title", NULL))
    return TRUE;
  *title = normlab_session_load_title (file, group, "Title", error);
  if (*title == NULL)
    return FALSE;
  if (**title == '\0')
    g_clear_pointer (title, g_free);
  return TRUE;
}

static gboolean
load_head (GKeyFile *file, const char *group, Head *head, GError **error)
{
  NormlabSessionRun *note = &head->note;
  g_autofree char *seconds = NULL;

  if (!(normlab_session_is_foreign (file, group)
            ? normlab_session_load_foreign_recipe (file, group, &head->recipe, error)
            : load_recipe (file, group, &head->recipe, error))
      || !load_measures (file, group, &head->measures, error)
      || !load_state (file, group, &note->state, error)
      || !load_uint (file, group, "Step", 0,
                     normlab_recipe_is_foreign (&head->recipe) ? G_MAXUINT
                                                               : head->recipe.iterations,
                     &note->step, error)
      || !load_flag (file, group, "Hidden", &note->hidden, error)
      || !load_run_title (file, group, &note->title, error))
    return FALSE;

  seconds = normlab_key_file_get (file, group, "Seconds", error);
  if (seconds == NULL)
    return FALSE;
  if (!normlab_text_to_double (seconds, &note->seconds))
    return normlab_key_file_refuse (error, group, "Seconds", seconds,
                                    /* Translators: follows a value in quotes */
                                    _("is not a number of seconds"));

  /* Of another program's run nobody knows it. */
  if (note->state == NORMLAB_RUN_DIVERGED)
    return load_uint (file, group, "DivergedLayer",
                      normlab_recipe_is_foreign (&head->recipe) ? 0 : 1, head->recipe.n_hidden + 1,
                      &note->diverged_layer, error);
  if (g_key_file_has_key (file, group, "DivergedLayer", NULL))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT,
                   _("[%s] DivergedLayer is there, but the run has not diverged"), group);
      return FALSE;
    }
  return TRUE;
}

/* The last four are newer than the first version. */
static gboolean
check_keys (GKeyFile *file, const char *group, gboolean first, GError **error)
{
  const char *known[NORMLAB_N_HYPERPARAMETERS + NORMLAB_SESSION_N_COLUMNS + 14]
      = { "State",
          "Step",
          "Seconds",
          "DivergedLayer",
          "Title",
          "Data",
          "DataPath",
          "DataChecksum",
          "Hidden",
          "Removed",
          NORMLAB_SESSION_MEASURE,
          "DataTrainingImages",
          "DataReading" };
  guint n = first ? 8 : 13;

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    known[n++] = normlab_hyperparameter_get_key ((NormlabHyperparameter) d);
  for (guint c = 0; c < NORMLAB_SESSION_N_COLUMNS; c++)
    known[n++] = normlab_session_columns[c];
  known[n] = NULL;
  return normlab_key_file_check_group (file, group, known, error);
}

static NormlabRun *
create_run (const Head *head, NormlabDataId *data, const GArray *samples)
{
  const NormlabSessionRun *note = &head->note;
  NormlabRun *run = normlab_run_new_from_history (
      &head->recipe, data,
      normlab_run_state_is_final (note->state) ? note->state : NORMLAB_RUN_STOPPED, note->step,
      note->seconds, note->diverged_layer, (const NormlabSample *) (gpointer) samples->data,
      samples->len);

  normlab_run_set_measures (run, &head->measures);
  normlab_run_set_title (run, note->title);
  return run;
}

static gboolean
load_foreign (NormlabSession *self,
              GKeyFile *file,
              const char *group,
              Head *head,
              NormlabProgress *progress,
              GError **error)
{
  NormlabForeign foreign
      = { .state = NORMLAB_FOREIGN_KEPT,
          .end = normlab_run_state_is_final (head->note.state) ? head->note.state
                                                               : NORMLAB_RUN_STOPPED };
  g_autoptr (NormlabRun) run = normlab_run_new_foreign (&head->recipe);

  if (!load_flag (file, group, NORMLAB_SESSION_NOT_FINITE, &foreign.not_finite, error)
      || !normlab_session_load_foreign_series (file, group, run, progress, error))
    return FALSE;
  normlab_run_set_foreign (run, &foreign);
  normlab_run_set_title (run, head->note.title);
  g_ptr_array_add (self->runs, g_steal_pointer (&run));
  g_array_append_val (self->notes, head->note);
  head->note.title = NULL;
  return TRUE;
}

gboolean
normlab_session_load_run (NormlabSession *self,
                          GKeyFile *file,
                          const char *group,
                          guint number,
                          gboolean first,
                          NormlabProgress *progress,
                          GError **error)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, TRUE, sizeof (NormlabSample));
  g_autoptr (NormlabDataId) data = NULL;
  g_auto (Head) head = { .note = { .number = number } };
  gboolean removed;

  if ((!normlab_session_is_foreign (file, group) && !check_keys (file, group, first, error))
      || !load_flag (file, group, "Removed", &removed, error))
    return FALSE;
  if (removed)
    return TRUE;
  if (!load_head (file, group, &head, error))
    return FALSE;
  if (normlab_recipe_is_foreign (&head.recipe))
    return load_foreign (self, file, group, &head, progress, error);
  data = normlab_session_load_run_data (file, group, self->data, error);
  if (data == NULL
      || (normlab_session_has_history (file, group, first)
          && !normlab_session_load_history (file, group, &head.measures, head.note.step, progress,
                                            samples, error)))
    return FALSE;
  g_ptr_array_add (self->runs, create_run (&head, data, samples));
  g_array_append_val (self->notes, head.note);
  head.note.title = NULL;
  return TRUE;
}
