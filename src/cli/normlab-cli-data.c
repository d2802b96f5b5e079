/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-data.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-cli-data-get.h"
#include "normlab-cli-option.h"
#include "normlab-cli-recipe-options.h"
#include "normlab-cli-sheet.h"
#include "normlab-cli-table.h"
#include "normlab-cli-text.h"
#include "normlab-cli.h"
#include "normlab-data-format.h"
#include "normlab-dataset-export.h"
#include "normlab-error.h"
#include "normlab-output.h"
#include "normlab-text.h"

typedef struct
{
  const char *data; /* borrowed from the arguments */
  NormlabReading reading;
  char *sheet;
  char *export; /* folder */
  gboolean help;
} Options;

static void
options_clear (Options *options)
{
  g_clear_pointer (&options->sheet, g_free);
  g_clear_pointer (&options->export, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
set_sheet (gpointer place, const char *name, const char *value, GError **error)
{
  char **sheet = place;
  g_autofree char *lower = g_ascii_strdown (value, -1);

  if (!normlab_cli_option_once (name, *sheet, error))
    return FALSE;
  if (!g_str_has_suffix (lower, ".png"))
    {
      g_autofree char *quoted = normlab_cli_quote (value);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("--sheet: %s does not end in .png, the only kind of picture it can be"),
                   quoted);
      return FALSE;
    }
  *sheet = g_strdup (value);
  return TRUE;
}

/* clang-format off */
static const NormlabCliOption table[] = {
  { .help = N_("Options") },
  NORMLAB_CLI_READING_OPTIONS (NORMLAB_CLI_READING (Options, reading)),
  { "sheet", 0, N_("FILE.png"), TRUE, set_sheet, G_STRUCT_OFFSET (Options, sheet),
    N_("Draw the first training images of each of up to 200 classes, 10 rows of 20."),
    N_("not drawn"), "--sheet digits.png" },
  { "export", 0, N_("FOLDER"), TRUE, NORMLAB_CLI_ONCE (Options, export),
    N_("Write the data set as four IDX files, for other programs."),
    N_("not written"), "--export digits" },
  NORMLAB_CLI_HELP_OPTION (Options, help),
};
/* clang-format on */

static const char *const examples[][2] = {
  { N_("What the digits are that the program draws itself:"),
    "normlab-cli data builtin --sheet digits.png" },
  { N_("The same digits for other programs:"), "normlab-cli data builtin --export digits" },
  { N_("Whether a downloaded data set is whole:"), "normlab-cli data ~/mnist" },
  { N_("Train on MNIST, fetched unless it is there:"),
    "normlab-cli train --notebook --data \"$(normlab-cli data get mnist)\"" },
};

static char *
get_help (guint width)
{
  return normlab_cli_option_get_help (
      _("Usage: normlab-cli data [OPTION…] PATH|builtin\n"
         "       normlab-cli data get [NAME]"),
      _("Says what a data set holds: the number and size of its images, its classes, the share of "
         "pixels that are zero, the range of its values, a checksum of the decoded data, and what "
         "is odd about them. PATH is a folder with the four IDX files of a data set such as MNIST "
         "or one of them, a CSV table or NumPy’s .npz, plain or .gz, or a folder with a folder of "
         "images for each class; builtin means the digits that the program draws itself. get "
         "fetches a well-known data set from the web and prints the folder that it is in then; "
         "without NAME it says which there are."),
      table, G_N_ELEMENTS (table), examples, G_N_ELEMENTS (examples), width);
}

static gboolean
parse (Options *options, char ***arguments, GError **error)
{
  if (!normlab_cli_option_parse (table, G_N_ELEMENTS (table), arguments, options, error))
    return FALSE;
  if (options->help)
    return TRUE;

  options->data = (*arguments)[1];
  if (options->data == NULL || *options->data == '\0')
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                           _("Say which data: a folder, a file, or builtin"));
      return FALSE;
    }
  if ((*arguments)[2] != NULL)
    {
      g_autofree char *quoted = normlab_cli_quote ((*arguments)[2]);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("%s is one path too many; data takes one"), quoted);
      return FALSE;
    }
  return TRUE;
}

static void
count_classes (const NormlabDataset *dataset, NormlabSplit split, guint counts[NORMLAB_MAX_CLASSES])
{
  const guint8 *labels = normlab_dataset_get_labels (dataset, split);

  memset (counts, 0, NORMLAB_MAX_CLASSES * sizeof counts[0]);
  for (guint i = 0; i < normlab_dataset_get_n_images (dataset, split); i++)
    counts[labels[i]]++;
}

