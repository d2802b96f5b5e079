/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A target without libFuzzer: replays what is known, which is the seeds and a corpus, and says TAP.
 *
 *   replay-NAME CORPUS                    all of it
 *   replay-NAME --input FILE…             these files
 *   replay-NAME --unpack CORPUS FOLDER    writes all of it into FOLDER, an input a file
 *   replay-NAME --pack FILE…              prints a corpus of these files, the smallest first */

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "normlab-fuzz-corpus.h"
#include "normlab-fuzz.h"

/* No input may take longer, in seconds; without sanitizers the slowest takes a tenth of one. */
#define MAX_SECONDS 10.0

static GPtrArray *
make_seeds (void)
{
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  normlab_fuzz_make_seeds (seeds);
  return seeds;
}

/* Which input it is stands before it, should it be the last one. */
static void
replay (guint number, const char *what, GPtrArray *inputs)
{
  double slowest = 0;

  for (guint i = 0; i < inputs->len; i++)
    {
      gsize n;
      const guint8 *bytes = g_bytes_get_data (g_ptr_array_index (inputs, i), &n);
      /* A copy that ends where the input does, so that reading on is seen. */
      g_autofree guint8 *copy = g_memdup2 (bytes, n);
      gint64 start = g_get_monotonic_time ();

      printf ("# %s, input %u\n", what, i + 1);
      fflush (stdout);
      LLVMFuzzerTestOneInput (copy != NULL ? copy : (const guint8 *) "", n);
      slowest = MAX (slowest, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
    }
  printf ("%s %u - %s: %u inputs, the slowest in %.3f s\n", slowest < MAX_SECONDS ? "ok" : "not ok",
          number, what, inputs->len, slowest);
}

static GPtrArray *
read_files (char **paths)
{
  GPtrArray *inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (; *paths != NULL; paths++)
    {
      char *bytes;
      gsize n;
      g_autoptr (GError) error = NULL;

      g_file_get_contents (*paths, &bytes, &n, &error);
      g_assert_no_error (error);
      g_ptr_array_add (inputs, g_bytes_new_take (bytes, n));
    }
  return inputs;
}

static void
unpack (const char *what, GPtrArray *inputs, const char *folder)
{
  for (guint i = 0; i < inputs->len; i++)
    {
      gsize n;
      const char *bytes = g_bytes_get_data (g_ptr_array_index (inputs, i), &n);
      g_autofree char *name = g_strdup_printf ("%s-%04u", what, i + 1);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GError) error = NULL;

      g_file_set_contents_full (path, bytes, (gssize) n, G_FILE_SET_CONTENTS_NONE, 0644, &error);
      g_assert_no_error (error);
    }
}

static int
compare_inputs (gconstpointer a, gconstpointer b)
{
  GBytes *first = *(GBytes *const *) a, *second = *(GBytes *const *) b;
  gsize n_first = g_bytes_get_size (first), n_second = g_bytes_get_size (second);

  if (n_first != n_second)
    return n_first < n_second ? -1 : 1;
  return g_bytes_compare (first, second);
}

static void
pack (GPtrArray *inputs)
{
  g_ptr_array_sort (inputs, compare_inputs);
  for (guint i = 0; i < inputs->len; i++)
    {
      gsize n;
      const guint8 *bytes = g_bytes_get_data (g_ptr_array_index (inputs, i), &n);
      g_autofree char *line = normlab_fuzz_corpus_format (bytes, n);

      if (n > 0)
        fputs (line, stdout);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) seeds = NULL;
  g_autoptr (GPtrArray) inputs = NULL;

  LLVMFuzzerInitialize (&argc, &argv);
  if (argc >= 3 && strcmp (argv[1], "--input") == 0)
    {
      inputs = read_files (argv + 2);
      replay (1, "files", inputs);
      puts ("1..1");
      return 0;
    }
  if (argc >= 2 && strcmp (argv[1], "--pack") == 0)
    {
      inputs = read_files (argv + 2);
      pack (inputs);
      return 0;
    }

  seeds = make_seeds ();
  if (argc == 4 && strcmp (argv[1], "--unpack") == 0)
    {
      inputs = normlab_fuzz_corpus_load (argv[2]);
      unpack ("seed", seeds, argv[3]);
      unpack ("found", inputs, argv[3]);
      return 0;
    }
  g_assert_cmpint (argc, ==, 2);
  inputs = normlab_fuzz_corpus_load (argv[1]);
  puts ("1..2");
  replay (1, "seeds", seeds);
  replay (2, "corpus", inputs);
  return 0;
}
