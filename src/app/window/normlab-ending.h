/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-application.h"

G_BEGIN_DECLS

/* Runs the application, and ends it on SIGTERM, SIGINT and SIGHUP (those that are not ignored)
 * as if each window had been closed: what they have is kept, and nobody is asked. That takes two
 * seconds at most; a second signal ends the program at once. Returns the exit status: that of
 * the application, or 1, after a line on standard error, when a signal has ended it and
 * something could not be kept. */
int normlab_ending_run (NormlabApplication *application, int argc, char **argv);

G_END_DECLS
