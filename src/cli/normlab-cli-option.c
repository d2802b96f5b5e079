/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-option.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "normlab-cli-text.h"
#include "normlab-cli.h"
#include "normlab-error.h"
#include "normlab-picture.h"
#include "normlab-text.h"

typedef struct
{
  const NormlabCliOption *table;
  guint n_options;
  gpointer target;
} Parser;

static const NormlabCliOption *
find_option (const Parser *parser, const char *name)
{
  for (guint i = 0; i < parser->n_options; i++)
    {
      const NormlabCliOption *option = &parser->table[i];

      if (option->name == NULL)
        continue;
      if (g_str_has_prefix (name, "--") ? strcmp (option->name, name + 2) == 0
                                        : option->letter != '\0' && option->letter == name[1])
        return option;
    }
  g_assert_not_reached ();
}

static gboolean
take_option (const char *name, const char *value, gpointer data, GError **error)
{
  const Parser *parser = data;
  const NormlabCliOption *option = find_option (parser, name);

  if (value != NULL && !option->is_file && !g_utf8_validate (value, -1, NULL))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("--%s: the value is not UTF-8 text"), option->name);
      return FALSE;
    }
  return option->set ((char *) parser->target + option->offset, option->name, value, error);
}

/* Every value is handed over as the bytes that were given. */
static GOptionEntry *
make_entries (const NormlabCliOption *table, guint n_options)
{
  GOptionEntry *entries = g_new0 (GOptionEntry, n_options + 1);
  guint n = 0;

  for (guint i = 0; i < n_options; i++)
    if (table[i].name != NULL)
      entries[n++] = (GOptionEntry){
        .long_name = table[i].name,
        .short_name = table[i].letter,
        .flags = table[i].argument == NULL ? G_OPTION_FLAG_NO_ARG : G_OPTION_FLAG_FILENAME,
        .arg = G_OPTION_ARG_CALLBACK,
        .arg_data = (gpointer) take_option,
      };
  return entries;
}

/* GOption takes "--switch=value" for the switch and forgets the value. */
static gboolean
check_switches (const NormlabCliOption *table,
                guint n_options,
                const char *const *arguments,
                GError **error)
{
  for (; *arguments != NULL && strcmp (*arguments, "--") != 0; arguments++)
    for (guint i = 0; i < n_options; i++)
      {
        gsize length = table[i].name != NULL ? strlen (table[i].name) : 0;

        if (length == 0 || table[i].argument != NULL || !g_str_has_prefix (*arguments, "--")
            || strncmp (*arguments + 2, table[i].name, length) != 0
            || (*arguments)[2 + length] != '=')
          continue;
        g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE, _("--%s takes no value"),
                     table[i].name);
        return FALSE;
      }
  return TRUE;
}

static const NormlabCliOption *
find_by_argument (const NormlabCliOption *table, guint n_options, const char *argument)
{
  for (guint i = 0; i < n_options; i++)
    if (table[i].name != NULL
        && ((g_str_has_prefix (argument, "--") && strcmp (argument + 2, table[i].name) == 0)
            || (table[i].letter != '\0' && argument[0] == '-' && argument[1] == table[i].letter
                && argument[2] == '\0')))
      return &table[i];
  return NULL;
}

/* Whether one of @arguments is the option "help", whatever else is wrong with them. */
static gboolean
asks_for_help (const NormlabCliOption *table, guint n_options, const char *const *arguments)
{
  for (; *arguments != NULL && strcmp (*arguments, "--") != 0; arguments++)
    {
      const NormlabCliOption *option = find_by_argument (table, n_options, *arguments);

      if (option != NULL && strcmp (option->name, "help") == 0)
        return TRUE;
      /* "--csv --help" is a file of that name. */
      if (option != NULL && option->argument != NULL && arguments[1] != NULL)
        arguments++;
    }
  return FALSE;
}

gboolean
normlab_cli_option_parse (const NormlabCliOption *table,
                          guint n_options,
                          char ***arguments,
                          gpointer target,
                          GError **error)
{
  Parser parser = { table, n_options, target };
  g_autofree GOptionEntry *entries = make_entries (table, n_options);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  GOptionGroup *group = NULL;

  if (asks_for_help (table, n_options, (const char *const *) *arguments))
    return take_option ("--help", NULL, &parser, error);
  if (!check_switches (table, n_options, (const char *const *) *arguments, error))
    return FALSE;

  group = g_option_group_new ("normlab", "", "", &parser, NULL);
  g_option_group_add_entries (group, entries);
  g_option_context_set_main_group (context, group);
  g_option_context_set_help_enabled (context, FALSE);
  return g_option_context_parse_strv (context, arguments, error);
}

gboolean
normlab_cli_option_once (const char *name, gconstpointer value, GError **error)
{
  if (value == NULL)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE, _("--%s can be given once only"), name);
  return FALSE;
}

gboolean
normlab_cli_option_note (guint *seen, guint place, const char *name, GError **error)
{
  const guint bit = 1u << place;

  if (!normlab_cli_option_once (name, *seen & bit ? seen : NULL, error))
    return FALSE;
  *seen |= bit;
  return TRUE;
}

