/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of what there is to choose from: that they are complete, and that README, man page and
 * completion know every entry. */
#include <string.h>

#include "normlab-recipe.h"

typedef struct
{
  const char *name;
  const char *option; /* of the command line */
  const NormlabWord *const *words;
  guint n_words;
} Kind;

static const Kind kinds[] = {
  { "activation", "--activation", normlab_activation_words, NORMLAB_N_ACTIVATIONS },
  { "initialization", "--init", normlab_init_words, NORMLAB_N_INIT_WORDS },
  { "normalization", "--batch-norm", normlab_normalization_words, NORMLAB_N_NORMALIZATIONS },
  { "optimizer", "--optimizer", normlab_optimizer_words, NORMLAB_N_OPTIMIZERS },
  { "update", "--update", normlab_update_words, NORMLAB_N_UPDATES },
};

/* The contents of a source file, with what its format escapes as it is meant. */
static char *
read_source (const char *name, const char *escaped, const char *plain)
{
  g_autofree char *path = g_build_filename (g_getenv ("NORMLAB_SOURCE_DIR"), name, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  parts = g_strsplit (contents, escaped, -1);
  return g_strjoinv (plain, parts);
}

/* What stands from @from on up to the next @to. */
static char *
get_part (const char *text, const char *from, const char *to)
{
  const char *start = strstr (text, from), *end;

  g_assert_nonnull (start);
  end = strstr (start + strlen (from), to);
  g_assert_nonnull (end);
  return g_strndup (start, (gsize) (end - start));
}

static gboolean
has_word (const char *text, const char *word)
{
  g_autofree char *escaped = g_regex_escape_string (word, -1);
  g_autofree char *pattern = g_strdup_printf ("(?<![\\w-])%s(?![\\w-])", escaped);

  return g_regex_match_simple (pattern, text, 0, 0);
}

static void
test_complete (void)
{
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < kinds[k].n_words; i++)
        {
          const NormlabWord *word = kinds[k].words[i];

          g_test_message ("%s: %s", kinds[k].name, word->word);
          g_assert_true (g_hash_table_add (words, (gpointer) word->word));
          g_assert_true (g_hash_table_add (labels, (gpointer) word->label));
          g_assert_true (g_regex_match_simple ("^[a-z]+(-[a-z]+)*$", word->word, 0, 0));
          g_assert_nonnull (word->formula);
          /* Nobody wrote about doing nothing, nor about what the notebook leaves out. */
          g_assert_true (word->source != NULL || kinds[k].words == normlab_update_words
                         || word == normlab_normalization_words[NORMLAB_NORMALIZATION_NONE]);
        }
    }
}

/* A row of the kind's table in README has word, label, formula and source. */
static void
test_readme (void)
{
  g_autofree char *readme = read_source ("README.md", "\\|", "|");

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autofree char *head = g_strdup_printf ("| %s | called | formula | source |", kinds[k].name);
      g_autofree char *part = get_part (readme, head, "\n\n");

      for (guint i = 0; i < kinds[k].n_words; i++)
        {
          const NormlabWord *word = kinds[k].words[i];
          g_autofree char *start = g_strdup_printf ("\n| `%s`", word->word);
          g_autofree char *end = g_strdup_printf (" | %s | %s | %s |", word->label, word->formula,
                                                  word->source != NULL ? word->source : "");
          g_autofree char *row = NULL;

          g_test_message ("%s: %s", kinds[k].name, word->word);
          row = get_part (part, start, end);
          g_assert_null (strchr (row + 1, '\n'));
        }
    }
}

/* What the option's head in the man page, and the completion of its value, list. */
static void
test_command_line (void)
{
  g_autofree char *man = read_source ("data/man/normlab-cli.1", "\\-", "-");
  g_autofree char *completion = read_source ("data/completions/normlab-cli", "\t", " ");

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autofree char *head = g_strdup_printf (".BR %s ", kinds[k].option);
      g_autofree char *entry = g_strdup_printf ("    %s) ", kinds[k].option);
      g_autofree char *in_man = get_part (man, head, "\n");
      g_autofree char *in_completion = get_part (completion, entry, "\n");

      for (guint i = 0; i < kinds[k].n_words; i++)
        {
          g_test_message ("%s: %s", kinds[k].name, kinds[k].words[i]->word);
          g_assert_true (has_word (in_man, kinds[k].words[i]->word));
          g_assert_true (has_word (in_completion, kinds[k].words[i]->word));
        }
    }
}

/* The other option of normalization has words of its own. */
static void
test_other_words (void)
{
  g_autofree char *man = read_source ("data/man/normlab-cli.1", "\\-", "-");
  g_autofree char *completion = read_source ("data/completions/normlab-cli", "\t", " ");
  g_autofree char *in_man = get_part (man, ".BR --normalization ", "\n");
  g_autofree char *in_completion = get_part (completion, "    --normalization) ", "\n");
  NormlabNormalization found;

  for (guint i = 0; i < NORMLAB_N_NORMALIZATIONS; i++)
    {
      const char *word = normlab_normalization_get_info (i)->other_word;

      g_assert_true (has_word (in_man, word));
      g_assert_true (has_word (in_completion, word));
      g_assert_true (normlab_normalization_find (word, &found));
      g_assert_cmpint (found, ==, i);
    }
  g_assert_false (normlab_normalization_find ("on", &found));
  /* Recipes of before hold a truth. */
  g_assert_cmpint (NORMLAB_NORMALIZATION_NONE, ==, FALSE);
  g_assert_cmpint (NORMLAB_NORMALIZATION_BATCH, ==, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kinds/complete", test_complete);
  g_test_add_func ("/kinds/readme", test_readme);
  g_test_add_func ("/kinds/command-line", test_command_line);
  g_test_add_func ("/kinds/other-words", test_other_words);
  return g_test_run ();
}
