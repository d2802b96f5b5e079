/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of data sets that can be fetched, which people may replace. */

#include <string.h>

#include "normlab-fuzz.h"
#include "normlab-source.h"

static void
check (GPtrArray *sources)
{
  for (guint i = 0; i < sources->len; i++)
    {
      const NormlabSource *source = g_ptr_array_index (sources, i);
      g_autofree char *folder = normlab_source_get_folder (source);

      g_assert_nonnull (folder);
      g_assert_nonnull (normlab_sources_find (sources, source->id, NULL));
      g_assert_cmpuint (source->files->len, >, 0);
      g_assert_nonnull (source->addresses[0]);
      g_assert_cmpuint (normlab_source_get_bytes (source), >, 0);
      for (guint k = 0; k < source->files->len; k++)
        {
          const NormlabSourceFile *file = g_ptr_array_index (source->files, k);

          /* Nothing is written anywhere else. */
          g_assert_null (strchr (file->name, '/'));
          g_assert_true (*file->name != '.' && *file->name != '\0');
        }
      normlab_source_is_here (source, "/nowhere");
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources = NULL;

  g_setenv ("NORMLAB_DATA_SETS", normlab_fuzz_file (bytes, n), TRUE);
  sources = normlab_sources_load (&error);
  normlab_fuzz_check (sources, error);
  if (sources == NULL)
    return 0;
  check (sources);
  g_assert_null (normlab_sources_find (sources, "\xff\n", &error));
  normlab_fuzz_check (NULL, error);
  return 0;
}

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
#define HEAD                                                                                       \
  "[a]\nName=A\nAbout=b\nAbout[ja]=c\nHome=http://a/\nAddresses=https://a.b/c/;http://d/\n"
#define SUM "0123456789abcdef0123456789abcdef"
  static const char *const texts[] = {
    HEAD "Files=x;y\nMD5=" SUM ";" SUM "\nBytes=1;2\n",
    HEAD "Files=x\nMD5=" SUM "\n[b]\nName=B\n",
    HEAD "Files=x;y\nMD5=" SUM "\n",
    HEAD "Files=../x\nMD5=" SUM "\n",
    HEAD "Files=.x\nMD5=" SUM "\nBytes=\n",
    HEAD "Files=x\nMD5=0\n",
    HEAD "Files=x\nMD5=" SUM "\nBytes=0\n",
    HEAD "Files=;\nMD5=" SUM "\n",
    HEAD "Other=x\n",
    "[..]\nName=A\n",
    "[a]\nName=A\nAbout=b\nHome=c\nAddresses=ftp://a/\n",
    "[a]\nName=A\nAbout=b\nHome=c\nAddresses=https://a/?b/\n",
    "[a]\n",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    normlab_fuzz_add_text (seeds, texts[i]);
}
