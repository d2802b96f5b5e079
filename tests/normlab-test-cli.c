/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-cli.h"

#include <linux/capability.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "normlab-results.h"
#include "normlab-test.h"

#define N_CLASSES 3
#define N_COLUMNS 34
#define SECONDS 18 /* the column */

void
normlab_test_cli_clear (NormlabTestCli *self)
{
  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
}

/* Between fork and exec. */
static void
give_up_rights (gpointer data)
{
  if (geteuid () != 0)
    return;
  prctl (PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0);
  prctl (PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH, 0, 0, 0);
}

GSubprocessLauncher *
normlab_test_cli_launcher (GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);
  const char *options = g_getenv ("LSAN_OPTIONS");
  g_autofree char *leaks
      = g_strconcat (options != NULL ? options : "", ":print_suppressions=0", NULL);

  g_assert_nonnull (g_getenv ("NORMLAB_CLI"));
  /* What a program writes under the leak sanitizer is compared to the letter as well. */
  g_subprocess_launcher_setenv (launcher, "LSAN_OPTIONS", leaks, TRUE);
  g_subprocess_launcher_set_child_setup (launcher, give_up_rights, NULL, NULL);
  return launcher;
}

static char *
to_text (GBytes *bytes)
{
  gsize length = bytes != NULL ? g_bytes_get_size (bytes) : 0;

  return length > 0 ? g_strndup (g_bytes_get_data (bytes, NULL), length) : g_strdup ("");
}

NormlabTestCli
normlab_test_cli_finish (GSubprocess *process)
{
  NormlabTestCli result = { 0 };
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate (process, NULL, NULL, &out, &err, &error);
  g_assert_no_error (error);
  result.out = to_text (out);
  result.err = to_text (err);
  result.status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process)
                                                       : 128 + g_subprocess_get_term_sig (process);
  return result;
}

NormlabTestCli
normlab_test_cli_run_strv (const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher
      = normlab_test_cli_launcher (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (all, (gpointer) g_getenv ("NORMLAB_CLI"));
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (all, (gpointer) *arguments);
  g_ptr_array_add (all, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) all->pdata, &error);
  g_assert_no_error (error);
  return normlab_test_cli_finish (process);
}

NormlabTestCli
normlab_test_cli_run (const char *argument, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  va_list rest;

  va_start (rest, argument);
  for (; argument != NULL; argument = va_arg (rest, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (rest);
  g_ptr_array_add (arguments, NULL);
  return normlab_test_cli_run_strv ((const char *const *) arguments->pdata);
}

NormlabTestCli
normlab_test_cli_run_script (const char *folder, const char *script)
{
  g_autoptr (GSubprocessLauncher) launcher
      = normlab_test_cli_launcher (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_launcher_spawn (launcher, &error, "bash", "-c", script, "bash", folder, NULL);

  g_assert_no_error (error);
  return normlab_test_cli_finish (process);
}

GByteArray *
normlab_test_cli_idx (const guint32 *words, guint n_words, guint n_bytes, guint8 value)
{
  GByteArray *bytes = g_byte_array_new ();

  for (guint i = 0; i < n_words; i++)
    {
      guint32 word = GUINT32_TO_BE (words[i]);

      g_byte_array_append (bytes, (const guint8 *) &word, sizeof word);
    }
  g_byte_array_set_size (bytes, bytes->len + n_bytes);
  memset (bytes->data + n_words * sizeof (guint32), value, n_bytes);
  return bytes;
}

GByteArray *
normlab_test_cli_gzip (const GByteArray *bytes)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (gzip));
  g_autoptr (GError) error = NULL;
  gsize length;

  g_output_stream_write_all (stream, bytes->data, bytes->len, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);
  length = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory));
  return g_byte_array_new_take (g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (memory)),
                                length);
}

void
normlab_test_cli_write (const char *folder, const char *name, const GByteArray *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, (const char *) bytes->data, bytes->len, &error);
  g_assert_no_error (error);
}

GByteArray *
normlab_test_cli_read (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_byte_array_new_take ((guint8 *) data, length);
}

