/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What complaints can be about, beside files (their paths). */
#define NORMLAB_COMPLAINT_DATA "data"
#define NORMLAB_COMPLAINT_KEEPING "keeping"
#define NORMLAB_COMPLAINT_TRAINING "training" /* without data */
#define NORMLAB_COMPLAINT_AGAIN "again "      /* without the data that follow */

#define NORMLAB_TYPE_NOTICES (normlab_notices_get_type ())
G_DECLARE_FINAL_TYPE (NormlabNotices, normlab_notices, NORMLAB, NOTICES, GObject)

/**
 * NormlabNotices:
 *
 * What people are to read. Complaints, about what went wrong, stay each until somebody has read and
 * closed them, or until what it is about has been mended; what is told in passing takes the place
 * of what was told before. Knows no widget.
 *
 * Signals:
 *   ::changed – there are other complaints to read
 *   ::told (char *text, char *label, char *action) – in passing; text NULL: what was told is to be
 *      taken back; label and action (nullable): a button and the detailed name of its action
 */
NormlabNotices *normlab_notices_new (void);

/* Adds a complaint about @subject (nullable: nothing that could be mended), in place of an earlier
 * one about the same. */
void normlab_notices_complain (NormlabNotices *self, const char *subject, const char *text);
/* What there was to complain of @subject is right again. */
void normlab_notices_mend (NormlabNotices *self, const char *subject);
/* All complaints have been read. */
void normlab_notices_close (NormlabNotices *self);
/* The complaints that there are to read: the one about data first, then the last ones, a line
 * each, and how many more there are; NULL for nothing. */
char *normlab_notices_get_complaints (NormlabNotices *self);

/* See ::told. */
void normlab_notices_tell (NormlabNotices *self,
                           const char *text,
                           const char *label,
                           const char *action);
void normlab_notices_take_back (NormlabNotices *self);

/* Tells that the file at @path has been written; where @error is not NULL it has not been, and this
 * is the complaint. */
void normlab_notices_report (NormlabNotices *self, const char *path, const GError *error);

G_END_DECLS
