/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-session.h"

G_BEGIN_DECLS

/* A checksum has at most as many digits. */
#define NORMLAB_TEST_SESSIONS_DIGITS                                                               \
  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* Three runs: finished, diverged and, with nothing measured yet, stopped. */
GPtrArray *normlab_test_sessions_make_runs (guint n_samples);

NormlabSession *normlab_test_sessions_parse (const char *text);

void normlab_test_sessions_assert_data (NormlabDataId *data,
                                        const char *name,
                                        const char *path,
                                        const char *checksum);
void normlab_test_sessions_assert_same_data (NormlabDataId *a, NormlabDataId *b);
/* To the bit. */
void normlab_test_sessions_assert_same_run (NormlabRun *a, NormlabRun *b);

G_END_DECLS
