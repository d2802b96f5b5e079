/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes the value of an option over into its @place; @value is valid UTF-8 unless the option is a
 * file's name, and NULL for a switch. */
typedef gboolean (*NormlabCliOptionSet) (gpointer place,
                                         const char *name,
                                         const char *value,
                                         GError **error);

/**
 * NormlabCliOption:
 * @name: without the dashes; NULL for the title of a group of options
 * @letter: a short form, or '\0'
 * @argument: what stands for the value in the help; NULL for a switch
 * @is_file: whether the value is a file's name: any bytes
 * @set: what takes it over
 * @offset: where its place is in what the command line is read into
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
  gsize offset;
  const char *help;
  const char *usual;
  const char *example;
} NormlabCliOption;

/* Reads the options out of @arguments, whose first element is skipped; what is no option stays
 * in it. If one of them is "--help", that is all that is taken of them, whatever else is wrong with
 * them. The error is a mistake in usage. */
gboolean normlab_cli_option_parse (const NormlabCliOption *table,
                                   guint n_options,
                                   char ***arguments,
                                   gpointer target,
                                   GError **error);

/* Appends the help on all options in lines of @width cells. */
void normlab_cli_option_append_help (GString *help,
                                     const NormlabCliOption *table,
                                     guint n_options,
                                     guint width);

/* An error unless @value is NULL: for options that may be given once only. */
gboolean normlab_cli_option_once (const char *name, gconstpointer value, GError **error);
/* The same for one whose place among others is @place, of which @seen has the bits. */
gboolean normlab_cli_option_note (guint *seen, guint place, const char *name, GError **error);

/* Setters for options of several commands, and what they have as their place. */

/* gboolean: that it was given. */
gboolean
normlab_cli_option_set_switch (gpointer place, const char *name, const char *value, GError **error);
/* char *, NULL as long as it was not given: a text that is not empty, once. */
gboolean
normlab_cli_option_set_once (gpointer place, const char *name, const char *value, GError **error);
/* The same: the name of a picture. */
gboolean normlab_cli_option_set_picture (gpointer place,
                                         const char *name,
                                         const char *value,
                                         GError **error);
/* guint, 0 as long as it was not given: how many threads are to train, 1 to
 * NORMLAB_CLI_MAX_THREADS. */
#define NORMLAB_CLI_MAX_THREADS 256
gboolean normlab_cli_option_set_threads (gpointer place,
                                         const char *name,
                                         const char *value,
                                         GError **error);

/* clang-format off */

/* In the rows of a table: a setter, and the member of @type that is its place. */
#define NORMLAB_CLI_SWITCH(type, member)                                                           \
  normlab_cli_option_set_switch, G_STRUCT_OFFSET (type, member)
#define NORMLAB_CLI_ONCE(type, member)                                                             \
  normlab_cli_option_set_once, G_STRUCT_OFFSET (type, member)
#define NORMLAB_CLI_PICTURE(type, member)                                                          \
  normlab_cli_option_set_picture, G_STRUCT_OFFSET (type, member)
#define NORMLAB_CLI_THREADS(type, member)                                                          \
  normlab_cli_option_set_threads, G_STRUCT_OFFSET (type, member)

/* Rows that commands share. */
#define NORMLAB_CLI_THREADS_OPTION(type, member)                                                   \
  { "threads", 0, N_("N"), FALSE, NORMLAB_CLI_THREADS (type, member),                              \
    N_("Threads that train, 1 to 256; no result depends on it."),                                  \
    N_("as many as there are processors"), "--threads 4" }
#define NORMLAB_CLI_HELP_OPTION(type, member)                                                      \
  { "help", 'h', NULL, FALSE, NORMLAB_CLI_SWITCH (type, member), N_("Show this help and end.") }

/* clang-format on */

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
/* Shows a help of that width; the program's exit status. */
int normlab_cli_option_put_help (char *(*get_help) (guint width));

G_END_DECLS
