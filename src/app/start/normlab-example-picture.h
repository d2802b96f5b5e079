/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-example.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_EXAMPLE_PICTURE (normlab_example_picture_get_type ())
G_DECLARE_FINAL_TYPE (NormlabExamplePicture,
                      normlab_example_picture,
                      NORMLAB,
                      EXAMPLE_PICTURE,
                      GtkWidget)

/**
 * NormlabExamplePicture:
 *
 * What comes of an example, small: its curves as a chart draws them, in colours that suit what is
 * around it, and no words. It says nothing to those who cannot see.
 */
/* example: has to last as long as it. */
GtkWidget *normlab_example_picture_new (const NormlabExample *example);

G_END_DECLS
