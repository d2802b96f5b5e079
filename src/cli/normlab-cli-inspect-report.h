/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For people: tables of what was found in the layers of runs (NormlabCliInspected) and, if it was
 * measured, of the smoothness; the runs' names, if there are several; which diverged. Numbers have
 * a dot as decimal mark in every locale. */
char *normlab_cli_inspect_report (GPtrArray *runs, GPtrArray *names);
/* Why each of them diverges, or that it does not; behind an empty line. */
char *normlab_cli_inspect_report_autopsies (GPtrArray *runs);

G_END_DECLS
