/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-plot-private.h"

/* Which colour, dash and panel each run has. */

static int
compare_recipes (gconstpointer a, gconstpointer b, gpointer hyperparameters)
{
  return normlab_recipe_compare_in (a, b, *(const guint *) hyperparameters);
}

/* Numbers the runs as normlab_mapping_number() does, but by their values: where a panel is does not
 * depend on who came first. */
static void
number_sorted (const NormlabPlot *self, guint hyperparameters, GArray *known, guint *numbers)
{
  normlab_mapping_number (self->recipes, self->runs->len, hyperparameters, known, numbers);
  g_array_sort_with_data (known, compare_recipes, &hyperparameters);
  normlab_mapping_number (self->recipes, self->runs->len, hyperparameters, known, numbers);
}

/* A colour below @end that no run has; @end when there is none. */
static guint
find_free_color (const NormlabPlot *self, const guint *numbers, guint end)
{
  for (guint c = 0; c < end; c++)
    {
      guint i = 0;

      while (i < self->runs->len && numbers[i] != c)
        i++;
      if (i == self->runs->len)
        return c;
    }
  return end;
}

guint
normlab_plot_get_color_of (const NormlabPlot *self, guint number)
{
  guint color = self->ordered ? normlab_chart_color_of_step (number, self->colors->len) : number;

  return self->marked ? color | NORMLAB_CHART_COLOR_MARKED : color;
}

static void
set_colors (NormlabPlot *self, const guint *numbers)
{
  for (guint i = 0; i < self->runs->len; i++)
    self->looks[i].color = normlab_plot_get_color_of (self, numbers[i]);
}

/* Colours keep what they stand for as long as they stand for the same hyperparameters, also when
 * the runs that brought a value go. Once all colours are taken, new values get those that no run
 * has any more. Steps of a ramp lie as its values do, whoever brought them. */
static void
color_runs (NormlabPlot *self)
{
  guint hyperparameters
      = normlab_mapping_get_hyperparameters (&self->mapping, NORMLAB_CHANNEL_COLOR);
  guint n = self->runs->len;
  g_autofree guint *numbers = g_new (guint, MAX (n, 1));
  guint n_before;

  if (hyperparameters != self->color_hyperparameters || self->ordered)
    g_array_set_size (self->colors, 0);
  self->color_hyperparameters = hyperparameters;
  self->ordered = normlab_mapping_is_ordered (self->recipes, n, hyperparameters);
  if (self->ordered)
    {
      g_array_set_size (self->colors, 0);
      number_sorted (self, hyperparameters, self->colors, numbers);
      set_colors (self, numbers);
      return;
    }
  n_before = self->colors->len;

  normlab_mapping_number (self->recipes, n, hyperparameters, self->colors, numbers);
  for (guint c = MAX (n_before, NORMLAB_MAPPING_MAX_COLORS); c < self->colors->len;)
    {
      guint vacant = find_free_color (self, numbers, n_before);

      if (vacant == n_before)
        break;
      g_array_index (self->colors, NormlabRecipe, vacant)
          = g_array_index (self->colors, NormlabRecipe, c);
      g_array_remove_index (self->colors, c);
      normlab_mapping_number (self->recipes, n, hyperparameters, self->colors, numbers);
    }
  set_colors (self, numbers);
}

static void
dash_runs (NormlabPlot *self)
{
  const NormlabRecipe standard = NORMLAB_RECIPE_DEFAULT;
  guint hyperparameters
      = normlab_mapping_get_hyperparameters (&self->mapping, NORMLAB_CHANNEL_DASH);
  guint n = self->runs->len;
  gboolean any_standard = FALSE, by_standard;
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autofree guint *numbers = g_new (guint, MAX (n, 1));

  normlab_mapping_number (self->recipes, n, hyperparameters, known, numbers);
  for (guint i = 0; i < n; i++)
    any_standard |= normlab_recipe_equal_in_all (&self->recipes[i], &standard, hyperparameters);
  /* Without batch norm a line is always broken, whoever came first. */
  by_standard = hyperparameters == 1u << NORMLAB_HYPERPARAMETER_BATCH_NORM
                && (any_standard || known->len == 1);
  for (guint i = 0; i < n; i++)
    self->looks[i].dashed
        = by_standard
              ? normlab_recipe_knows (&self->recipes[i], NORMLAB_HYPERPARAMETER_BATCH_NORM)
                    && !normlab_recipe_equal_in_all (&self->recipes[i], &standard, hyperparameters)
              : numbers[i] % 2 == 1;
}

