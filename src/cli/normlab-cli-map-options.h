/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-map-source.h"

G_BEGIN_DECLS

/**
 * NormlabCliMapOptions:
 * @map: but for the metric, which the chart's options have
 * @seen: bits by the place of an option in the table of this file
 *
 * What the command line says about the map.
 */
typedef struct
{
  NormlabMapOptions map;
  guint seen;
} NormlabCliMapOptions;

void normlab_cli_map_options_init (NormlabCliMapOptions *self);

/* Takes the value of an option of the map: "across", "upwards", "map-value". An error is a mistake
 * in usage. */
gboolean
normlab_cli_map_options_set (gpointer options, const char *name, const char *value, GError **error);

/* The name of one that was given; NULL when none was. */
const char *normlab_cli_map_options_get_given (const NormlabCliMapOptions *self);

/* Whether there can be a map of these recipes, with what stands along its sides varying. An error
 * is a mistake in usage. */
gboolean normlab_cli_map_options_check (const NormlabCliMapOptions *self,
                                        const NormlabRecipe *recipes,
                                        guint n_recipes,
                                        GError **error);

/* Draws runs (NormlabRun) into a file, as normlab_map_source_export() does. */
gboolean normlab_cli_map_options_export (const NormlabCliMapOptions *self,
                                         NormlabMetric metric,
                                         const char *path,
                                         GPtrArray *runs,
                                         const char *title,
                                         const char *note,
                                         GError **error);

/* clang-format off */

/* A setter, and the member of @type that is its place. */
#define NORMLAB_CLI_MAP(type, member)                                                              \
  normlab_cli_map_options_set, G_STRUCT_OFFSET (type, member)

/* The rows of a command's table of options (NormlabCliOption). @set: such a setter and its place.
 */
#define NORMLAB_CLI_MAP_OPTIONS(set)                                                              \
  { .help = N_("The picture of --map") },                                                         \
  { "across", 0, N_("KEY"), FALSE, set,                                                           \
    N_("What varies from left to right: the name of a recipe option."),                           \
    N_("what has an order, and most values"), "--across init" },                                  \
  { "upwards", 0, N_("KEY"), FALSE, set,                                                          \
    N_("What varies from the bottom to the top. What varies besides makes maps of its own."),     \
    N_("what comes next"), "--upwards learning-rate" },                                           \
  { "map-value", 0, "last|best", FALSE, set,                                                      \
    N_("What counts of a run: its last value, or its best."),                                     \
    "last", "--map-value best" },

/* clang-format on */

G_END_DECLS
