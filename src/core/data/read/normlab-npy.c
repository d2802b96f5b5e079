/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-array.h"
#include "normlab-error.h"
#include "normlab-text.h"

#define PREFIX 8 /* magic and version */
/* NumPy itself reads no longer ones. */
#define MAX_LENGTH 10000

/* What follows a key of the dictionary, or NULL. Keys are in quotes of either kind; none occurs in
 * another's value. */
static const char *
find_value (const char *header, const char *key)
{
  static const char quotes[] = "'\"";

  for (guint i = 0; quotes[i] != '\0'; i++)
    {
      g_autofree char *quoted = g_strdup_printf ("%c%s%c", quotes[i], key, quotes[i]);
      const char *found = strstr (header, quoted);

      if (found == NULL)
        continue;
      found += strlen (quoted);
      found += strspn (found, " ");
      if (*found == ':')
        return found + 1 + strspn (found + 1, " ");
    }
  return NULL;
}

static gboolean
read_element (NormlabArrayHeader *self, const char *descr)
{
  static const struct
  {
    const char *code;
    NormlabElement element;
  } types[] = {
    { "b1", NORMLAB_ELEMENT_BOOL }, { "u1", NORMLAB_ELEMENT_U8 },  { "i1", NORMLAB_ELEMENT_I8 },
    { "u2", NORMLAB_ELEMENT_U16 },  { "i2", NORMLAB_ELEMENT_I16 }, { "u4", NORMLAB_ELEMENT_U32 },
    { "i4", NORMLAB_ELEMENT_I32 },  { "u8", NORMLAB_ELEMENT_U64 }, { "i8", NORMLAB_ELEMENT_I64 },
    { "f2", NORMLAB_ELEMENT_F16 },  { "f4", NORMLAB_ELEMENT_F32 }, { "f8", NORMLAB_ELEMENT_F64 },
  };

  /* Quote, order, type and size, quote. */
  if (strlen (descr) < 5 || strchr ("'\"", descr[0]) == NULL || descr[4] != descr[0]
      || strchr ("<>|=", descr[1]) == NULL)
    return FALSE;
  self->little_endian = descr[1] != '>';
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strncmp (descr + 2, types[i].code, 2) == 0)
      {
        self->element = types[i].element;
        return TRUE;
      }
  return FALSE;
}

/* Characters, or bytes that are. */
static gboolean
is_text (const char *descr)
{
  return strlen (descr) > 3 && strchr ("'\"", descr[0]) != NULL && strchr ("<>|=", descr[1]) != NULL
         && (descr[2] == 'U' || descr[2] == 'S');
}

/* "(600, 28, 28)", "(600,)" or "()". */
static gboolean
read_shape (NormlabArrayHeader *self, const char *shape)
{
  const char *p = shape;

  if (*p++ != '(')
    return FALSE;
  for (self->n_dimensions = 0; *p != ')';)
    {
      char *end;

      p += strspn (p, " ");
      if (!g_ascii_isdigit (*p) || self->n_dimensions == NORMLAB_ARRAY_MAX_DIMENSIONS)
        return FALSE;
      self->sizes[self->n_dimensions++] = g_ascii_strtoull (p, &end, 10);
      p = end + (*end == 'L'); /* long integers of Python 2 */
      p += strspn (p, " ");
      if (*p == ',')
        p++;
      else if (*p != ')')
        return FALSE;
      p += strspn (p, " ");
    }
  return self->n_dimensions > 0;
}

static gboolean
read_dictionary (NormlabArrayHeader *self, const char *text, const char *name, GError **error)
{
  const char *descr = find_value (text, "descr");
  const char *fortran = find_value (text, "fortran_order");
  const char *shape = find_value (text, "shape");
  g_autofree char *quoted = normlab_text_for_message (text, -1);

  if (descr == NULL || fortran == NULL || shape == NULL)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” has a header that is none of NumPy’s: “%s”"), name, quoted);
  else if (g_str_has_prefix (descr, "'|O") || g_str_has_prefix (descr, "\"|O")
           || g_str_has_prefix (descr, "'O") || g_str_has_prefix (descr, "\"O"))
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” holds Python’s objects as a pickle, which is a program and never run "
                    "here; save an array of numbers instead"),
                 name);
  else if (is_text (descr))
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” holds words; numpy.unique (…, return_inverse=True) makes numbers of "
                    "labels: save these"),
                 name);
  else if (!read_element (self, descr))
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” does not hold numbers of a kind that is read here (whole numbers, or "
                    "floating point of 2, 4 or 8 bytes): “%s”"),
                 name, quoted);
  else if (!read_shape (self, shape))
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” has a shape that is not read here: “%s”; images have 2 to 4 dimensions, "
                    "labels 1 or 2"),
                 name, quoted);
  else
    {
      self->fortran = g_str_has_prefix (fortran, "True");
      return TRUE;
    }
  return FALSE;
}

gboolean
normlab_npy_read_header (NormlabArrayHeader *self, NormlabByteReader *source, GError **error)
{
  const char *name = normlab_byte_reader_get_name (source);
  guint8 prefix[PREFIX], bytes[4];
  guint n_bytes;
  guint64 length;
  g_autofree char *text = NULL;

  if (!normlab_array_header_take (self, source, prefix, PREFIX, error))
    return FALSE;
  if (prefix[6] < 1 || prefix[6] > 3)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is of version %u of NumPy’s format; versions 1 to 3 are read here"),
                   name, prefix[6]);
      return FALSE;
    }

  n_bytes = prefix[6] == 1 ? 2 : 4;
  if (!normlab_array_header_take (self, source, bytes, n_bytes, error))
    return FALSE;
  length = bytes[0] | (guint64) bytes[1] << 8;
  if (n_bytes == 4)
    length |= (guint64) bytes[2] << 16 | (guint64) bytes[3] << 24;
  if (length > MAX_LENGTH)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has a header that is none of NumPy’s: it would be %u bytes long"), name,
                   (guint) length);
      return FALSE;
    }

  for (guint i = 0; i < NORMLAB_ARRAY_MAX_DIMENSIONS; i++)
    self->size_positions[i] = PREFIX + n_bytes;
  text = g_malloc0 (length + 1);
  return normlab_array_header_take (self, source, (guint8 *) text, length, error)
         && read_dictionary (self, text, name, error);
}
