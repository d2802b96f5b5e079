/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables of text; the same one as training and as test set. */

#include "normlab-csv.h"
#include "normlab-fuzz-wrap.h"
#include "normlab-fuzz.h"

static void
check (const NormlabCsv *csv)
{
  g_assert_cmpuint (csv->n_items, >, 0);
  g_assert_cmpuint (csv->rows * csv->columns, >, 0);
  for (guint i = 0; i < csv->n_items && csv->class_names != NULL; i++)
    g_assert_cmpuint (csv->labels[i], <, g_strv_length (csv->class_names));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again_error = NULL;
  g_autoptr (GByteArray) file = normlab_fuzz_wrap (bytes, n);
  g_auto (NormlabCsv) csv = { 0 };
  g_auto (NormlabCsv) again = { 0 };
  const char *path = normlab_fuzz_file (file->data, file->len);
  gboolean ok = normlab_csv_read (&csv, path, NULL, NULL, &error);

  normlab_fuzz_check (ok ? &csv : NULL, error);
  if (!ok)
    return 0;
  check (&csv);
  ok = normlab_csv_read (&again, path, &csv, NULL, &again_error);
  normlab_fuzz_check (ok ? &again : NULL, again_error);
  if (ok)
    check (&again);
  return 0;
}

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
  static const char *const texts[] = {
    ".label,1x1,1x2,2x1,2x2\n0,1,2,3,4\n1,5,6,255,8\n",
    ".0,1,2,3,4\n1,5,6,7,8\n",
    ".1,2,3,4,0\r\n5,6,7,8,1\r\n",
    "g1\t2\t3\t4\ta\n5\t6\t7\t8\tb\n",
    "tcat;0,5;1,0;0;0;0;0\ndog;0,5;0,25;1;1;1;1\n",
    ".  0   1 2 3  4 \n 1 2 3 4 5 \n",
    ".\xef\xbb\xbfid,target,a,b,c,d\n7,0,0.5,1,0,0\n8,1,1e-1,1,0,0\n",
    "hpixel0,pixel1,pixel2,pixel3,class\n0,0,0,0,\"a b\"\n\n0,0,0,0,c",
    ".0,1,0,1,0\r1,0,1,0,1\r1,0.5,1,0,1\r",
    ".0,1,1,0,0\n1,0.5,0,0,7\n1,300,-1,0,1\n",
    ".Unnamed: 0,pixel1,pixel2,pixel3,pixel4,label\n0,1,2,3,4,a\n",
    ".0,1,2,3,4,5,6,7,8,9\n1,1,1,1,1,1,1,1,1,1\n2,1,1,1,1,1,1,1,1,1\n",
    ".label,a,b,c,d\n",
    ".label,a,b,c,d\n0,1,2,3,-4\n1,300,2,3,4\n",
    ".0.5,1,2,3,0.5\n1.5,1,2,3,1.5\n",
    ".label,a,b,c,d\n300,1,2,3,4\n1,1,2,3,4\n",
    ".0,1,2,3,0.5\n1,1,1,1,255\n",
    "c0,1,2,3,4\n1,1,2,3,4\n",
    ".a,1,2,3,b\nc,1,2,3,d\n",
    ".0,1,2,3\n",
    ".0,1,2,3,4\n1,2,3\n",
    ".0,1,x,3,4\n",
    ".\n\n\n",
    ".0 1:1 2:255 4:3\n1 1:7 9:8 # a comment\n\n# and one\n+1\n",
    "g0 0:0.5 2:0.25 3:1\n1.0 1:1e-1 6:1\n",
    ".0 1:1 2:1 3:1 4:1\n1 1:1 x\n",
    ".0 1:1 2:1 3:1 4:1\n1 16777216:1\n1\n1\n1\n1\n1",
    ".0 1:1 2:1 3:1 4:-1\n1 4:300\n",
    ".1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0\n0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1\n",
    "g0.0 1. 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 \n0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 1 0 \n",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    normlab_fuzz_add_text (seeds, texts[i]);
  /* More empty lines than there may be, a line longer than is read at once, and many of them. */
  normlab_fuzz_add_text (seeds, "R\xff\xff\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n");
  normlab_fuzz_add_text (seeds, "R\xff\xff,1,23,4,");
  normlab_fuzz_add_text (seeds, "R\017\3770,1,2,3,4\n1,5,6,7,8\n");
}
