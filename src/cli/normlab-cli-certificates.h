/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-replay.h"
#include "normlab-run.h"

G_BEGIN_DECLS

/**
 * NormlabCliCertificates:
 *
 * Certificates of runs that train, made as soon as each has ended.
 */
typedef struct _NormlabCliCertificates NormlabCliCertificates;

/* path: (nullable) for none; "-" is standard output. runs: NormlabRun, borrowed. stop: see
 * NormlabStop. */
NormlabCliCertificates *
normlab_cli_certificates_new (const char *path, GPtrArray *runs, NormlabStop stop);
void normlab_cli_certificates_free (NormlabCliCertificates *self);

/* Whether the file has a certificate of each of @runs, which are yet to be trained, and none else.
 * FALSE where it is there and has not. */
gboolean normlab_cli_certificates_look (const char *path,
                                        GPtrArray *runs,
                                        gboolean *are_there,
                                        GError **error);

/* Where the scheduler is to keep checkpoints; NULL where nobody needs any. */
NormlabReplay *normlab_cli_certificates_get_replay (NormlabCliCertificates *self);
/* Makes those that can be made, the runs having been drained. */
void normlab_cli_certificates_update (NormlabCliCertificates *self);
/* Writes all that there are, whole or not at all; nothing without any. What could not be made is an
 * error. */
gboolean normlab_cli_certificates_finish (NormlabCliCertificates *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabCliCertificates, normlab_cli_certificates_free)

G_END_DECLS
