/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-test-cli.h"

G_BEGIN_DECLS

/* The columns of what "inspect" writes with --csv. */
#define NORMLAB_TEST_QUANTITIES "run,step,layer,quantity,value"

/* Runs "inspect" with @options on the data set in the folder @data. */
NormlabTestCli normlab_test_inspect (const char *data, const char *options);
/* What it writes to standard output, which must go well. */
char *normlab_test_inspect_quietly (const char *data, const char *options);

G_END_DECLS
