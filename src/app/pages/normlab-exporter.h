/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-page-snapshot.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_EXPORTER (normlab_exporter_get_type ())
G_DECLARE_FINAL_TYPE (NormlabExporter, normlab_exporter, NORMLAB, EXPORTER, GObject)

/**
 * NormlabExporter:
 *
 * Takes snapshots of pages out of the program: onto the clipboard, onto paper;
 * normlab_picture_export() writes them into files. Remembers how was printed last.
 *
 * Signals: ::failed (string), when something could not be printed: a sentence that says why.
 */
NormlabExporter *normlab_exporter_new (void);

/* For the clipboard: at the snapshot's size, with twice as many pixels. */
GdkTexture *normlab_exporter_create_texture (NormlabExporter *self, NormlabPageSnapshot *snapshot);

/* One page, across, as large as the paper lets it be, with text in the proportion that it has at
 * the snapshot's size. The operation keeps the snapshot until it is done. */
GtkPrintOperation *normlab_exporter_create_print_operation (NormlabExporter *self,
                                                            NormlabPageSnapshot *snapshot);

/* Asks where to and prints, which may go on after this has returned. */
void
normlab_exporter_print (NormlabExporter *self, NormlabPageSnapshot *snapshot, GtkWindow *parent);

G_END_DECLS
