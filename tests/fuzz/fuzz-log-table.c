/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables of training, and lines for people: the first byte says which ("t" text, "m" MLflow's; "c"
 * a table whose first line is what has been chosen for its columns). What stands behind "\n~~~\n"
 * is read after it, as what has taken its place. */

#include <string.h>

#include "normlab-fuzz-log.h"
#include "normlab-fuzz.h"

/* The choice in the first line, behind which @bytes are then; NULL: it is none. */
static NormlabColumnChoice *
take_choice (const guint8 **bytes, gsize *n)
{
  const guint8 *end = memchr (*bytes, '\n', *n);
  g_autofree char *text
      = g_strndup ((const char *) *bytes, end != NULL ? (gsize) (end - *bytes) : *n);
  NormlabColumnChoice *choice = normlab_column_choice_from_string (text);
  g_autofree char *again = choice != NULL ? normlab_column_choice_to_string (choice) : NULL;

  g_assert_true (choice == NULL || strcmp (again, text) == 0);
  *n -= end != NULL ? (gsize) (end + 1 - *bytes) : *n;
  *bytes = end != NULL ? end + 1 : *bytes;
  return choice;
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  static const char mark[] = "\n~~~\n";
  const NormlabLogFormat *format = &normlab_log_table;
  g_autoptr (NormlabColumnChoice) choice = NULL;
  const guint8 *second;
  char kind = n > 0 ? (char) *bytes : '.';

  if (kind == 't' || kind == 'm')
    format = kind == 't' ? &normlab_log_text : &normlab_log_mlflow;
  if (n > 0)
    bytes++, n--;
  if (kind == 'c')
    choice = take_choice (&bytes, &n);
  normlab_fuzz_log_choose (choice);
  second = memmem (bytes, n, mark, strlen (mark));
  if (second == NULL)
    normlab_fuzz_log (format, bytes, n);
  else
    normlab_fuzz_log_after (format, bytes, (gsize) (second - bytes), second + strlen (mark),
                            n - (gsize) (second - bytes) - strlen (mark));
  return 0;
}

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
  static const char *const texts[] = {
    "",
    ".epoch,loss\n0,1\n1,0.5\n",
    ".epoch;loss\r\n0;1,5\r\n1;NA\r\n",
    ".step\tloss\r0\tnan\r1\tinf\r",
    ".\xef\xbb\xbf# x\nsep=,\nstep,\"a, b\",a,a,,\n0,\"[1, 2]\",00:03,1:2:3.5,x,\n",
    ".epoch,a\n0,1\nepoch,a\n0,2\nepoch,b,a\n3,1,2\n",
    ".epoch,a\n0,1\nepoch,b,a\n0,1,2\nepoch,c\n",
    ".# made\n# step  loss\n0 1\n10 5 %\nstep loss\n1\t2\n\n  5 6  \n",
    ".step a\n0 1\n5 2\n~~~\nstep a\n3 1\n",
    ".val loss\n1\n2 3\n",
    ".%a;b\n1,5;45,2%\n",
    ".1 2\n3 4\n",
    ".1,2\n3,4\n-5e300,1e999\n",
    ".loss\n1\n2\n",
    ".Wall time,Step,Value\n1700000000,3,0.5\n1700000000000,2,1\n",
    ".run,dataset,hidden,step,loss,state,name\n1,d,40,0,1,finished,x\n2,d,\"4,2\",0,1,diverged,\n"
    "1,d,40,1,2,finished,x\n,d,1,1,1,,\n",
    ".run,step,metric,value\na,0,loss,1\na,1,,2\na,1,acc,2\n",
    ".step,a\n0,1\n5,2\n~~~\nstep,a\n3,1\n",
    ".step,a\n0,1\n5,2\n~~~\nstep,a\n0,1\n",
    ".,epoch,a\n0,5,1\n1,,2\n2,4\n",
    ".a,b\nc,d\n",
    ".step,a\n9007199254740993,00000000000000000000000000000000000001\n1,.\n2,-\n3,1e\n4,1e+\n",
    ".step,a\n0,\"x\"\"y\n1,\"2\n",
    "titer 10: loss 2.5, time 31.5ms, mfu -100.00%\nstep 10: train loss 1, val loss nan\niter x\n"
    "iter 1: a\niter 1: a b\niter 1: a 1)\n",
    "ts:1 trl:2.25 lr:0.0006\ns:2 tel:-inf \ns:3\ns:3  a:1  b:2\ns:3 a\ns:3 :1\ns:3 a:x\ns:3xa:1\n",
    "m1700000000123 2.5 0\n1700000000123 nan 10\n1 2\n1700000000123\nx\n1 x\n1 2 x\n1  2  3\n"
    "~~~\n1700000000123 2.5 5\n",
    "m1700000000123 2.5 10\n~~~\n1700000000123 2.5 5\n",
    "cx=2;loss=3;none=1,4-5;others=own\nt,it,a,b,c,d\n0,5,1,2,3,x\n1,4,1,,nan,6\n",
    "cx=rows;others=guessed\nstep,timestamp,a\n7,1700000000,1\n~~~\nstep,b\n1,2\n",
    "cx=guessed;test-accuracy=2;none=1;others=own\n,timestamp,epoch\n0,1700000000,1\n",
    "cx=9;others=guessed\n1,2\n3,4\n",
    "cx=1;others=all\nrun,step,a\n1,0,1\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    normlab_fuzz_add_text (seeds, texts[i]);
}
