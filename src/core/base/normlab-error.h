/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabError:
 * @NORMLAB_ERROR_FAILED: the machine refused: a file cannot be opened, read or written
 * @NORMLAB_ERROR_DATA: a data set's file holds something other than what it should
 * @NORMLAB_ERROR_VALUE: a setting is out of its range or not a value at all
 * @NORMLAB_ERROR_FORMAT: a saved experiment or session cannot be understood
 * @NORMLAB_ERROR_CANCELLED: somebody asked for it to stop
 *
 * What a user, a file or the machine can cause. Every message is one translated sentence which
 * names the file or the option, the place in it, and what was expected. An error about one of a
 * set of settings knows which, so that nobody has to look for it in the message.
 */
typedef enum
{
  NORMLAB_ERROR_FAILED,
  NORMLAB_ERROR_DATA,
  NORMLAB_ERROR_VALUE,
  NORMLAB_ERROR_FORMAT,
  NORMLAB_ERROR_CANCELLED,
} NormlabError;

#define NORMLAB_ERROR (normlab_error_quark ())
GQuark normlab_error_quark (void);

/* NORMLAB_ERROR_VALUE with the message "name: reason", which is about a setting: @setting is its
 * number among those of its kind. */
void normlab_error_set_about (GError **error, guint setting, const char *name, const char *reason);

/* The number of the setting that the error is about; −1 for any other error, of whatever
 * domain. Copies of the error know it too, also with another code or words before the message. */
int normlab_error_get_setting (const GError *error);
/* What is wrong with that setting: the message without its name, or before which somebody wrote a
 * file's. The whole message where the error is about none. Owned by the error. */
const char *normlab_error_get_reason (const GError *error);

G_END_DECLS
