/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-cli-signals.h"
#include "normlab-difference.h"
#include "normlab-replay.h"

G_BEGIN_DECLS

typedef enum
{
  NORMLAB_CLI_VERIFIED_NOT,   /* nobody has looked yet, or it was cut short */
  NORMLAB_CLI_VERIFIED_SAME,  /* to the bit */
  NORMLAB_CLI_VERIFIED_OTHER, /* as the difference says */
  NORMLAB_CLI_VERIFIED_NO_DATA,
  NORMLAB_CLI_VERIFIED_FAILED, /* as the message says */
} NormlabCliVerdict;

/**
 * NormlabCliVerified:
 * @place: where it stands, for people; owned
 * @file: (nullable): that it is from, for people; owned, and one for all runs of it
 * @n_in_file: how many runs that has, whether they can be read or not
 * @known: what is said of it; owned
 * @source: see normlab_run_compare()
 * @version: (nullable): of the program that it is from; owned
 * @is_part: whether not all of it is there, though it says how it ended
 * @weights: (nullable): the checksum of its weights (NormlabCertificate); owned
 * @verdict: found by normlab_cli_verify()
 * @data: (nullable): what those data are called here; owned
 * @difference: where it is another
 * @message: (nullable): why it could not be trained; owned
 *
 * A run of which a file says what it has come to.
 */
typedef struct
{
  char *place;
  GRefString *file;
  guint n_in_file;
  NormlabRun *known;
  NormlabKnown source;
  char *version;
  gboolean is_part;
  char *weights;

  NormlabCliVerdict verdict;
  char *data;
  NormlabDifference difference;
  char *message;
} NormlabCliVerified;

NormlabCliVerified *normlab_cli_verified_new (const char *place, NormlabRun *known);
void normlab_cli_verified_free (NormlabCliVerified *self);
/* Whether rows are missing of what says that it has come to its end. */
gboolean normlab_cli_verified_is_cut (const NormlabCliVerified *self);
/* Whether it is the same, with all that it says of itself. */
gboolean normlab_cli_verified_is_same (const NormlabCliVerified *self);
/* What was found, without where it stands. Of what is the same it is told only if it calls the data
 * otherwise or is of another version, which makes no difference; of all others, and of all if it is
 * @verbose, what it is: the network and all that is not as usual, the data, the last test accuracy,
 * and the version where it is another. */
char *normlab_cli_verified_describe (const NormlabCliVerified *self, gboolean verbose);

/* Trains all of @runs (NormlabCliVerified) again, each on that of @datasets (NormlabDataset) which
 * it was trained on, on @n_threads threads (0: as many as there are processors), and compares. A
 * signal ends it soon. @show_progress: on the terminal. FALSE with NORMLAB_ERROR_FAILED where no
 * thread can be had. */
gboolean normlab_cli_verify_runs (GPtrArray *runs,
                                  GPtrArray *datasets,
                                  guint n_threads,
                                  gboolean show_progress,
                                  NormlabCliSignals *signals,
                                  GError **error);

/* The checksum of a run's weights (normlab_certificate_get_weights_step()), from its nearest
 * checkpoint on; NULL with errors as normlab_replay_seek() has them. @stop: as there. */
char *normlab_cli_verifier_find_weights (NormlabReplay *replay,
                                         NormlabRun *run,
                                         NormlabScratch *scratch,
                                         NormlabStop stop,
                                         GError **error);

G_END_DECLS