static void
add_split (NormlabCliTable *facts,
           const char *title,
           const NormlabDataset *dataset,
           NormlabSplit split)
{
  double zeros = normlab_sparse_get_zero_share (normlab_dataset_get_sparse (dataset, split));
  guint n = normlab_dataset_get_n_images (dataset, split);
  char percent[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (percent, sizeof percent, "%.1f", 100.0 * zeros);
  normlab_cli_table_add (facts, title);
  normlab_cli_table_add_printf (
      facts,
      ngettext ("%u image, %s %% of its pixels zero", "%u images, %s %% of their pixels zero", n),
      n, percent);
}

static char *
get_facts (const NormlabDataset *dataset)
{
  g_autoptr (NormlabCliTable) facts = normlab_cli_table_new ("ll");
  const char *path = normlab_dataset_get_path (dataset);
  const char *reading
      = normlab_reading_describe (normlab_data_id_get_reading (normlab_dataset_get_id (dataset)));
  const NormlabRange *range = normlab_dataset_get_range (dataset);
  char mean[G_ASCII_DTOSTR_BUF_SIZE];

  normlab_cli_table_add (facts, _("Data"));
  normlab_cli_table_add (facts, path != NULL ? path : normlab_dataset_get_name (dataset));
  if (reading != NULL)
    {
      /* Translators: how the images of a data set are read: "inverted" */
      normlab_cli_table_add (facts, _("Read"));
      normlab_cli_table_add (facts, reading);
    }
  add_split (facts, _("Training"), dataset, NORMLAB_SPLIT_TRAINING);
  add_split (facts, _("Test"), dataset, NORMLAB_SPLIT_TEST);
  normlab_cli_table_add (facts, _("Image size"));
  /* Translators: columns and rows */
  normlab_cli_table_add_printf (facts, _("%u × %u pixels"), normlab_dataset_get_columns (dataset),
                                normlab_dataset_get_rows (dataset));
  normlab_cli_table_add (facts, _("Values"));
  g_ascii_formatd (mean, sizeof mean, "%.1f", range->mean);
  /* Translators: the least and the greatest pixel, and the mean of all */
  normlab_cli_table_add_printf (facts, _("%u to %u, %s in the mean"), range->least,
                                range->greatest, mean);
  normlab_cli_table_add (facts, _("Classes"));
  normlab_cli_table_add_printf (facts, "%u", normlab_dataset_get_n_classes (dataset));
  normlab_cli_table_add (facts, _("Checksum"));
  normlab_cli_table_add (facts, normlab_dataset_get_checksum (dataset));
  return normlab_cli_table_to_text (facts);
}

static char *
get_class_table (const NormlabDataset *dataset)
{
  gboolean named = normlab_dataset_has_class_names (dataset);
  g_autoptr (NormlabCliTable) classes = normlab_cli_table_new (named ? "rrrl" : "rrr");
  guint training[NORMLAB_MAX_CLASSES];
  guint test[NORMLAB_MAX_CLASSES];

  count_classes (dataset, NORMLAB_SPLIT_TRAINING, training);
  count_classes (dataset, NORMLAB_SPLIT_TEST, test);
  normlab_cli_table_add (classes, _("Class"));
  normlab_cli_table_add (classes, _("Training"));
  normlab_cli_table_add (classes, _("Test"));
  if (named)
    normlab_cli_table_add (classes, _("Name"));
  for (guint i = 0; i < normlab_dataset_get_n_classes (dataset); i++)
    {
      normlab_cli_table_add_printf (classes, "%u", i);
      normlab_cli_table_add_printf (classes, "%u", training[i]);
      normlab_cli_table_add_printf (classes, "%u", test[i]);
      if (named)
        normlab_cli_table_add_printf (classes, "%s", normlab_dataset_get_class_name (dataset, i));
    }
  return normlab_cli_table_to_text (classes);
}

/* A line for each; nothing where there are none. */
static char *
get_notes (const NormlabDataset *dataset)
{
  const char *const *notes = normlab_dataset_get_notes (dataset);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; notes[i] != NULL; i++)
    {
      g_autofree char *line = g_strdup_printf (_("Note: %s"), notes[i]);

      g_string_append (text, i == 0 ? "\n" : "");
      normlab_cli_text_append_wrapped (text, line, 0, normlab_cli_option_get_help_width ());
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
write_sheet (const NormlabDataset *dataset, const char *path, GError **error)
{
  g_autoptr (GByteArray) png = normlab_cli_sheet_to_png (dataset, error);

  return png != NULL && normlab_output_write (path, (const char *) png->data, png->len, error);
}

static gboolean
show (const Options *options, GError **error)
{
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autofree char *facts = NULL;
  g_autofree char *classes = NULL;
  g_autofree char *notes = NULL;
  g_autofree char *text = NULL;

  if (options->sheet != NULL && !normlab_output_check (options->sheet, error))
    return FALSE;
  dataset = normlab_dataset_open_as (options->data, options->reading, NULL, error);
  if (dataset == NULL || (options->sheet != NULL && !write_sheet (dataset, options->sheet, error))
      || (options->export != NULL && !normlab_dataset_export (dataset, options->export, error)))
    return FALSE;

  facts = get_facts (dataset);
  classes = get_class_table (dataset);
  notes = get_notes (dataset);
  text = g_strconcat (facts, "\n", classes, notes, NULL);
  return normlab_cli_put (stdout, text, error);
}

int
normlab_cli_data (char ***arguments)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 ((*arguments)[1], "get") == 0 && g_strcmp0 ((*arguments)[2], "--help") != 0)
    return normlab_cli_data_get (*arguments);
  if (!parse (&options, arguments, &error))
    return (int) normlab_cli_complain_usage ("data", error);
  if (options.help)
    return normlab_cli_option_put_help (get_help);
  return show (&options, &error) ? NORMLAB_CLI_SUCCESS : (int) normlab_cli_complain (error);
}
