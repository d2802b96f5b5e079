/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-page.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_DATA_PAGE (normlab_data_page_get_type ())
G_DECLARE_FINAL_TYPE (NormlabDataPage, normlab_data_page, NORMLAB, DATA_PAGE, GtkWidget)

/**
 * NormlabDataPage:
 *
 * What networks see of the data in use: their images by class. Its switches are the window's
 * actions "inverted" and "turned". There is something to be shown before anything is trained.
 */

G_END_DECLS
