/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-data-format.h"

G_BEGIN_DECLS

/* Puts a format into the table of data formats: a folder that holds, for each class, a folder of
 * pictures (PNG, and JPEG where the program was built with GdkPixbuf), perhaps below folders
 * "train" and "test". Call it when a program begins. */
void normlab_pictures_register (void);

G_END_DECLS
