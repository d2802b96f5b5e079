/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-notices.h"

G_BEGIN_DECLS

/**
 * NormlabFileQuestion:
 * @title: of the dialog
 * @name: what is proposed; nullable
 * @endings: for saving, ending with NULL: ".png", ".svg"; a name without any of them gets the
 *   first one; nullable
 * @kind: what people call files of @patterns, with which it is NULL or not
 * @patterns: ending with NULL; where something is opened, others can be asked for
 */
typedef struct
{
  const char *title;
  GtkFileChooserAction action;
  const char *name;
  const char *const *endings;
  const char *kind;
  const char *const *patterns;
} NormlabFileQuestion;

/* The answer. */
typedef void (*NormlabFileChosen) (const char *path, gpointer user_data);

#define NORMLAB_TYPE_FILE_CHOOSER (normlab_file_chooser_get_type ())
G_DECLARE_FINAL_TYPE (NormlabFileChooser, normlab_file_chooser, NORMLAB, FILE_CHOOSER, GObject)

/**
 * NormlabFileChooser:
 *
 * Asks for a file or a folder of this computer, one question at a time. What is on another one is
 * complained of, and so is a file that an ending would have replaced unasked: no answer comes then.
 */
NormlabFileChooser *normlab_file_chooser_new (GtkWindow *parent, NormlabNotices *notices);

gboolean normlab_file_chooser_is_asking (NormlabFileChooser *self);
/* Asks, unless it is asking already. @chosen is called with the answer, if there is one; then, or
 * when there will be none, @user_data is freed with @destroy (nullable). */
void normlab_file_chooser_ask (NormlabFileChooser *self,
                               const NormlabFileQuestion *question,
                               NormlabFileChosen chosen,
                               gpointer user_data,
                               GDestroyNotify destroy);
/* The same for where to save what is called @subject: a file of a @kind whose names have @ending,
 * ".normlab". */
void normlab_file_chooser_ask_where (NormlabFileChooser *self,
                                     const char *title,
                                     const char *subject,
                                     const char *ending,
                                     const char *kind,
                                     NormlabFileChosen chosen,
                                     gpointer user_data);

G_END_DECLS
