/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes the comma the decimal mark of this process, in a locale made for it, so that it works where
 * no such locale is installed. FALSE after telling GTest that the test was skipped, and why, where
 * there is no localedef. */
gboolean normlab_test_enter_comma_locale (void);
void normlab_test_leave_comma_locale (void);

G_END_DECLS
