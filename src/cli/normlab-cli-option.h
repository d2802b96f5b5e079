/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes the value of an option over into @target; @value is valid UTF-8 unless the option is a
 * file's name, and NULL for a switch. */
typedef gboolean (*NormlabCliOptionSet) (gpointer target,
                                         const char *name,
                                         const char *value,
                                         GError **error);

/**
 * NormlabCliOption:
 * @name: without the dashes; NULL for the title of a group of options
 * @letter: a short form, or '\0'
 * @argument: what stands for the value in the help; NULL for a switch
 * @is_file: whether the value is a file's name: any bytes
 * @help: what it does and its range; of a group, its title
 * @usual: what holds without it; NULL where that goes without saying
 * @example: how it is written; as @usual
 *
 * One option of a command. The table of them is the only place where an option is written down:
 * both the parser and the help are made of it. @argument, @help and @usual are translated when
 * shown.
 */
typedef struct
{
  const char *name;
  char letter;
  const char *argument;
  gboolean is_file;
  NormlabCliOptionSet set;
  const char *help;
  const char *usual;
  const char *example;
} NormlabCliOption;

/* Reads the options out of @arguments, whose first element is skipped; what is no option stays
 * in it. The error is a mistake in usage. */
gboolean normlab_cli_option_parse (const NormlabCliOption *table,
                                   guint n_options,
                                   char ***arguments,
                                   gpointer target,
                                   GError **error);

/* Whether one of @arguments is the option "help", whatever else is wrong with them. */
gboolean normlab_cli_option_asks_for_help (const NormlabCliOption *table,
                                           guint n_options,
                                           const char *const *arguments);

/* Appends the help on all options in lines of @width cells. */
void normlab_cli_option_append_help (GString *help,
                                     const NormlabCliOption *table,
                                     guint n_options,
                                     guint width);

/* An error unless @value is NULL: for options that may be given once only. */
gboolean normlab_cli_option_once (const char *name, gconstpointer value, GError **error);
/* The same for one whose place among others is @place, of which @seen has the bits. */
gboolean normlab_cli_option_note (guint *seen, guint place, const char *name, GError **error);
/* Such an option's text, which may not be empty, into @place. */
gboolean
normlab_cli_option_set_once (char **place, const char *name, const char *value, GError **error);

/* How many threads are to train, 1 to NORMLAB_CLI_MAX_THREADS; 0 where it was not said before. */
#define NORMLAB_CLI_MAX_THREADS 256
gboolean normlab_cli_option_set_threads (guint *n_threads,
                                         const char *name,
                                         const char *value,
                                         GError **error);

/* Appends lines of commands that may be tried, each beneath what it does. @examples: pairs of a
 * translatable sentence and a command. */
void normlab_cli_option_append_examples (GString *help,
                                         const char *const (*examples)[2],
                                         guint n_examples,
                                         guint width);

/* The whole help on a command that has no other exit statuses than the three usual ones. @usage and
 * @description: translated. */
char *normlab_cli_option_get_help (const char *usage,
                                   const char *description,
                                   const NormlabCliOption *table,
                                   guint n_options,
                                   const char *const (*examples)[2],
                                   guint n_examples,
                                   guint width);

/* The cells that help may use: those of the terminal on standard output, at most 100; otherwise
 * 80. */
guint normlab_cli_option_get_help_width (void);

G_END_DECLS
