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
 * names the file or the option, the place in it, and what was expected.
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

G_END_DECLS