/* Class c is a bright bar at column 2 c + 1 on weak noise. */
static void
write_split (const char *folder, const char *stem, guint n)
{
  const guint32 image_words[] = { 0x803, n, NORMLAB_TEST_CLI_SIZE, NORMLAB_TEST_CLI_SIZE };
  const guint32 label_words[] = { 0x801, n };
  guint n_pixels = NORMLAB_TEST_CLI_SIZE * NORMLAB_TEST_CLI_SIZE;
  g_autoptr (GByteArray) images = normlab_test_cli_idx (image_words, 4, n * n_pixels, 0);
  g_autoptr (GByteArray) labels = normlab_test_cli_idx (label_words, 2, n, 0);
  g_autoptr (GByteArray) compressed = NULL;
  g_autofree char *image_name = g_strconcat (stem, "-images-idx3-ubyte", NULL);
  g_autofree char *label_name = g_strconcat (stem, "-labels-idx1-ubyte", NULL);
  guint32 noise = n;

  for (guint i = 0; i < n * n_pixels; i++)
    {
      guint class = i / n_pixels % N_CLASSES;
      gboolean is_bar = i % NORMLAB_TEST_CLI_SIZE == 2 * class + 1;

      noise = noise * 1664525u + 1013904223u;
      images->data[16 + i] = (guint8) (is_bar ? 150 + (noise >> 26) : (noise >> 30) * 20);
    }
  for (guint i = 0; i < n; i++)
    labels->data[8 + i] = (guint8) (i % N_CLASSES);

  normlab_test_cli_write (folder, label_name, labels);
  if (n != NORMLAB_TEST_CLI_N_TRAINING)
    {
      normlab_test_cli_write (folder, image_name, images);
      return;
    }
  g_free (image_name);
  image_name = g_strconcat (stem, "-images-idx3-ubyte.gz", NULL);
  compressed = normlab_test_cli_gzip (images);
  normlab_test_cli_write (folder, image_name, compressed);
}

char *
normlab_test_cli_data (void)
{
  char *folder = normlab_test_folder ();

  write_split (folder, "train", NORMLAB_TEST_CLI_N_TRAINING);
  write_split (folder, "t10k", NORMLAB_TEST_CLI_N_TEST);
  return folder;
}

guint
normlab_test_cli_count_lines (const char *text)
{
  guint n = 0;

  g_assert_true (*text == '\0' || g_str_has_suffix (text, "\n"));
  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

guint
normlab_test_cli_count_files (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  guint n = 0;

  g_assert_no_error (error);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

GPtrArray *
normlab_test_cli_parse_csv (const char *csv)
{
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", -1);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_assert_cmpstr (
      lines[0], ==,
      "run,dataset,hidden,batch_norm,activation,init,optimizer,learning_rate,batch_size,"
      "weight_decay,dropout,update,seed,step,train_accuracy,test_accuracy,loss,state,seconds,"
      "name,parent,training_set_accuracy,training_set_loss,test_loss,training_images,label_noise,"
      "iterations,interval,data_checksum,version,branch,before_branch,end_step,measured");
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_ptr_array_add (rows, g_strsplit (lines[i], ",", -1));
      g_assert_cmpuint (g_strv_length (g_ptr_array_index (rows, rows->len - 1)), ==, N_COLUMNS);
    }
  return rows;
}

GPtrArray *
normlab_test_cli_parse_steps (const char *csv)
{
  GPtrArray *rows = normlab_test_cli_parse_csv (csv);

  for (guint i = rows->len; i-- > 0;)
    if (g_str_equal (normlab_test_cli_get_cell (rows, i, "step"), "0"))
      g_ptr_array_remove_index (rows, i);
  return rows;
}

char *
normlab_test_cli_drop_seconds (const char *csv)
{
  g_autoptr (GPtrArray) rows = normlab_test_cli_parse_csv (csv);
  GString *kept = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      char **cells = g_ptr_array_index (rows, i);
      double seconds = g_ascii_strtod (cells[SECONDS], NULL);

      g_assert_cmpfloat (seconds, >=, 0);
      g_free (cells[SECONDS]);
      cells[SECONDS] = g_strdup ("");
      {
        g_autofree char *row = g_strjoinv (",", cells);

        g_string_append_printf (kept, "%s\n", row);
      }
    }
  return g_string_free (kept, FALSE);
}

const char *
normlab_test_cli_get_cell (GPtrArray *rows, guint row, const char *column)
{
  g_autofree char *words = normlab_results_get_header ();
  g_auto (GStrv) header = g_strsplit (words, ",", -1);
  guint i = 0;

  while (strcmp (header[i], column) != 0)
    i++;
  return ((char **) g_ptr_array_index (rows, row))[i];
}
