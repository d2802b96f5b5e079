/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The file or folder @name among the shared reference files (the real MNIST, the golden curves), or
 * NULL after telling GTest that the test was skipped, and why, where they are not present. */
char *normlab_test_shared (const char *name);

/* A new empty folder that goes, with all it holds, when the program ends well. */
char *normlab_test_folder (void);

G_END_DECLS
