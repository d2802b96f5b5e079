/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-data-loader.h"
#include "normlab-notices.h"
#include "normlab-plan.h"
#include "normlab-session-keeper.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_OPENER (normlab_opener_get_type ())
G_DECLARE_FINAL_TYPE (NormlabOpener, normlab_opener, NORMLAB, OPENER, GObject)

/**
 * NormlabOpener:
 *
 * Opens whatever people choose, drop or name at the start: an experiment goes to the plan, a
 * session to the keeper, which adds its runs, a folder to the loader. What a file is says what it
 * holds, whatever it is called. What is wrong with
 * a file is complained of until that file can be read. Knows no widget.
 */
NormlabOpener *normlab_opener_new (NormlabPlan *plan,
                                   NormlabSessionKeeper *keeper,
                                   NormlabDataLoader *loader,
                                   NormlabNotices *notices);

void normlab_opener_open (NormlabOpener *self, const char *path);
/* The same, for what may be on another computer. */
void normlab_opener_open_file (NormlabOpener *self, GFile *file);

G_END_DECLS