/**
 * Grid:
 * @columns: of NormlabRecipe, one for each
 * @rows: likewise
 * @data_in_rows: whether each data set is a row, as nothing else is; otherwise it is a column
 *   within each of @columns
 *
 * What the panels are of. Accuracies on different data are not to be compared: each data set has
 * panels of its own.
 */
typedef struct
{
  GArray *columns, *rows;
  guint column_hyperparameters, row_hyperparameters;
  guint n_data;
  gboolean data_in_rows;
} Grid;

static guint
get_panel (const Grid *self, guint column, guint row, guint data)
{
  return self->data_in_rows ? data * self->columns->len + column
                            : (row * self->columns->len + column) * self->n_data + data;
}

/* The name of what is where a column and a row meet, also if no run is there. */
static char *
get_panel_title (const NormlabPlot *self, const Grid *grid, guint column, guint row)
{
  NormlabRecipe both = g_array_index (grid->columns, NormlabRecipe, column);
  const NormlabRecipe *of_row = &g_array_index (grid->rows, NormlabRecipe, row);

  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if (grid->row_hyperparameters & 1u << d)
      {
        NormlabValue value = normlab_recipe_get_value (of_row, (NormlabHyperparameter) d);

        normlab_recipe_set_value (&both, (NormlabHyperparameter) d, &value);
      }
  if ((grid->column_hyperparameters | grid->row_hyperparameters) == 0)
    return g_strdup ("");
  return normlab_plot_name_alike (self, &both,
                                  grid->column_hyperparameters | grid->row_hyperparameters);
}

/* Says which data it is, where there are several or others are in use. @text is taken over. */
char *
normlab_plot_add_data (const NormlabPlot *self, char *text, guint data)
{
  g_autofree char *recipe = text;
  const char *label;

  if (normlab_plot_get_n_data (self) == 1 && !self->is_elsewhere)
    return g_steal_pointer (&recipe);
  label = normlab_data_names_get_label (self->data_names, data);
  /* Translators: stands between the parts of a run's name, "batch norm on, learning rate 0.1" */
  return *recipe == '\0' ? g_strdup (label) : g_strconcat (recipe, _(", "), label, NULL);
}

static char *
get_head (const NormlabPlot *self, const NormlabRecipe *recipe, guint hyperparameters)
{
  return hyperparameters == 0 ? g_strdup ("")
                              : normlab_plot_name_alike (self, recipe, hyperparameters);
}

/* What its panels have in common is said once for each column and row. */
static void
add_heads (NormlabPlot *self, const Grid *grid)
{
  guint n_across = grid->data_in_rows ? 1 : grid->n_data;
  guint n_down = grid->data_in_rows ? grid->n_data : 1;

  g_ptr_array_set_size (self->column_heads, 0);
  g_ptr_array_set_size (self->row_heads, 0);
  if (grid->rows->len * n_down < 2 || grid->columns->len * n_across < 2)
    return;
  for (guint c = 0; c < grid->columns->len; c++)
    for (guint d = 0; d < n_across; d++)
      {
        char *head = get_head (self, &g_array_index (grid->columns, NormlabRecipe, c),
                               grid->column_hyperparameters);

        g_ptr_array_add (self->column_heads,
                         n_across > 1 ? normlab_plot_add_data (self, head, d) : head);
      }
  for (guint r = 0; r < grid->rows->len; r++)
    for (guint d = 0; d < n_down; d++)
      {
        char *head = get_head (self, &g_array_index (grid->rows, NormlabRecipe, r),
                               grid->row_hyperparameters);

        g_ptr_array_add (self->row_heads,
                         n_down > 1 ? normlab_plot_add_data (self, head, d) : head);
      }
}

