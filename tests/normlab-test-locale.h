/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes the comma the decimal mark of this process, in a locale made for it, so that it works where
 * no such locale is installed. FALSE after telling GTest that the test was skipped, and why, where
 * there is no localedef. */
gboolean normlab_test_enter_comma_locale (void);
void normlab_test_leave_comma_locale (void);

/* Makes the locale ja_JP.UTF-8 and has the programs that this one starts speak it, also where it
 * is not installed; LANGUAGE alone would not do, which newer C libraries ignore in C.UTF-8.
 * FALSE where there is no localedef, or nothing to make it from. */
gboolean normlab_test_set_japanese_locale (void);

G_END_DECLS
