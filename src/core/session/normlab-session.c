/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-output.h"
#include "normlab-run-foreign.h"
#include "normlab-session-private.h"
#include "normlab-text.h"

/* Sessions as they are made and written. How they are read is in normlab-session-load.c. */

/* How much of writing it is to make the text. */
#define FORMATTED 0.8
/* In paths all but % may stand as it is; what is not UTF-8 is escaped too. */
#define PATH_CHARACTERS "!$&'()*+,/:;=@ []#?\"<>\\^`{|}"

void
normlab_session_run_init (NormlabSessionRun *self, NormlabRun *run, guint number)
{
  *self = (NormlabSessionRun){ .number = number,
                               .title = g_strdup (normlab_run_get_title (run)),
                               .state = normlab_run_get_state (run),
                               .step = normlab_run_get_step (run),
                               .diverged_layer = normlab_run_get_diverged_layer (run),
                               .seconds = normlab_run_get_seconds (run) };
}

void
normlab_session_run_clear (NormlabSessionRun *self)
{
  g_clear_pointer (&self->title, g_free);
}

static void
clear_note (gpointer note)
{
  normlab_session_run_clear (note);
}

GArray *
normlab_session_run_array_new (void)
{
  GArray *notes = g_array_new (FALSE, TRUE, sizeof (NormlabSessionRun));

  g_array_set_clear_func (notes, clear_note);
  return notes;
}

/* Those of the first run that is trained here. */
static NormlabDataId *
find_data (GPtrArray *runs)
{
  for (guint i = 0; i < runs->len; i++)
    if (!normlab_run_is_foreign (g_ptr_array_index (runs, i)))
      return normlab_data_id_ref (normlab_run_get_data (g_ptr_array_index (runs, i)));
  return normlab_data_id_new ("", NULL, NULL);
}

NormlabSession *
normlab_session_new (const char *title, GPtrArray *runs)
{
  NormlabSession *self;

  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (runs != NULL, NULL);

  self = g_new0 (NormlabSession, 1);
  self->title = normlab_text_for_title (title);
  self->data = find_data (runs);
  self->runs = g_ptr_array_new_full (runs->len, g_object_unref);
  self->notes = normlab_session_run_array_new ();
  self->view = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < runs->len; i++)
    {
      NormlabSessionRun note;

      g_ptr_array_add (self->runs, g_object_ref (g_ptr_array_index (runs, i)));
      normlab_session_run_init (&note, g_ptr_array_index (runs, i), i + 1);
      g_array_append_val (self->notes, note);
    }
  return self;
}

void
normlab_session_free (NormlabSession *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_clear_pointer (&self->data, normlab_data_id_unref);
  g_ptr_array_unref (self->runs);
  g_array_unref (self->notes);
  g_hash_table_unref (self->view);
  g_free (self);
}

NormlabSessionRun *
normlab_session_get_note (const NormlabSession *self, guint run)
{
  g_return_val_if_fail (run < self->notes->len, NULL);

  return &g_array_index (self->notes, NormlabSessionRun, run);
}

gboolean
normlab_session_is_interrupted (const NormlabSession *self)
{
  for (guint i = 0; i < self->notes->len; i++)
    if (!normlab_run_state_is_final (normlab_session_get_note (self, i)->state))
      return TRUE;
  return FALSE;
}

gboolean
normlab_session_has_column (const NormlabMeasures *measures, NormlabSessionColumn column)
{
  switch (column)
    {
    case NORMLAB_SESSION_TRAINING_SET_ACCURACY:
    case NORMLAB_SESSION_TRAINING_SET_LOSS:
      return measures->training;
    case NORMLAB_SESSION_TEST_LOSS:
      return measures->test_loss;
    case NORMLAB_SESSION_STEP:
    case NORMLAB_SESSION_TRAIN_ACCURACY:
    case NORMLAB_SESSION_TEST_ACCURACY:
    case NORMLAB_SESSION_LOSS:
    case NORMLAB_SESSION_SECONDS:
    default:
      return TRUE;
    }
}

guint
normlab_session_count_columns (const NormlabMeasures *measures, guint column)
{
  guint n = 0;

  for (guint c = 0; c < column; c++)
    n += normlab_session_has_column (measures, (NormlabSessionColumn) c);
  return n;
}

