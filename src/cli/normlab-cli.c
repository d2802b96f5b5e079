/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-cli-text.h"
#include "normlab-error.h"
#include "normlab-recipe.h"
#include "normlab-text.h"

static char *called_as;

void
normlab_cli_set_program (const char *called)
{
  g_free (called_as);
  called_as
      = strchr (called, '/') != NULL ? g_canonicalize_filename (called, NULL) : g_strdup (called);
}

const char *
normlab_cli_get_program (void)
{
  return called_as != NULL ? called_as : g_get_prgname ();
}

gboolean
normlab_cli_put_bytes (FILE *stream, const char *data, gsize length, GError **error)
{
  int code;

  errno = 0;
  if (fwrite (data, 1, length, stream) == length && fflush (stream) == 0 && !ferror (stream))
    return TRUE;

  code = errno;
  if (code == EPIPE)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, g_strerror (code));
  else
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                 _("Standard output cannot be written: %s"), g_strerror (code != 0 ? code : EIO));
  return FALSE;
}

gboolean
normlab_cli_put (FILE *stream, const char *text, GError **error)
{
  g_autofree char *converted = NULL;
  const char *charset;

  if (!g_get_charset (&charset))
    converted = g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
  if (converted == NULL)
    converted = g_strdup (text);
  return normlab_cli_put_bytes (stream, converted, strlen (converted), error);
}

/* What the message of an error about a hyperparameter begins with is an option here. */
static gboolean
names_an_option (const GError *error)
{
  NormlabHyperparameter unused;

  return g_error_matches (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE)
         && normlab_hyperparameter_of_error (error, &unused);
}

static void
put_error (const char *prefix, const char *message, const char *rest)
{
  g_autofree char *clean = normlab_cli_text_clean (message);
  g_autofree char *line = g_strdup_printf ("normlab-cli: %s%s\n%s", prefix, clean, rest);

  normlab_cli_put (stderr, line, NULL);
}

NormlabCliStatus
normlab_cli_complain (const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    put_error ("", error->message, "");
  return NORMLAB_CLI_FAILURE;
}

NormlabCliStatus
normlab_cli_complain_usage (const char *command, const GError *error)
{
  g_autofree char *program
      = command != NULL ? g_strdup_printf ("normlab-cli %s", command) : g_strdup ("normlab-cli");
  /* Translators: %s is the program's name, with a command if there is one */
  g_autofree char *hint = g_strdup_printf (_("Try “%s --help”."), program);
  g_autofree char *line = g_strconcat (hint, "\n", NULL);

  put_error (names_an_option (error) ? "--" : "", error->message, line);
  return NORMLAB_CLI_USAGE;
}

char *
normlab_cli_quote (const char *path)
{
  g_autofree char *text = normlab_text_for_path (path);

  /* Translators: the name of a file inside a sentence */
  return g_strdup_printf (_("“%s”"), text);
}
