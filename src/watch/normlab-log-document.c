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

/* What comes behind the document; @offset: of the first of these bytes. */
static gboolean
take_rest (NormlabLogDocument *self, const guint8 *bytes, gsize n, guint64 offset, char **damage)
{
  for (gsize i = 0; self->alone && i < n; i++)
    if (!g_ascii_isspace (bytes[i]))
      {
        *damage = normlab_log_place_say (self->place, _("“%s” is no JSON from byte %s on"),
                                         offset + i);
        return FALSE;
      }
  return TRUE;
}

gboolean
normlab_log_document_feed (gpointer reader, const guint8 *bytes, gsize n, char **damage)
{
  NormlabLogDocument *self = reader;
  guint64 before = self->n_bytes;
  gboolean fine;
  gsize used;

  if (self->done)
    {
      self->n_bytes += n;
      return take_rest (self, bytes, n, before, damage);
    }
  /* The mark of UTF-8's byte order, of which a piece may have a part. */
  for (; n > 0 && self->n_mark == self->n_bytes && self->n_mark < sizeof mark
         && *bytes == mark[self->n_mark];
       bytes++, n--)
    {
      self->n_mark++;
      self->n_bytes++;
    }
  before = self->n_bytes;
  self->n_bytes += n;
  fine = normlab_json_feed (&self->json, (const char *) bytes, n);
  if (self->n_bytes > NORMLAB_LOG_DOCUMENT_MAX_SIZE || self->too_large)
    {
      *damage = normlab_log_place_say (
          self->place, _("“%s” is too large to be read as one document, at byte %s"),
          self->n_bytes);
      return FALSE;
    }
  if (normlab_json_is_done (&self->json))
    {
      self->hand_over (reader);
      self->done = TRUE;
      if (self->refusal != NULL)
        {
          *damage = normlab_log_place_say (self->place, _(self->refusal), self->n_bytes);
          return FALSE;
        }
      used = (gsize) (self->n_mark + self->json.offset - before);
      return take_rest (self, bytes + used, n - used, before + used, damage);
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
