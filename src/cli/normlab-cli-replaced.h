/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file says that is about to be replaced. */

/* Whether @path (nullable, or "-": nothing is replaced), where @option wants results to be written,
 * holds none that would be lost: whoever types "--csv *.csv" names a file that nobody meant. @runs:
 * NormlabResultsRun, what is written. The error, NORMLAB_ERROR_DATA, says which run is lost;
 * results that cannot be read would be lost as well, and what are no results are replaced. */
gboolean normlab_cli_replaced_check (const char *option,
                                     const char *path,
                                     const GPtrArray *runs,
                                     GError **error);

/* The same of what is written about @runs, NormlabRun. */
gboolean normlab_cli_replaced_check_by (const char *option,
                                        const char *path,
                                        GPtrArray *runs,
                                        GError **error);

/* Whether @path (nullable), where @option wants something to be written, is not @read, nor a log in
 * it. The error is a mistake in usage. */
gboolean normlab_cli_replaced_check_read (const char *option,
                                          const char *path,
                                          const char *read,
                                          GError **error);

G_END_DECLS
