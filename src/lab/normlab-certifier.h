/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-lab.h"
#include "normlab-tasks.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_CERTIFIER (normlab_certifier_get_type ())
G_DECLARE_FINAL_TYPE (NormlabCertifier, normlab_certifier, NORMLAB, CERTIFIER, GObject)

/**
 * NormlabCertifier:
 *
 * Makes certificates of a lab's runs (NormlabCertificate) in a thread of its own, for which they
 * may have to be trained once more from their last checkpoint on. It is one of the @tasks, and can
 * be cancelled; it is when it is disposed of, and when others are asked for.
 *
 * Signals: ::done (char *text, char *message) – the text of all of them, or NULL and why there is
 *   none. Who has cancelled is told nothing.
 */
NormlabCertifier *normlab_certifier_new (NormlabLab *lab, NormlabTasks *tasks);

/* Whether there can be one of it: whether it has finished or diverged. */
gboolean normlab_certifier_can_certify (NormlabRunItem *item);
/* items: NormlabRunItem; those of which there can be none are left out. */
void normlab_certifier_certify (NormlabCertifier *self, GPtrArray *items);

G_END_DECLS
