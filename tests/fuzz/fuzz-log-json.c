/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON Lines; with "d" before them a document of rows, with "c" one of columns. What the parser
 * tells of them holds together. */

#include <string.h>

#include "normlab-fuzz-log.h"
#include "normlab-fuzz.h"
#include "normlab-json.h"

/* Opened and not closed. */
static void
on_event (NormlabJsonEvent event, const char *text, gsize length, double number, gpointer user_data)
{
  int *depth = user_data;

  g_assert_cmpuint (strlen (text), <=, length);
  g_assert_cmpuint (length, <=, NORMLAB_JSON_MAX_TEXT);
  if (event == NORMLAB_JSON_BEGIN_OBJECT || event == NORMLAB_JSON_BEGIN_ARRAY)
    (*depth)++;
  if (event == NORMLAB_JSON_END_OBJECT || event == NORMLAB_JSON_END_ARRAY)
    (*depth)--;
  g_assert_cmpint (*depth, >=, 0);
  g_assert_cmpint (*depth, <=, NORMLAB_JSON_MAX_DEPTH);
}

static void
check_parser (const char *text, gsize n)
{
  NormlabJson json;
  int depth = 0;
  gboolean fine;

  normlab_json_init (&json, on_event, &depth);
  fine = normlab_json_feed (&json, text, n);
  g_assert_cmpuint (json.offset, <=, n);
  g_assert_true (!fine || json.offset == n);
  if (normlab_json_finish (&json))
    {
      g_assert_true (fine && normlab_json_is_done (&json));
      g_assert_cmpint (depth, ==, 0);
    }
  normlab_json_clear (&json);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  const NormlabLogFormat *format = n == 0          ? &normlab_log_json_lines
                                   : *bytes == 'd' ? &normlab_log_json_rows
                                   : *bytes == 'c' ? &normlab_log_json_columns
                                                   : &normlab_log_json_lines;

  if (n > 0)
    bytes++, n--;
  check_parser ((const char *) bytes, n);
  normlab_fuzz_log (format, bytes, n);
  return 0;
}

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
  static const char own[]
      = ".{\"normlab\":1,\"runs\":[{\"run\":1,\"name\":\"x\",\"h\":\"40\"},{\"run\":2},{\"x\":1}],"
        "\"y\":{\"runs\":[{}]}}\n{\"run\":1,\"step\":1,\"loss\":2}\n{\"run\":3,\"step\":1,\"loss\":"
        "2}\n"
        "{\"run\":1,\"step\":2,\"state\":\"finished\"}\n{\"x\":1}\n{\"ended\":\"stopped\"}\n";
  static const char *const texts[] = {
    "",
    ".{\"step\": 0, \"loss\": 2.5}\n{\"step\": 1, \"loss\": null}\n\n{\"step\": 1, \"lo",
    ".\xef\xbb\xbf{\"step\":0,\"a\":NaN}\r\n {\"step\":1,\"a\":-Infinity,\"b\":true}\r\n",
    ".{\"lr\":0.1,\"s\":\"x\",\"n\":null}\n{\"step\":3,\"loss\":\"1\"}\n",
    ".{\"a\":1}\n{\"a\":2}\n",
    ".{\"step\":1,\"v\":{\"l\":1,\"m\":{\"n\":[1,{\"o\":2}]}}}\n{\"epoch\":1,\"b\":2}\n",
    ".{\"wall_time\":1700000000.5,\"iter\":1,\"a\":1}\n",
    ".{\"step\":1,\"a\":1}\nx\n[1]\n{\"step\":5,\"a\":1}\n{\"step\":2,\"a\":1}\n",
    ".{\"a\\u0041\\ud83d\\ude00\\ud83d\\udc00x\\ude00\\u0000\\n\\/\":1,\"\\ud800\":2}",
    ".{\"a\":\"\\x\"}\n{\"a\":\"\\u00g\"}\n{\"a\":+1}\n{\"a\":tru}\n{,}\n{\"a\" 1}\n{\"a\":1]\n",
    ".{\"a\":1e999,\"b\":-1.5E-3,\"c\":[],\"d\":{},\"e\":[[],{}]}\n",
    own,
    ".{\"normlab\":1,\"runs\":[{\"run\":1",
    "d{\"a\":1,\"log_history\":[{\"step\":1,\"loss\":2},5,{},{\"step\":2,\"v\":{\"l\":NaN}}],"
    "\"b\":{\"log_history\":[{\"step\":1}]}}",
    "d[{\"step\":1,\"a\":2},\n{\"step\":0,\"a\":3}]\n",
    "d\xef\xbb\xbf[[{\"step\":1}]]",
    "d{\"log_history\":[}",
    "d{\"log_history\":[{\"step\":1",
    "d{\"log_history\":[]}x",
    "d5",
    "dnull",
    "c{\"loss\":[2,1.5,null,NaN],\"val_loss\":[3],\"epoch\":[0,1,2,3]}",
    "c{\"loss\":{\"0\":2,\"1\":1},\"a\":{\"b\":[1,2],\"0\":{\"1\":3}},\"loss\":[7]} x",
    "c\xef\xbb\xbf{\"a\":[1,[2,{\"b\":[3]}],{\"0\":4}],\"b\":5,\"c\":\"x\",\"d\":[true],\"e\":[]}",
    "c{\"a\":[1,2",
    "c[1,2]",
    "c{}",
  };
  g_autoptr (GString) deep = g_string_new (".{\"a\":");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    normlab_fuzz_add_text (seeds, texts[i]);
  for (guint i = 0; i < NORMLAB_JSON_MAX_DEPTH; i++)
    g_string_append_c (deep, '[');
  normlab_fuzz_add_text (seeds, deep->str);
}
