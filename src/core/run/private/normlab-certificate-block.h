/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-certificate.h"

G_BEGIN_DECLS

/* normlab-certificate-find.c looks for certificates in a text; normlab-certificate-text.c reads and
 * writes each. */

#define NORMLAB_CERTIFICATE_BEGIN "-----BEGIN NORMLAB CERTIFICATE-----"
#define NORMLAB_CERTIFICATE_END "-----END NORMLAB CERTIFICATE-----"

/**
 * NormlabCertificateBlock:
 * @values: char *: char *
 * @lines: those that are checked
 * @line: where it begins; 0 outside of any
 * @place: which it is in the text, from 1; 0 before any
 *
 * What stands between the two lines.
 */
typedef struct
{
  GHashTable *values;
  GString *lines;
  guint line;
  guint place;
} NormlabCertificateBlock;

/* Forgets what was there. */
void normlab_certificate_block_begin (NormlabCertificateBlock *self, guint line);
/* Takes a line, which is the text's @number-th, in. */
gboolean normlab_certificate_block_add (NormlabCertificateBlock *self,
                                        const char *line,
                                        guint number,
                                        GError **error);
/* All of it has been taken in. */
NormlabCertificate *normlab_certificate_block_take (NormlabCertificateBlock *self, GError **error);

/* FALSE with NORMLAB_ERROR_FORMAT "line 5: …". */
gboolean normlab_certificate_refuse (guint line, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
