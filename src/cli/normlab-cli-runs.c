/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-runs.h"

#include <glib/gi18n-lib.h>

#include "normlab-certificate.h"
#include "normlab-cli.h"
#include "normlab-error.h"
#include "normlab-key-file.h"
#include "normlab-results-run.h"
#include "normlab-session.h"
#include "normlab-text.h"

static gboolean
refuse (const char *path, GError **error, const char *reason)
{
  g_autofree char *name = normlab_text_for_path (path);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT, _("“%s” cannot be read: %s"), name,
               reason);
  return FALSE;
}

/* "“a.csv”, run 5" of @n that the file has */
static NormlabCliVerified *
add (GPtrArray *runs, const char *path, guint number, guint n, NormlabRun *run)
{
  g_autofree char *name = normlab_text_for_path (path);
  /* Translators: a run of a file */
  g_autofree char *place = g_strdup_printf (_("“%s”, run %u"), name, number);
  NormlabCliVerified *its = normlab_cli_verified_new (place, run);

  its->n_in_file = n;
  g_ptr_array_add (runs, its);
  return its;
}

static gboolean
load_results (const char *path, char *text, gsize length, GPtrArray *runs, GError **error)
{
  g_autoptr (NormlabResultsTable) table = normlab_results_table_new (text, length, path, error);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (table == NULL)
    return FALSE;
  found = normlab_results_find_runs (table, &reason);
  if (found == NULL)
    return refuse (path, error, reason->message);
  for (guint i = 0; i < found->len; i++)
    {
      const NormlabResultsRun *its = g_ptr_array_index (found, i);
      g_autoptr (NormlabRun) run = normlab_results_run_restore (its, &reason);
      NormlabCliVerified *known;

      if (run == NULL)
        return refuse (path, error, reason->message);
      known = add (runs, path, its->number, found->len, run);
      known->source = NORMLAB_KNOWN_RESULTS;
      known->version = normlab_results_table_get (table, its->first, "version");
      known->is_part = !its->is_whole;
    }
  return TRUE;
}

static gboolean
load_certificates (const char *path,
                   const char *text,
                   gsize length,
                   GPtrArray *runs,
                   GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) certificates = normlab_certificates_find (text, length, &problems);

  for (guint i = 0; i < certificates->len; i++)
    {
      const NormlabCertificate *certificate = g_ptr_array_index (certificates, i);
      g_autoptr (NormlabRun) run = normlab_certificate_restore (certificate);
      NormlabCliVerified *known
          = add (runs, path, certificate->place, certificates->len + problems->len, run);

      known->source = NORMLAB_KNOWN_CERTIFICATE;
      known->version = g_strdup (certificate->version);
      known->weights = g_strdup (certificate->weights);
    }
  /* One that is bad hides none of the others. */
  for (guint i = 0; i < problems->len; i++)
    {
      const GError *problem = g_ptr_array_index (problems, i);
      g_autoptr (GError) reason = NULL;

      refuse (path, &reason, problem->message);
      if (i + 1 < problems->len)
        normlab_cli_complain (reason);
      else
        g_propagate_error (error, g_steal_pointer (&reason));
    }
  return problems->len == 0;
}

static gboolean
load_session (const char *path, const char *text, gsize length, GPtrArray *runs, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (NormlabSession) session
      = normlab_session_new_from_data (text, (gssize) length, &reason);

  if (session == NULL)
    return refuse (path, error, reason->message);
  for (guint i = 0; i < session->runs->len; i++)
    add (runs, path, i + 1, session->runs->len, g_ptr_array_index (session->runs, i));
  return TRUE;
}

/* Results begin with their first column's name, perhaps behind a mark that they are UTF-8. */
static gboolean
is_results (const char *text)
{
  return g_str_has_prefix (text, "run,") || g_str_has_prefix (text, "\xef\xbb\xbfrun,");
}

static gboolean
load (const char *path, GPtrArray *runs, GError **error)
{
  gsize length;
  g_autofree char *text
      = normlab_key_file_read_any (path, NORMLAB_RESULTS_MAX_SIZE, &length, error);

  if (text == NULL)
    return FALSE;
  /* A run may be called like the line that begins a certificate. */
  if (is_results (text))
    return load_results (path, g_steal_pointer (&text), length, runs, error);
  if (normlab_certificate_is_in (text, length))
    return load_certificates (path, text, length, runs, error);
  if (g_strstr_len (text, (gssize) MIN (length, 4096), "[Session]") != NULL)
    return load_session (path, text, length, runs, error);
  return refuse (path, error,
                 _("it holds neither results (CSV), nor a session, nor a certificate"));
}

gboolean
normlab_cli_runs_load (const char *path, GPtrArray *runs, GError **error)
{
  guint n_before = runs->len;
  gboolean ok = load (path, runs, error);
  g_autofree char *quoted = normlab_cli_quote (path);
  g_autoptr (GRefString) file = g_ref_string_new (quoted);

  for (guint i = n_before; i < runs->len; i++)
    ((NormlabCliVerified *) g_ptr_array_index (runs, i))->file = g_ref_string_acquire (file);
  return ok;
}
