/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  NORMLAB_JSON_BEGIN_OBJECT,
  NORMLAB_JSON_END_OBJECT,
  NORMLAB_JSON_BEGIN_ARRAY,
  NORMLAB_JSON_END_ARRAY,
  NORMLAB_JSON_KEY,    /* text */
  NORMLAB_JSON_STRING, /* text */
  NORMLAB_JSON_NUMBER, /* number, and text as it stands there */
  NORMLAB_JSON_WORD,   /* text: true, false or null */
} NormlabJsonEvent;

/* @text: ended by a NUL, also of numbers; what is longer than NORMLAB_JSON_MAX_TEXT is cut.
 * @number: also NaN and the infinities, which Python writes. */
typedef void (*NormlabJsonFunc) (NormlabJsonEvent event,
                                 const char *text,
                                 gsize length,
                                 double number,
                                 gpointer user_data);

#define NORMLAB_JSON_MAX_DEPTH 64
#define NORMLAB_JSON_MAX_TEXT 65536

/**
 * NormlabJson:
 *
 * Reads one JSON value that comes in pieces, and tells what is in it as it goes (RFC 8259; NaN,
 * Infinity and -Infinity are numbers).
 */
typedef struct
{
  NormlabJsonFunc function;
  gpointer user_data;

  GString *token;
  guint64 offset; /* of the next byte */
  guint depth;
  guint64 objects; /* a bit for each level: whether it is an object */
  guint state, lexer;
  guint unicode, n_unicode, surrogate;
  gboolean failed;
} NormlabJson;

void normlab_json_init (NormlabJson *self, NormlabJsonFunc function, gpointer user_data);
void normlab_json_clear (NormlabJson *self);
/* Another value begins. */
void normlab_json_reset (NormlabJson *self);
/* FALSE if it is no JSON: then @offset is the byte. */
gboolean normlab_json_feed (NormlabJson *self, const char *text, gsize n);
/* Nothing more comes: whether a value was there and is complete. */
gboolean normlab_json_finish (NormlabJson *self);
/* Whether the value is complete (a number alone never is before the end), whatever came behind. */
gboolean normlab_json_is_done (const NormlabJson *self);

G_END_DECLS
