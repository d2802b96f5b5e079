/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-byte-reader.h"
#include "normlab-error.h"
#include "normlab-magic.h"
#include "normlab-text.h"

void
normlab_byte_reader_set_other_error (NormlabByteReader *self, GError **error)
{
  const char *name = normlab_byte_reader_get_name (self);
  const char *what;
  const char *advice;
  gsize n;
  const guint8 *bytes = normlab_byte_reader_peek (self, &n);
  NormlabMagic magic = normlab_magic_find (bytes, n, &what, &advice);

  if (advice != NULL)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 /* Translators: a file, "a web page" or the like, and what to do then */
                 _("“%s” is %s; %s"), name, what, advice);
  else if (magic == NORMLAB_MAGIC_TEXT)
    {
      g_autofree char *text = normlab_text_for_message ((const char *) bytes, (gssize) n);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   /* Translators: a file, and what stands in it */
                   _("“%s” is a text where data were expected: it begins with “%s”"), name, text);
    }
  else if (n >= 4)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 /* Translators: a file, "of an unknown kind" or the like, and four numbers */
                 _("“%s” is %s where an array was expected: it begins with %02x %02x %02x %02x"),
                 name, what, bytes[0], bytes[1], bytes[2], bytes[3]);
  else
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” is cut off: it ends at byte %u, within its header"), name, (guint) n);
}
