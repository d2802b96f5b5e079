/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-dataset.h"

G_BEGIN_DECLS

#define NORMLAB_CLI_SHEET_COLUMNS 20
#define NORMLAB_CLI_SHEET_ROWS 10

/* A contact sheet: 10 rows of 20 training images, dark on white, the classes one after the other in
 * equal shares and of each its first images. With ten classes that is a row for each. Small images
 * are enlarged by a whole number, large ones made smaller. Returns the bytes of a PNG file. */
GByteArray *normlab_cli_sheet_to_png (const NormlabDataset *dataset, GError **error);

G_END_DECLS