gboolean
normlab_cli_option_set_switch (gpointer place, const char *name, const char *value, GError **error)
{
  *(gboolean *) place = TRUE;
  return TRUE;
}

gboolean
normlab_cli_option_set_once (gpointer place, const char *name, const char *value, GError **error)
{
  char **text = place;

  if (!normlab_cli_option_once (name, *text, error))
    return FALSE;
  if (*value == '\0')
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE, _("--%s: the value is empty"), name);
      return FALSE;
    }
  *text = g_strdup (value);
  return TRUE;
}

gboolean
normlab_cli_option_set_picture (gpointer place, const char *name, const char *value, GError **error)
{
  return normlab_cli_option_set_once (place, name, value, error)
         && normlab_picture_export_check (value, error);
}

gboolean
normlab_cli_option_set_threads (gpointer place, const char *name, const char *value, GError **error)
{
  guint *n_threads = place;
  g_autofree char *quoted = normlab_text_for_message (value, -1);

  if (!normlab_cli_option_once (name, *n_threads > 0 ? n_threads : NULL, error))
    return FALSE;
  if (!normlab_text_to_uint (value, 1, NORMLAB_CLI_MAX_THREADS, n_threads))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("--threads: “%s” is not a whole number from 1 to %u"), quoted,
                   NORMLAB_CLI_MAX_THREADS);
      return FALSE;
    }
  return TRUE;
}

/* An option's value stays on its line. */
static char *
keep_together (const char *example)
{
  GString *result = g_string_new (NULL);

  for (const char *p = example; *p != '\0'; p++)
    if (*p == ' ' && !g_str_has_prefix (p, " --"))
      g_string_append (result, NORMLAB_CLI_NO_BREAK);
    else
      g_string_append_c (result, *p);
  return g_string_free (result, FALSE);
}

static void
append_option_help (GString *help, const NormlabCliOption *option, guint width)
{
  g_autoptr (GString) head = g_string_new (NULL);
  g_autofree char *example = NULL;
  g_autofree char *usual = NULL;

  if (option->letter != '\0')
    g_string_append_printf (head, "-%c, ", option->letter);
  g_string_append_printf (head, "--%s", option->name);
  if (option->argument != NULL)
    g_string_append_printf (head, " %s", _(option->argument));
  g_string_append_printf (help, "  %s\n", head->str);
  normlab_cli_text_append_wrapped (help, _(option->help), 6, width);

  if (option->usual == NULL)
    return;
  example = keep_together (option->example);
  /* Translators: what holds without an option, and how the option may be written */
  usual = g_strdup_printf (_("Default: %s. Example: %s"), _(option->usual), example);
  normlab_cli_text_append_wrapped (help, usual, 6, width);
}

void
normlab_cli_option_append_help (GString *help,
                                const NormlabCliOption *table,
                                guint n_options,
                                guint width)
{
  for (guint i = 0; i < n_options; i++)
    if (table[i].name == NULL)
      g_string_append_printf (help, "\n%s\n", _(table[i].help));
    else
      append_option_help (help, &table[i], width);
}

void
normlab_cli_option_append_examples (GString *help,
                                    const char *const (*examples)[2],
                                    guint n_examples,
                                    guint width)
{
  g_string_append_printf (help, "\n%s\n", _("Examples"));
  for (guint i = 0; i < n_examples; i++)
    {
      normlab_cli_text_append_wrapped (help, _(examples[i][0]), 2, width);
      g_string_append_printf (help, "      %s\n", examples[i][1]);
    }
}

char *
normlab_cli_option_get_help (const char *usage,
                             const char *description,
                             const NormlabCliOption *table,
                             guint n_options,
                             const char *const (*examples)[2],
                             guint n_examples,
                             guint width)
{
  GString *help = g_string_new (NULL);

  g_string_append_printf (help, "%s\n\n", usage);
  normlab_cli_text_append_wrapped (help, description, 0, width);
  normlab_cli_option_append_help (help, table, n_options, width);
  normlab_cli_option_append_examples (help, examples, n_examples, width);
  g_string_append_printf (help, "\n%s\n", _("Exit status"));
  normlab_cli_text_append_wrapped (help,
                                   _("0 on success\n"
                                      "1 on an error in a file, in the data or of the machine\n"
                                      "2 on a mistake in the command line"),
                                   2, width);
  return g_string_free (help, FALSE);
}

guint
normlab_cli_option_get_help_width (void)
{
  struct winsize size;

  if (isatty (STDOUT_FILENO) && ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return MIN (size.ws_col, 100);
  return 80;
}

int
normlab_cli_option_put_help (char *(*get_help) (guint width))
{
  g_autofree char *help = get_help (normlab_cli_option_get_help_width ());
  g_autoptr (GError) error = NULL;

  return normlab_cli_put (stdout, help, &error) ? NORMLAB_CLI_SUCCESS
                                                : (int) normlab_cli_complain (error);
}
