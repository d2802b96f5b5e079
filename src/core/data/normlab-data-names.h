/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-data-id.h"

G_BEGIN_DECLS

/**
 * NormlabDataNames:
 *
 * Data sets that are seen beside one another: each is listed once (normlab_data_id_equal()), and
 * has a label that no other has. Where two have one name, the folders in which they lie tell them
 * apart, "mnist (course-a)" and "mnist (course-b)", with as few of them as will do.
 */
typedef struct _NormlabDataNames NormlabDataNames;

NormlabDataNames *normlab_data_names_new (void);
void normlab_data_names_free (NormlabDataNames *self);

/* Returns the data set's number, counted from 0 in the order in which they came. */
guint normlab_data_names_add (NormlabDataNames *self, NormlabDataId *id);
guint normlab_data_names_get_n (const NormlabDataNames *self);
/* The label of number @i, translated; valid until the next is added. */
const char *normlab_data_names_get_label (NormlabDataNames *self, guint i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabDataNames, normlab_data_names_free)

G_END_DECLS
