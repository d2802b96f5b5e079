/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>

#include "normlab-cli-data.h"
#include "normlab-cli-inspect.h"
#include "normlab-cli-merge.h"
#include "normlab-cli-option.h"
#include "normlab-cli-sessions.h"
#include "normlab-cli-show.h"
#include "normlab-cli-text.h"
#include "normlab-cli-train.h"
#include "normlab-cli-verify.h"
#include "normlab-cli.h"
#include "normlab-error.h"
#include "normlab-pictures.h"
#include "normlab-place.h"
#include "normlab-text.h"

static const char *const examples[][2] = {
  { N_("The notebook’s five experiments on the built-in digits, and their chart:"),
    "normlab-cli train --notebook --chart notebook.svg" },
  { N_("What a data set holds:"), "normlab-cli data ~/mnist" },
};

static char *
get_help (guint width)
{
  GString *help = g_string_new (NULL);

  g_string_append_printf (help, "%s\n\n", _("Usage: normlab-cli COMMAND [OPTION…]"));
  normlab_cli_text_append_wrapped (
      help,
      _("Trains small neural networks and compares what batch normalization, the activation "
         "function, the initialization and the depth do to learning."),
      0, width);
  g_string_append_printf (help, "\n%s\n", _("Commands"));
  g_string_append (help, "  train\n");
  normlab_cli_text_append_wrapped (
      help, _("Train one or many networks; show and write how they learn"), 6, width);
  g_string_append (help, "  inspect\n");
  normlab_cli_text_append_wrapped (
      help, _("Look into networks at any step: layers, gradients, weights, answers"), 6, width);
  g_string_append (help, "  merge\n");
  normlab_cli_text_append_wrapped (
      help, _("Put the results of a sweep’s jobs together; say what is missing"), 6, width);
  g_string_append (help, "  verify\n");
  normlab_cli_text_append_wrapped (
      help, _("Train runs of results, sessions and certificates again, and compare to the bit"), 6,
      width);
  g_string_append (help, "  data\n");
  normlab_cli_text_append_wrapped (help, _("Say what a data set holds, and draw a sheet of it"), 6,
                                   width);
  g_string_append (help, "  sessions\n");
  normlab_cli_text_append_wrapped (help, _("List the sessions that the window has kept"), 6,
                                   width);
  g_string_append (help, "  show\n");
  normlab_cli_text_append_wrapped (
      help, _("Say what is in a session; write it as CSV and as a chart"), 6, width);
  g_string_append_printf (help, "  help %s\n", _("[COMMAND]"));
  normlab_cli_text_append_wrapped (help, _("Show this help, or the help on a command"), 6, width);
  g_string_append_printf (help, "\n%s\n", _("Options"));
  g_string_append (help, "  -h, --help\n");
  normlab_cli_text_append_wrapped (
      help, _("Show this help and end; after a command: the help on that command"), 6, width);
  g_string_append (help, "  --version\n");
  normlab_cli_text_append_wrapped (help, _("Show the program’s version and end"), 6, width);
  normlab_cli_option_append_examples (help, examples, G_N_ELEMENTS (examples), width);
  g_string_append_printf (help, "\n%s\n", _("Exit status"));
  normlab_cli_text_append_wrapped (help,
                                   _("0 on success\n"
                                      "1 on an error in a file, in the data or of the machine\n"
                                      "2 on a mistake in the command line\n"
                                      "130 after Ctrl+C"),
                                   2, width);
  return g_string_free (help, FALSE);
}

static int
put (const char *text)
{
  g_autoptr (GError) error = NULL;

  return normlab_cli_put (stdout, text, &error) ? NORMLAB_CLI_SUCCESS
                                                : (int) normlab_cli_complain (error);
}

static int
refuse (const char *command)
{
  g_autofree char *quoted = command != NULL ? normlab_text_for_message (command, -1) : NULL;
  g_autoptr (GError) error = NULL;

  if (command == NULL)
    error = g_error_new_literal (NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                                 _("Say what to do: train, inspect, merge, verify, data, sessions "
                                    "or show"));
  else if (*command == '-')
    error = g_error_new (NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                         _("%s is not an option here; options follow the command: train, inspect, "
                            "merge, verify, data, sessions or show"),
                         quoted);
  else
    error = g_error_new (
        NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
        _("There is no command “%s”; there are train, inspect, merge, verify, data, "
           "sessions and show"),
        quoted);
  return (int) normlab_cli_complain_usage (NULL, error);
}

static gboolean
is_help (const char *argument)
{
  return strcmp (argument, "--help") == 0 || strcmp (argument, "-h") == 0;
}

/* Options before a command are a mistake, unless one of them asks what would be right. */
static gboolean
asks_for_help (char **arguments)
{
  for (; *arguments != NULL && **arguments == '-' && strcmp (*arguments, "--") != 0; arguments++)
    if (is_help (*arguments))
      return TRUE;
  return FALSE;
}

static int
dispatch (char ***arguments)
{
  const char *command = (*arguments)[0];

  if (command == NULL)
    return refuse (NULL);
  if (strcmp (command, "train") == 0)
    return normlab_cli_train (arguments);
  if (strcmp (command, "inspect") == 0)
    return normlab_cli_inspect (arguments);
  if (strcmp (command, "merge") == 0)
    return normlab_cli_merge (arguments);
  if (strcmp (command, "verify") == 0)
    return normlab_cli_verify (arguments);
  if (strcmp (command, "data") == 0)
    return normlab_cli_data (arguments);
  if (strcmp (command, "sessions") == 0)
    return normlab_cli_sessions (arguments);
  if (strcmp (command, "show") == 0)
    return normlab_cli_show (arguments);
  if (asks_for_help (*arguments))
    return normlab_cli_option_put_help (get_help);
  if (strcmp (command, "--version") == 0)
    return put ("normlab-cli " PACKAGE_VERSION "\n");
  return refuse (command);
}

/* "help train" is "train --help". */
static int
dispatch_help (char **arguments)
{
  const char *command = arguments[1];
  g_auto (GStrv) asked = NULL;

  if (command == NULL || strcmp (command, "help") == 0 || is_help (command))
    return normlab_cli_option_put_help (get_help);
  asked = g_strdupv ((char *[]){ arguments[1], (char *) "--help", NULL });
  return *command == '-' ? refuse (command) : dispatch (&asked);
}

int
main (int argc, char *argv[])
{
  g_auto (GStrv) arguments = NULL;

  normlab_place_set_locale ();
  g_set_prgname ("normlab-cli");
  if (argc > 0)
    normlab_cli_set_program (argv[0]);
  /* A reader that goes away is an error of one write, not the end of the program: the files that
   * are asked for are written all the same. */
  signal (SIGPIPE, SIG_IGN);
  normlab_pictures_register ();

  arguments = g_strdupv (argc > 1 ? argv + 1 : argv + argc);
  if (g_strcmp0 (arguments[0], "help") == 0)
    return dispatch_help (arguments);
  return dispatch (&arguments);
}
