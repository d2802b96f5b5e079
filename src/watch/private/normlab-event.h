/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An event of TensorBoard's: tensorflow/core/util/event.proto and summary.proto. */

typedef struct
{
  /* Of a tag, a number. @tag: not ended by a NUL. */
  void (*scalar) (const char *tag,
                  gsize length,
                  gint64 step,
                  double time,
                  double value,
                  gpointer user_data);
  /* A session begins at a step: what lies at it or behind it is void. */
  void (*start) (gint64 step, gpointer user_data);
  void (*parameter) (const char *name, const char *text, gpointer user_data);
} NormlabEventFuncs;

/* Tells what is in the bytes of a record. FALSE if they are no event. */
gboolean normlab_event_read (const guint8 *bytes,
                             gsize n,
                             const NormlabEventFuncs *funcs,
                             gpointer user_data);

G_END_DECLS
