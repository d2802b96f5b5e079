/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a file is that somebody opens. */

#include "normlab-file-kind.h"
#include "normlab-fuzz-wrap.h"
#include "normlab-fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) file = normlab_fuzz_wrap (bytes, n);
  NormlabFileKind kind = normlab_file_kind_find (normlab_fuzz_file (file->data, file->len), &error);

  normlab_fuzz_check (kind != NORMLAB_FILE_OTHER ? bytes : NULL, error);
  return 0;
}

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
  static const char *const texts[] = {
    ".",
    ".\x89PNG",
    ".\xff\xd8\xff",
    ".GIF8",
    ".<?xml",
    ".<svg",
    ".%PDF-1",
    ".a,b\nc,d\n",
    ".a;b",
    ".some text\n",
    ".caf\xe9 and more",
    ".\xef\xbb\xbf[Experiment]\n",
    ".# a\n[Session]\n",
    "ga",
    "ax\nb",
    ".\x93NUMPY\1",
    ".\1\2\3\4\5\6",
    ".caf\xc3",
    ".<!doctype html>",
    ".version https://git-lfs.github.com/spec/v1\n",
    ".\xff\xfez",
    ".\x80\4\x95",
    ".\x89HDF\r\n\x1a\n",
    ".0,1,2,3,4,5\n1,2,3,4,5,6\n",
    ".{\"a\": 1}",
    ".(dp0\n",
    ".cnumpy.core.multiarray\n",
  };

  /* CIFAR's, all black and of the first class. */
  static const guint8 rows[4 * 3073];

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    normlab_fuzz_add_text (seeds, texts[i]);
  normlab_fuzz_add (seeds, ".", "\0\0\x08\3\0\0\0\1", 8);
  normlab_fuzz_add (seeds, ".", rows, sizeof rows);
  normlab_fuzz_add (seeds, ".", "\62\0\0\0\0\1\0\0\x10\0\0\0\0\0\0\0\5\0\0\0data\0\1\2", 27);
  normlab_fuzz_add (seeds, ".", "\xff\xff\xff\xff\x80\1\0\0\x10\0\0\0\0\0\x0a\0\x0e\0\6\0", 20);
  normlab_fuzz_add (seeds, ".", "\x28\0\0\0\0\0\0\0{\"x\":{\"dtype\":", 20);
  normlab_fuzz_add (seeds, ".", "\x2c\1\0\0\0\0\0\0\1\2\3\4\x0a\x40\x0a\x3e\1\2\3\4", 20);
  normlab_fuzz_add (seeds, ".", "\3\x08\0\0\1\0\0\0", 8);
}
