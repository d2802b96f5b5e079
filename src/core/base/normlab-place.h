/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where what was installed with the program lies now. A prefix may be moved after it was installed,
 * or be one that nothing else on the system looks into: what a program needs it finds from its own
 * place, and needs no variable of the environment for it. */

/* The folder @configured, an absolute path as the build was configured with, seen from @program,
 * the path of a program that was meant for the folder @configured_programs: with
 * "/usr/share/locale", "/usr/bin" and "/opt/x/bin/normlab" it is "/opt/x/share/locale". NULL where
 * the program does not lie in a folder of such a name, and was not installed. */
char *
normlab_place_move (const char *configured, const char *configured_programs, const char *program);

/* The folder @configured beside the program that runs, if there is one; otherwise @configured
 * itself, which may not exist. */
char *normlab_place_find (const char *configured);

/* For a program's beginning: the environment's locale, and translations from NORMLAB_LOCALE_DIR or
 * from beside the program. */
void normlab_place_set_locale (void);

G_END_DECLS
