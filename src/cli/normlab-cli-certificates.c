/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-certificates.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-certificate.h"
#include "normlab-cli-outputs.h"
#include "normlab-cli.h"
#include "normlab-error.h"
#include "normlab-key-file.h"
#include "normlab-results-table.h"

struct _NormlabCliCertificates
{
  char *path;
  GPtrArray *runs; /* borrowed */
  NormlabStop stop;
  NormlabReplay *replay;
  NormlabScratch scratch;
  char **texts;      /* one for each run; NULL as long as there is none */
  gboolean *is_done; /* likewise: whether it has been looked at */
  GError *error;     /* nullable: the first that there was */
};

NormlabCliCertificates *
normlab_cli_certificates_new (const char *path, GPtrArray *runs, NormlabStop stop)
{
  NormlabCliCertificates *self = g_new0 (NormlabCliCertificates, 1);

  if (path == NULL)
    return self;
  self->path = g_strdup (path);
  self->runs = runs;
  self->stop = stop;
  self->replay = normlab_replay_new (NORMLAB_REPLAY_BUDGET);
  self->texts = g_new0 (char *, runs->len);
  self->is_done = g_new0 (gboolean, runs->len);
  return self;
}

void
normlab_cli_certificates_free (NormlabCliCertificates *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; self->path != NULL && i < self->runs->len; i++)
    g_free (self->texts[i]);
  g_free (self->texts);
  g_free (self->is_done);
  g_clear_pointer (&self->replay, normlab_replay_unref);
  normlab_scratch_clear (&self->scratch);
  g_free (self->path);
  g_clear_error (&self->error);
  g_free (self);
}

/* Whether one of them is of this run, of which nothing but how it is trained is known yet. */
static gboolean
has_certificate (const GPtrArray *certificates, NormlabRun *run)
{
  for (guint i = 0; i < certificates->len; i++)
    {
      const NormlabCertificate *its = g_ptr_array_index (certificates, i);

      if (normlab_recipe_equal (&its->recipe, normlab_run_get_recipe (run))
          && normlab_measures_include (&its->measures, normlab_run_get_measures (run))
          && strcmp (normlab_data_id_get_checksum (its->data),
                     normlab_data_id_get_checksum (normlab_run_get_data (run)))
                 == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
normlab_cli_certificates_look (const char *path,
                               GPtrArray *runs,
                               gboolean *are_there,
                               GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GPtrArray) certificates = NULL;
  g_autofree char *text = NULL;
  g_autofree char *quoted = normlab_cli_quote (path);
  gboolean ok;
  gsize length;

  *are_there = FALSE;
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  text = normlab_key_file_read (path, NORMLAB_RESULTS_MAX_SIZE, &length, error);
  if (text == NULL)
    return FALSE;
  certificates = normlab_certificates_parse (text, length, &reason);
  ok = certificates != NULL && certificates->len == runs->len;
  for (guint i = 0; ok && i < runs->len; i++)
    ok = has_certificate (certificates, g_ptr_array_index (runs, i));
  *are_there = ok;
  if (!ok)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                 /* Translators: a file */
                 _("%s is there and holds no certificates of this job’s runs; remove it, or name "
                    "another file"),
                 quoted);
  return ok;
}

NormlabReplay *
normlab_cli_certificates_get_replay (NormlabCliCertificates *self)
{
  return self->replay;
}

/* NULL where the run has no result, or where it was cut short. */
static char *
make_text (NormlabCliCertificates *self, NormlabRun *run)
{
  NormlabRunState state = normlab_run_get_state (run);
  g_autoptr (NormlabCertificate) certificate = NULL;
  g_autoptr (NormlabTrainer) trainer = NULL;
  g_autoptr (GError) error = NULL;

  if (state != NORMLAB_RUN_FINISHED && state != NORMLAB_RUN_DIVERGED)
    return NULL;
  trainer = normlab_replay_seek (
      self->replay, run, normlab_run_get_recipe (run), normlab_run_get_dataset (run),
      normlab_certificate_get_weights_step (run), &self->scratch, self->stop, &error);
  if (trainer != NULL)
    {
      certificate = normlab_certificate_new (run, trainer);
      return normlab_certificate_format (certificate);
    }
  if (self->error == NULL && !g_error_matches (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED))
    self->error = g_steal_pointer (&error);
  return NULL;
}

void
normlab_cli_certificates_update (NormlabCliCertificates *self)
{
  for (guint i = 0; self->path != NULL && i < self->runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (self->runs, i);

      if (self->is_done[i] || !normlab_run_state_is_final (normlab_run_get_state (run)))
        continue;
      self->is_done[i] = TRUE;
      self->texts[i] = make_text (self, run);
      normlab_replay_forget (self->replay, run);
    }
}

gboolean
normlab_cli_certificates_finish (NormlabCliCertificates *self, GError **error)
{
  g_autoptr (GString) all = g_string_new (NULL);

  normlab_cli_certificates_update (self);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  for (guint i = 0; self->path != NULL && i < self->runs->len; i++)
    if (self->texts[i] != NULL)
      g_string_append_printf (all, "%s%s", all->len > 0 ? "\n" : "", self->texts[i]);
  return all->len == 0 || normlab_cli_file_write (self->path, all->str, all->len, error);
}