void
normlab_session_format_number (GString *text,
                               const NormlabSample *sample,
                               NormlabSessionColumn column)
{
  g_autofree char *number = NULL;

  switch (column)
    {
    case NORMLAB_SESSION_STEP:
      g_string_append_printf (text, "%u", sample->step);
      return;
    case NORMLAB_SESSION_TRAIN_ACCURACY:
      number = normlab_text_from_float (sample->train_accuracy);
      break;
    case NORMLAB_SESSION_TEST_ACCURACY:
      number = normlab_text_from_float (sample->test_accuracy);
      break;
    case NORMLAB_SESSION_LOSS:
      number = normlab_text_from_double (sample->loss);
      break;
    case NORMLAB_SESSION_SECONDS:
      number = normlab_text_from_double (sample->seconds);
      break;
    case NORMLAB_SESSION_TRAINING_SET_ACCURACY:
      number = normlab_text_from_float (sample->training_set_accuracy);
      break;
    case NORMLAB_SESSION_TRAINING_SET_LOSS:
      number = normlab_text_from_double (sample->training_set_loss);
      break;
    case NORMLAB_SESSION_TEST_LOSS:
      number = normlab_text_from_double (sample->test_loss);
      break;
    default:
      g_assert_not_reached ();
    }
  g_string_append (text, number);
}

static gboolean
format_column (NormlabRun *run,
               NormlabSessionColumn column,
               GString *list,
               NormlabProgress *progress,
               GError **error)
{
  const NormlabMeasures *measures = normlab_run_get_measures (run);
  const NormlabSample *samples = normlab_run_get_samples (run);
  guint n = normlab_run_get_n_samples (run);
  guint n_before = normlab_session_count_columns (measures, column);
  guint n_columns = normlab_session_count_columns (measures, NORMLAB_SESSION_N_COLUMNS);

  for (guint i = 0; i < n; i++)
    {
      double share = (n_before + (double) i / n) / n_columns;

      if (i % NORMLAB_SESSION_GLANCE == 0 && !normlab_progress_report (progress, share, error))
        return FALSE;
      if (i > 0)
        g_string_append_c (list, ';');
      normlab_session_format_number (list, &samples[i], column);
    }
  return TRUE;
}

static gboolean
format_history (NormlabRun *run,
                GKeyFile *file,
                const char *group,
                NormlabProgress *progress,
                GError **error)
{
  if (normlab_run_is_foreign (run))
    {
      normlab_session_format_foreign_series (run, file, group);
      return normlab_progress_report (progress, 1, error);
    }
  for (guint c = 0; c < NORMLAB_SESSION_N_COLUMNS; c++)
    {
      g_autoptr (GString) list = g_string_new (NULL);

      if (!normlab_session_has_column (normlab_run_get_measures (run), (NormlabSessionColumn) c))
        continue;
      if (!format_column (run, (NormlabSessionColumn) c, list, progress, error))
        return FALSE;
      g_key_file_set_value (file, group, normlab_session_columns[c], list->str);
    }
  return TRUE;
}

static void
format_data (const NormlabDataId *data,
             GKeyFile *file,
             const char *group,
             const NormlabSessionDataKeys *keys)
{
  g_autofree char *name = g_utf8_make_valid (normlab_data_id_get_name (data), -1);

  g_key_file_set_string (file, group, keys->name, name);
  if (normlab_data_id_get_path (data) != NULL)
    {
      g_autofree char *path
          = g_uri_escape_string (normlab_data_id_get_path (data), PATH_CHARACTERS, TRUE);

      g_key_file_set_string (file, group, keys->path, path);
    }
  g_key_file_set_string (file, group, keys->checksum, normlab_data_id_get_checksum (data));
  if (normlab_data_id_get_n_training (data) != NORMLAB_DATA_USUAL_TRAINING)
    g_key_file_set_uint64 (file, group, keys->n_training, normlab_data_id_get_n_training (data));
  if (normlab_data_id_get_reading (data) != NORMLAB_READING_PLAIN)
    g_key_file_set_string (file, group, keys->reading,
                           normlab_reading_format (normlab_data_id_get_reading (data)));
}

/* Whether nothing is lost where one stands for the other. */
static gboolean
is_written_alike (const NormlabDataId *a, const NormlabDataId *b)
{
  return g_str_equal (normlab_data_id_get_name (a), normlab_data_id_get_name (b))
         && g_strcmp0 (normlab_data_id_get_path (a), normlab_data_id_get_path (b)) == 0
         && g_str_equal (normlab_data_id_get_checksum (a), normlab_data_id_get_checksum (b))
         && normlab_data_id_get_n_training (a) == normlab_data_id_get_n_training (b)
         && normlab_data_id_get_reading (a) == normlab_data_id_get_reading (b);
}

void
normlab_session_format_recipe (NormlabRun *run,
                               const NormlabDataId *data,
                               GKeyFile *file,
                               const char *group)
{
  const NormlabMeasures *measures = normlab_run_get_measures (run);
  g_autofree char *measured = normlab_measures_format (measures);

  if (normlab_run_is_foreign (run))
    {
      normlab_session_format_foreign_recipe (run, file, group);
      return;
    }
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      const NormlabRecipe *recipe = normlab_run_get_recipe (run);
      g_autofree char *text = normlab_recipe_get (recipe, (NormlabHyperparameter) d);

      if (normlab_hyperparameter_get_info ((NormlabHyperparameter) d)->optional
          && normlab_recipe_equal_in (recipe, &NORMLAB_RECIPE_DEFAULT, (NormlabHyperparameter) d))
        continue;
      g_key_file_set_value (file, group, normlab_hyperparameter_get_key ((NormlabHyperparameter) d),
                            text);
    }
  if (!normlab_measures_is_none (measures))
    g_key_file_set_value (file, group, NORMLAB_SESSION_MEASURE, measured);
  if (data == NULL || !is_written_alike (normlab_run_get_data (run), data))
    format_data (normlab_run_get_data (run), file, group, &normlab_session_run_data_keys);
}

