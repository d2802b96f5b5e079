/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-file-kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-data-format.h"
#include "normlab-error.h"
#include "normlab-key-file.h"
#include "normlab-magic.h"
#include "normlab-text.h"

/* Bytes in which the first group of a key file is looked for. */
#define HEAD_SIZE 65536

/* What files begin with. */
static const struct
{
  const char *bytes;
  guint n_bytes;
  const char *words;
} magics[] = {
  { "\x89PNG", 4, N_("it is a picture") },
  { "\xff\xd8\xff", 3, N_("it is a picture") },
  { "GIF8", 4, N_("it is a picture") },
  { "<?xml", 5, N_("it is a picture or another document") },
  { "<svg", 4, N_("it is a picture") },
  { "%PDF", 4, N_("it is a document (PDF)") },
};

/* What only data sets begin with. */
static gboolean
is_data (const char *path, const char *head, gsize length)
{
  switch (normlab_magic_find ((const guint8 *) head, length, NULL, NULL))
    {
    case NORMLAB_MAGIC_IDX:
    case NORMLAB_MAGIC_NPY:
    case NORMLAB_MAGIC_ZIP:
    case NORMLAB_MAGIC_GZIP:
    case NORMLAB_MAGIC_LFS_POINTER:
      return TRUE;
    case NORMLAB_MAGIC_TEXT:
      return normlab_data_is_table (path) || normlab_data_is_cifar (path);
    case NORMLAB_MAGIC_UNKNOWN:
    case NORMLAB_MAGIC_EMPTY:
    case NORMLAB_MAGIC_WEB_PAGE:
    case NORMLAB_MAGIC_IMAGE:
    case NORMLAB_MAGIC_OTHER:
    default:
      return normlab_data_is_cifar (path);
    }
}

/* What it is of which there is something to be done; NULL of others. */
static char *
find_advice (const char *head, gsize length)
{
  const char *what, *advice;

  switch (normlab_magic_find ((const guint8 *) head, length, &what, &advice))
    {
    case NORMLAB_MAGIC_WEB_PAGE:
    case NORMLAB_MAGIC_IMAGE:
    case NORMLAB_MAGIC_OTHER:
      /* Translators: "a Parquet file" or the like, and what to do then */
      return advice != NULL ? g_strdup_printf (_("it is %s; %s"), what, advice) : NULL;
    case NORMLAB_MAGIC_IDX:
    case NORMLAB_MAGIC_NPY:
    case NORMLAB_MAGIC_ZIP:
    case NORMLAB_MAGIC_GZIP:
    case NORMLAB_MAGIC_LFS_POINTER:
    case NORMLAB_MAGIC_TEXT:
    case NORMLAB_MAGIC_UNKNOWN:
    case NORMLAB_MAGIC_EMPTY:
    default:
      return NULL;
    }
}

static const char *
find_magic (const char *head, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (length >= magics[i].n_bytes && memcmp (head, magics[i].bytes, magics[i].n_bytes) == 0)
      return _(magics[i].words);
  return NULL;
}

/* A key file of ours, by the first line that is the name of a group which we know. */
static NormlabFileKind
find_group (char **lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    if (strcmp (g_strstrip (lines[i]), "[Experiment]") == 0)
      return NORMLAB_FILE_EXPERIMENT;
    else if (strcmp (lines[i], "[Session]") == 0)
      return NORMLAB_FILE_SESSION;
  return NORMLAB_FILE_OTHER;
}

static guint
count (const char *line, char separator)
{
  guint n = 0;

  for (; *line != '\0'; line++)
    n += *line == separator;
  return n;
}

/* Two lines with as many fields. */
static gboolean
is_table (char **lines)
{
  static const char separators[] = ",;\t";

  if (lines[0] == NULL || lines[1] == NULL)
    return FALSE;
  for (guint i = 0; separators[i] != '\0'; i++)
    if (count (lines[0], separators[i]) > 0
        && count (lines[0], separators[i]) == count (lines[1], separators[i]))
      return TRUE;
  return FALSE;
}

/* Cut somewhere, it may end in the middle of a character. */
static gboolean
is_text (const char *head, gsize length)
{
  const char *end;

  return g_utf8_validate (head, (gssize) length, &end) || head + length - end < 4;
}

static const char *
describe (const char *head, gsize length, char **lines)
{
  const char *words = find_magic (head, length);

  if (words != NULL)
    return words;
  if (length == 0)
    return _("it is empty");
  if (!is_text (head, length))
    return _("it is neither an experiment nor a session");
  return is_table (lines) ? _("it is a table, and neither an experiment nor a session")
                          : _("it is a text, and neither an experiment nor a session");
}

NormlabFileKind
normlab_file_kind_find (const char *path, GError **error)
{
  g_autofree char *head = NULL;
  g_autofree char *name = NULL;
  g_autofree char *advice = NULL;
  g_auto (GStrv) lines = NULL;
  NormlabFileKind kind = NORMLAB_FILE_OTHER;
  gsize length;

  g_return_val_if_fail (path != NULL, NORMLAB_FILE_OTHER);

  head = normlab_key_file_read_head (path, HEAD_SIZE, &length, error);
  if (head == NULL)
    return NORMLAB_FILE_OTHER;
  lines = g_strsplit (g_str_has_prefix (head, "\xef\xbb\xbf") ? head + 3 : head, "\n", -1);
  if (find_magic (head, length) == NULL)
    kind = find_group (lines);
  if (kind != NORMLAB_FILE_OTHER)
    return kind;
  if (is_data (path, head, length))
    return NORMLAB_FILE_DATA;
  name = normlab_text_for_path (path);
  advice = find_magic (head, length) == NULL ? find_advice (head, length) : NULL;
  /* Translators: a file, and what it is */
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT, _("“%s” cannot be opened: %s"), name,
               advice != NULL ? advice : describe (head, length, lines));
  return NORMLAB_FILE_OTHER;
}
