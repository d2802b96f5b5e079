/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run-item.h"

G_BEGIN_DECLS

/* For NormlabRepeater: what is to be done with a run, and what it says of that; translated, free
 * with g_free(). */
typedef enum
{
  NORMLAB_REPEATER_AGAIN,
  NORMLAB_REPEATER_GO_ON,
  NORMLAB_REPEATER_BRANCH,
  NORMLAB_REPEATER_SEEDS,
} NormlabRepeaterWish;

/* Nobody knows where its data lay. */
char *normlab_repeater_describe_place (NormlabRepeaterWish wish, NormlabRunItem *item);
/* There are others. */
char *normlab_repeater_describe_contents (NormlabRepeaterWish wish, NormlabRunItem *item);
/* They cannot be had. */
char *normlab_repeater_describe_loading (NormlabRepeaterWish wish,
                                         NormlabRunItem *item,
                                         const char *message);
/* They are on their way. */
char *normlab_repeater_describe_waiting (NormlabRepeaterWish wish, NormlabRunItem *item);

G_END_DECLS
