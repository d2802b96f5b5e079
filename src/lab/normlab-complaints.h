/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabComplaints:
 *
 * Sentences about what went wrong. Each stays until somebody has read and closed them, or until
 * what it is about has been mended. Knows no widget.
 */
typedef struct _NormlabComplaints NormlabComplaints;

/* What sentences can be about, beside files (their paths). */
#define NORMLAB_COMPLAINT_DATA "data"
#define NORMLAB_COMPLAINT_KEEPING "keeping"
#define NORMLAB_COMPLAINT_TRAINING "training" /* without data */
#define NORMLAB_COMPLAINT_AGAIN "again "      /* without those of this name */

NormlabComplaints *normlab_complaints_new (void);
void normlab_complaints_free (NormlabComplaints *self);

/* Adds a sentence about @subject (nullable: nothing that could be mended), in place of an
 * earlier one about the same. */
void normlab_complaints_add (NormlabComplaints *self, const char *subject, const char *text);
/* FALSE if there was none about it. */
gboolean normlab_complaints_mend (NormlabComplaints *self, const char *subject);
void normlab_complaints_clear (NormlabComplaints *self);

/* What there is to read: the one about data first, then the last ones, a line each, and how many
 * more there are; NULL for nothing. */
char *normlab_complaints_get_text (NormlabComplaints *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabComplaints, normlab_complaints_free)

G_END_DECLS