static void
add_panels (NormlabPlot *self, const Grid *grid)
{
  g_ptr_array_set_size (self->panels, 0);
  g_ptr_array_set_size (self->panels, (int) (grid->rows->len * grid->columns->len * grid->n_data));
  for (guint r = 0; r < grid->rows->len; r++)
    for (guint c = 0; c < grid->columns->len; c++)
      for (guint d = 0; d < grid->n_data; d++)
        g_ptr_array_index (self->panels, get_panel (grid, c, r, d))
            = normlab_plot_add_data (self, get_panel_title (self, grid, c, r), d);

  /* A single row goes on in a second one where that suits the size better. */
  if (grid->data_in_rows)
    self->n_columns = grid->columns->len;
  else
    self->n_columns = grid->row_hyperparameters == 0 ? 0 : grid->columns->len * grid->n_data;
}

static void
place_runs (NormlabPlot *self)
{
  guint n = self->runs->len;
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autofree guint *column = g_new (guint, MAX (n, 1));
  g_autofree guint *row = g_new (guint, MAX (n, 1));
  Grid grid = { .columns = columns, .rows = rows, .n_data = normlab_plot_get_n_data (self) };

  grid.column_hyperparameters
      = normlab_mapping_get_hyperparameters (&self->mapping, NORMLAB_CHANNEL_COLUMN)
        & self->varying;
  grid.row_hyperparameters
      = normlab_mapping_get_hyperparameters (&self->mapping, NORMLAB_CHANNEL_ROW) & self->varying;
  number_sorted (self, grid.column_hyperparameters, columns, column);
  number_sorted (self, grid.row_hyperparameters, rows, row);
  grid.data_in_rows = grid.n_data > 1 && columns->len > 1 && rows->len == 1;

  for (guint i = 0; i < n; i++)
    self->looks[i].panel = get_panel (&grid, column[i], row[i], self->data[i]);
  add_panels (self, &grid);
  add_heads (self, &grid);
}

static guint64
get_line_key (const NormlabLook *look)
{
  return ((guint64) look->panel << 32 | look->color) << 1 | (look->dashed ? 1 : 0);
}

/* Whether a panel has more different lines than there are colours, shown or not. */
static gboolean
is_crowded (const NormlabPlot *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree guint *n_lines = g_new0 (guint, MAX (self->panels->len, 1));

  for (guint i = 0; i < self->runs->len; i++)
    {
      guint64 key = get_line_key (&self->looks[i]);

      if (g_hash_table_add (seen, g_memdup2 (&key, sizeof key))
          && ++n_lines[self->looks[i].panel] > NORMLAB_MAPPING_MAX_COLORS)
        return TRUE;
    }
  return FALSE;
}

/* Finds the mapping anew when other hyperparameters vary than before or one of them has more or
 * fewer values; until then no run that comes or goes changes the look of another. */
static const NormlabMapping *
choose (NormlabPlot *self)
{
  guint counts[NORMLAB_N_DIMENSIONS];

  normlab_mapping_count_values (self->recipes, self->runs->len, counts);
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if (!(self->varying & 1u << d))
      counts[d] = MIN (counts[d], 1);
  if (self->is_chosen && self->chosen_view == self->options.view
      && memcmp (counts, self->chosen_counts, sizeof counts) == 0)
    return &self->automatic;

  normlab_mapping_init (&self->automatic, self->recipes, self->runs->len, self->options.view);
  self->is_chosen = TRUE;
  self->chosen_view = self->options.view;
  memcpy (self->chosen_counts, counts, sizeof counts);
  return &self->automatic;
}

void
normlab_plot_map (NormlabPlot *self)
{
  self->mapping = self->by_hand ? self->by_hand_mapping : *choose (self);
  if (self->options.view == NORMLAB_ARRANGEMENT_OVERLAY)
    normlab_mapping_overlay (&self->mapping);

  self->stale = TRUE;
  if (normlab_plot_is_notebook (self))
    {
      normlab_plot_map_notebook (self);
      return;
    }
  self->marked = FALSE;
  color_runs (self);
  dash_runs (self);
  place_runs (self);
  self->marked = is_crowded (self);
  for (guint i = 0; self->marked && i < self->runs->len; i++)
    self->looks[i].color |= NORMLAB_CHART_COLOR_MARKED;
}
