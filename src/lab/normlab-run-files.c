/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-files.h"

#include <glib/gi18n-lib.h>

#include "normlab-dataset-export.h"
#include "normlab-error.h"
#include "normlab-output.h"
#include "normlab-revisit.h"
#include "normlab-script.h"
#include "normlab-text.h"
#include "normlab-weights.h"

guint
normlab_run_files_get_step (NormlabRun *run, guint step)
{
  guint last = normlab_run_get_step (run);

  if (last > 0 && normlab_run_get_state (run) == NORMLAB_RUN_DIVERGED)
    last--;
  return MIN (step, last);
}

typedef struct
{
  NormlabRevisit *revisit;
  guint step;
} Weights;

static void
weights_free (gpointer data)
{
  Weights *self = data;

  normlab_revisit_free (self->revisit);
  g_free (self);
}

/* In a thread. */
static gboolean
write_weights (const char *path,
               gpointer data,
               NormlabProgress *progress,
               NormlabStop stop,
               GError **error)
{
  const Weights *self = data;
  NormlabScratch scratch = { 0 };
  g_autoptr (NormlabTrainer) trainer = NULL;
  g_autoptr (GBytes) npz = NULL;

  normlab_progress_begin_phase (progress, 0, 1);
  trainer = normlab_revisit_go (self->revisit, self->step, &scratch, progress, stop, error);
  normlab_scratch_clear (&scratch);
  if (trainer == NULL)
    return FALSE;
  npz = normlab_weights_to_npz (trainer);
  return normlab_output_write_watched (path, g_bytes_get_data (npz, NULL),
                                       (gssize) g_bytes_get_size (npz), progress, error);
}

gboolean
normlab_run_files_save_weights (NormlabLab *lab,
                                NormlabWriter *writer,
                                NormlabRunItem *item,
                                guint step,
                                const char *path,
                                GError **error)
{
  NormlabRun *run = normlab_run_item_get_run (item);
  NormlabRevisit *revisit = normlab_revisit_new (lab, run);
  const char *label = normlab_data_id_get_label (normlab_run_get_data (run));
  Weights *weights;

  if (revisit == NULL)
    {
      g_set_error (
          error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
          /* Translators: a run's name, then that of a data set, twice */
          _("“%s” was trained on the data set “%s”: to save its weights, open “%s” first"),
          normlab_run_item_get_name (item), label, label);
      return FALSE;
    }
  weights = g_new (Weights, 1);
  *weights = (Weights){ revisit, normlab_run_files_get_step (run, step) };
  normlab_writer_write_trained (writer, path, write_weights, weights, weights_free);
  return TRUE;
}

void
normlab_run_files_save_script (NormlabWriter *writer, NormlabRunItem *item, const char *path)
{
  NormlabRun *run = normlab_run_item_get_run (item);

  normlab_writer_write_text (
      writer, path,
      normlab_script_new (normlab_run_get_recipe (run),
                          normlab_data_id_get_path (normlab_run_get_data (run)),
                          normlab_data_id_get_reading (normlab_run_get_data (run))));
}

char *
normlab_run_files_describe_script (NormlabRunItem *item, const char *path)
{
  const NormlabDataId *data = normlab_run_get_data (normlab_run_item_get_run (item));
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *folder = NULL;

  if (!normlab_data_id_is_builtin (data))
    {
      const char *source = normlab_data_id_get_path (data);

      if (source == NULL || normlab_dataset_is_exported (source))
        return NULL;
      folder = normlab_text_for_shell (source);
      return g_strdup_printf (
          /* Translators: the name of a file, and a folder or file with data */
          _("%s has been written. It needs a folder with the four IDX files of the images: "
             "“normlab-cli data %s --export FOLDER” makes one."),
          name, folder);
    }
  return g_strdup_printf (
      /* Translators: the name of a file */
      _("%s has been written. It needs a folder with the images: “normlab-cli data builtin "
         "--export "
         "FOLDER” makes one."),
      name);
}
