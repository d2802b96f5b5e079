/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-fuzz.h"

#include <locale.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "normlab-error.h"

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_log_set_always_fatal (
      (GLogLevelFlags) (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING));
  return 0;
}

const char *
normlab_fuzz_file (const void *bytes, gsize n)
{
  static char path[64];
  static int fd = -1;

  if (fd < 0)
    fd = memfd_create ("fuzz", MFD_CLOEXEC);
  g_assert_cmpint (ftruncate (fd, 0), ==, 0);
  g_assert_cmpint (pwrite (fd, bytes, n, 0), ==, (gssize) n);
  g_snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
  return path;
}

void
normlab_fuzz_check (gconstpointer read, const GError *error)
{
  g_assert_true ((read != NULL) == (error == NULL));
  if (error == NULL)
    return;
  g_assert_true (error->domain == NORMLAB_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strchr (error->message, '\n'));
  g_debug ("%s", error->message);
}

void
normlab_fuzz_add (GPtrArray *seeds, const char *letters, const void *bytes, gsize n)
{
  GByteArray *seed = g_byte_array_new ();

  g_byte_array_append (seed, (const guint8 *) letters, (guint) strlen (letters));
  g_byte_array_append (seed, bytes, (guint) n);
  g_ptr_array_add (seeds, g_byte_array_free_to_bytes (seed));
}

void
normlab_fuzz_add_text (GPtrArray *seeds, const char *text)
{
  normlab_fuzz_add (seeds, "", text, strlen (text));
}

void
normlab_fuzz_take (GPtrArray *seeds, const char *letters, GByteArray *bytes)
{
  normlab_fuzz_add (seeds, letters, bytes->data, bytes->len);
  g_byte_array_unref (bytes);
}
