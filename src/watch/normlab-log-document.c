/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-log-document.h"

#include <glib/gi18n-lib.h>

static const guint8 mark[] = { 0xef, 0xbb, 0xbf };

void
normlab_log_document_init (NormlabLogDocument *self,
                           const NormlabLogPlace *place,
                           NormlabJsonFunc function,
                           void (*hand_over) (gpointer reader))
{
  *self = (NormlabLogDocument){ .place = place, .hand_over = hand_over };
  normlab_json_init (&self->json, function, self);
}

void
normlab_log_document_clear (NormlabLogDocument *self)
{
  normlab_json_clear (&self->json);
}

gboolean
normlab_log_document_feed (gpointer reader, const guint8 *bytes, gsize n, char **damage)
{
  NormlabLogDocument *self = reader;
  gboolean fine;

  if (self->done)
    return TRUE;
  /* The mark of UTF-8's byte order, of which a piece may have a part. */
  for (; n > 0 && self->n_mark == self->n_bytes && self->n_mark < sizeof mark
         && *bytes == mark[self->n_mark];
       bytes++, n--)
    {
      self->n_mark++;
      self->n_bytes++;
    }
  self->n_bytes += n;
  fine = normlab_json_feed (&self->json, (const char *) bytes, n);
  if (self->n_bytes > NORMLAB_LOG_DOCUMENT_MAX_SIZE || self->too_large)
    {
      *damage = normlab_log_place_say (
          self->place, _("“%s” is too large to be read as one document, at byte %s"),
          self->n_bytes);
      return FALSE;
    }
  /* What stands behind it is nobody's. */
  if (normlab_json_is_done (&self->json))
    {
      self->hand_over (reader);
      self->done = TRUE;
      return TRUE;
    }
  if (!fine)
    *damage = normlab_log_place_say (self->place, _("“%s” is no JSON from byte %s on"),
                                     self->n_mark + self->json.offset);
  return fine;
}

void
normlab_log_document_finish (gpointer reader, char **damage)
{
  NormlabLogDocument *self = reader;

  if (!self->done && *damage == NULL)
    *damage
        = normlab_log_place_say (self->place, _("“%s” ends too early, at byte %s"), self->n_bytes);
}