void
normlab_session_format_note (const NormlabSessionRun *note, GKeyFile *file, const char *group)
{
  g_autofree char *seconds = normlab_text_from_double (note->seconds);
  g_autofree char *step = g_strdup_printf ("%u", note->step);
  g_autofree char *layer = g_strdup_printf ("%u", note->diverged_layer);

  if (note->title != NULL)
    g_key_file_set_string (file, group, "Title", note->title);
  g_key_file_set_value (file, group, "State", normlab_run_state_to_string (note->state));
  g_key_file_set_value (file, group, "Step", step);
  g_key_file_set_value (file, group, "Seconds", seconds);
  if (note->state == NORMLAB_RUN_DIVERGED)
    g_key_file_set_value (file, group, "DivergedLayer", layer);
  if (note->hidden)
    g_key_file_set_value (file, group, "Hidden", "true");
}

static void
format_view (const NormlabSession *self, GKeyFile *file)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (self->view), (GCompareFunc) strcmp);

  for (GList *link = keys; link != NULL; link = link->next)
    g_key_file_set_string (file, NORMLAB_SESSION_VIEW, link->data,
                           g_hash_table_lookup (self->view, link->data));
}

static gboolean
has_foreign (const NormlabSession *self)
{
  for (guint i = 0; i < self->runs->len; i++)
    if (normlab_run_is_foreign (g_ptr_array_index (self->runs, i)))
      return TRUE;
  return FALSE;
}

/* NULL if it was cancelled. */
static char *
format (const NormlabSession *self, NormlabProgress *progress, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_set_value (file, NORMLAB_SESSION_GROUP, "Version",
                        has_foreign (self) ? NORMLAB_SESSION_FOREIGN_VERSION
                                           : NORMLAB_SESSION_VERSION);
  g_key_file_set_string (file, NORMLAB_SESSION_GROUP, "Title", self->title);
  format_data (self->data, file, NORMLAB_SESSION_DATA, &normlab_session_data_keys);
  format_view (self, file);
  for (guint i = 0; i < self->runs->len; i++)
    {
      const NormlabSessionRun *note = normlab_session_get_note (self, i);
      NormlabRun *run = g_ptr_array_index (self->runs, i);
      g_autofree char *group = g_strdup_printf (NORMLAB_SESSION_RUN, note->number);

      normlab_session_format_recipe (run, self->data, file, group);
      normlab_session_format_note (note, file, group);
      if (normlab_run_is_foreign (run))
        normlab_session_format_foreign_note (run, file, group);
      normlab_progress_begin_phase (progress, FORMATTED * i / self->runs->len,
                                    FORMATTED * (i + 1) / self->runs->len);
      if (!format_history (run, file, group, progress, error))
        return NULL;
    }
  return g_key_file_to_data (file, NULL, NULL);
}

char *
normlab_session_format (const NormlabSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return format (self, NULL, NULL);
}

char *
normlab_session_to_data (const char *title, GPtrArray *runs)
{
  g_autoptr (NormlabSession) self = normlab_session_new (title, runs);

  return self != NULL ? normlab_session_format (self) : NULL;
}

gboolean
normlab_session_write (const NormlabSession *self, const char *path, GError **error)
{
  return normlab_session_write_watched (self, path, NULL, error);
}

gboolean
normlab_session_write_watched (const NormlabSession *self,
                               const char *path,
                               NormlabProgress *progress,
                               GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  text = format (self, progress, error);
  if (text == NULL || !normlab_session_check_size (strlen (text), path, error))
    return FALSE;
  normlab_progress_begin_phase (progress, FORMATTED, 1);
  return normlab_output_write_watched (path, text, -1, progress, error);
}

gboolean
normlab_session_check_size (gsize length, const char *path, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *limit = NULL;

  if (length <= NORMLAB_SESSION_MAX_SIZE)
    return TRUE;
  name = normlab_text_for_path (path);
  limit = g_format_size_full (NORMLAB_SESSION_MAX_SIZE, G_FORMAT_SIZE_IEC_UNITS);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               _("“%s” cannot be written: the session is larger than %s; measure less often"),
               name, limit);
  return FALSE;
}

gboolean
normlab_session_save (const char *path, const char *title, GPtrArray *runs, GError **error)
{
  g_autoptr (NormlabSession) self = normlab_session_new (title, runs);

  g_return_val_if_fail (self != NULL, FALSE);

  return normlab_session_write (self, path, error);
}
