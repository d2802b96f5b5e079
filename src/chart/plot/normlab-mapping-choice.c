/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-mapping-choice.h"

#include <math.h>

#include "normlab-foreign.h"

#define BIT(hyperparameter) (1u << (hyperparameter))
#define BATCH_NORM BIT (NORMLAB_HYPERPARAMETER_BATCH_NORM)

/* What each thing costs the eye. A panel costs a little more than a colour, so that of two
 * hyperparameters the one with more values takes colour: what lies in one panel is compared at a
 * glance. Steps of an ordered ramp need no looking up. */
#define PANEL 1.6
#define COLOR 1.5
#define STEP 1.0 /* of a ramp */
#define TOO_MANY_COLORS 3.0
#define TOO_MANY_PANELS 8.0
#define TOO_MANY_LINES 0.5
#define DASHES 0.5
#define NOTHING_TO_COMPARE 3.0   /* all lines of a panel alike */
#define FURTHER_PANELS 3.0       /* each hyperparameter on the panels past the second */
#define FURTHER_COLORS 1.0       /* each hyperparameter on the colours past the first */
#define BATCH_NORM_ON_PANELS 3.0 /* its effect is what one looks for within a panel */
#define RUN_ON_PANELS 1000.0     /* what another program's run is called: they are to be compared */
#define RANK 0.01                /* of those that cost the same, the first to ask takes colour */

/* So many colours or lines in a panel are not too many yet; of a ramp's steps one more. */
#define MAX_LINES 6
#define MAX_STEPS 7
/* So many panels still have axes and names. */
#define MAX_PANELS 36
#define MAX_PANEL_HYPERPARAMETERS 3
/* Panels that still find room side by side. */
#define MAX_COLUMNS 8

/* What a network computes with before how it is made, and that before how it is trained. */
const guint8 normlab_mapping_ranks[NORMLAB_MAPPING_N_RANKS] = {
  NORMLAB_HYPERPARAMETER_ACTIVATION,      NORMLAB_HYPERPARAMETER_INIT,
  NORMLAB_HYPERPARAMETER_HIDDEN,          NORMLAB_HYPERPARAMETER_LEARNING_RATE,
  NORMLAB_HYPERPARAMETER_OPTIMIZER,       NORMLAB_HYPERPARAMETER_BATCH_SIZE,
  NORMLAB_HYPERPARAMETER_WEIGHT_DECAY,    NORMLAB_HYPERPARAMETER_DROPOUT,
  NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, NORMLAB_HYPERPARAMETER_LABEL_NOISE,
  NORMLAB_HYPERPARAMETER_UPDATE,          NORMLAB_HYPERPARAMETER_ITERATIONS,
  NORMLAB_HYPERPARAMETER_INTERVAL,        NORMLAB_HYPERPARAMETER_BRANCH,
  NORMLAB_HYPERPARAMETER_FOREIGN + 1,     NORMLAB_HYPERPARAMETER_FOREIGN + 2,
  NORMLAB_HYPERPARAMETER_FOREIGN + 3,     NORMLAB_HYPERPARAMETER_FOREIGN + 4,
  NORMLAB_HYPERPARAMETER_FOREIGN + 5,     NORMLAB_HYPERPARAMETER_FOREIGN + 6,
  NORMLAB_HYPERPARAMETER_FOREIGN + 7,     NORMLAB_HYPERPARAMETER_FOREIGN + 8,
  NORMLAB_HYPERPARAMETER_FOREIGN + 9,     NORMLAB_HYPERPARAMETER_FOREIGN + 10,
  NORMLAB_HYPERPARAMETER_FOREIGN + 11,    NORMLAB_HYPERPARAMETER_FOREIGN,
  NORMLAB_HYPERPARAMETER_BATCH_NORM,
};
G_STATIC_ASSERT (NORMLAB_N_FOREIGN == 12);

/* The recipes, numbered by what they have in some hyperparameters. */
typedef struct
{
  guint n;
  guint *numbers; /* of each recipe, from 0 */
} Groups;

/* A division of the varying hyperparameters. */
typedef struct
{
  guint panels, dashes, colors;
} Division;

/**
 * Choice:
 * @counts: of the values in each hyperparameter
 * @ordered: bits of those whose values are steps of a ramp, if they take colour alone
 * @fixed: what is given
 * @no_colors: whether no more may take colours; likewise with dashes and panels
 * @groups: (owned): guint mask → Groups, as far as somebody has asked
 *
 * What there is to choose for.
 */
typedef struct
{
  const NormlabRecipe *recipes;
  guint n_recipes;
  guint varying;
  guint counts[NORMLAB_N_DIMENSIONS];
  guint ordered;
  Division fixed;
  gboolean no_colors, no_dashes, no_panels;
  GHashTable *groups;
} Choice;

static void
groups_free (gpointer data)
{
  Groups *self = data;

  g_free (self->numbers);
  g_free (self);
}

static Groups *
groups_new_by_value (const Choice *choice, NormlabHyperparameter hyperparameter)
{
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  Groups *self = g_new0 (Groups, 1);

  self->numbers = g_new (guint, choice->n_recipes);
  normlab_mapping_number (choice->recipes, choice->n_recipes, BIT (hyperparameter), known,
                          self->numbers);
  self->n = known->len;
  return self;
}

/* Those that agree in both. */
static Groups *
groups_new_from_both (const Groups *a, const Groups *b, guint n_recipes)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Groups *self = g_new0 (Groups, 1);

  self->numbers = g_new (guint, n_recipes);
  for (guint i = 0; i < n_recipes; i++)
    {
      guint64 key = (guint64) a->numbers[i] * b->n + b->numbers[i];
      gpointer number;

      if (!g_hash_table_lookup_extended (known, &key, NULL, &number))
        {
          number = GUINT_TO_POINTER (self->n++);
          g_hash_table_insert (known, g_memdup2 (&key, sizeof key), number);
        }
      self->numbers[i] = GPOINTER_TO_UINT (number);
    }
  return self;
}

static const Groups *
get_groups (Choice *self, guint hyperparameters)
{
  Groups *groups = g_hash_table_lookup (self->groups, GUINT_TO_POINTER (hyperparameters));
  guint first = hyperparameters & -hyperparameters;

  if (groups != NULL)
    return groups;
  if (hyperparameters == 0)
    {
      groups = g_new0 (Groups, 1);
      groups->n = 1;
      groups->numbers = g_new0 (guint, self->n_recipes);
    }
  else if (hyperparameters == first)
    groups = groups_new_by_value (self, g_bit_nth_lsf (first, -1));
  else
    groups = groups_new_from_both (get_groups (self, hyperparameters & ~first),
                                   get_groups (self, first), self->n_recipes);
  g_hash_table_insert (self->groups, GUINT_TO_POINTER (hyperparameters), groups);
  return groups;
}

static guint
count (Choice *self, guint hyperparameters)
{
  return get_groups (self, hyperparameters)->n;
}

/* Whether there is every combination of the values that occur. */
static gboolean
is_product (Choice *self, guint hyperparameters)
{
  double n = 1;

  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if (hyperparameters & BIT (d))
      n *= self->counts[d];
  return count (self, hyperparameters) == n;
}

/* Different networks in the fullest panel: their seeds are no lines of their own. */
static guint
count_lines (Choice *self, guint panels)
{
  const Groups *networks = get_groups (self, self->varying);
  const Groups *panel = get_groups (self, panels);
  g_autofree guint *n_lines = g_new0 (guint, panel->n);
  guint next = 0, most = 0;

  for (guint i = 0; i < self->n_recipes; i++)
    if (networks->numbers[i] == next)
      {
        next++;
        n_lines[panel->numbers[i]]++;
        most = MAX (most, n_lines[panel->numbers[i]]);
      }
  return most;
}

static guint
excess (guint n, guint limit)
{
  return n > limit ? n - limit : 0;
}

static double
get_panel_cost (Choice *self, guint panels)
{
  guint n_panels = count (self, panels);
  double cost = PANEL * n_panels;

  cost += TOO_MANY_PANELS * excess (n_panels, MAX_PANELS);
  cost += FURTHER_PANELS * excess ((guint) __builtin_popcount (panels), 2);
  cost += TOO_MANY_LINES * excess (count_lines (self, panels), MAX_LINES);
  if (panels & BATCH_NORM)
    cost += BATCH_NORM_ON_PANELS;
  if (panels & BIT (NORMLAB_FOREIGN_RUN))
    cost += RUN_ON_PANELS;
  return cost;
}

static double
get_rank_cost (guint colors)
{
  double cost = 0;

  for (guint i = 0; i < NORMLAB_MAPPING_N_RANKS; i++)
    if (colors & BIT (normlab_mapping_ranks[i]))
      cost += RANK * i;
  return cost;
}

static double
get_color_cost (Choice *self, guint colors)
{
  guint n_colors = count (self, colors);
  gboolean ordered = (self->ordered & colors) == colors && __builtin_popcount (colors) == 1;
  double cost = (ordered ? STEP : COLOR) * n_colors + get_rank_cost (colors);

  cost += TOO_MANY_COLORS * excess (n_colors, ordered ? MAX_STEPS : MAX_LINES);
  cost += FURTHER_COLORS * excess ((guint) __builtin_popcount (colors), 1);
  return cost;
}

static double
get_rest_cost (Choice *self, guint colors, guint dashes)
{
  double cost = get_color_cost (self, colors);

  if (dashes != 0)
    cost += DASHES;
  else if (colors == 0)
    cost += NOTHING_TO_COMPARE;
  return cost;
}

static double
get_cost (Choice *self, const Division *division)
{
  return get_panel_cost (self, division->panels)
         + get_rest_cost (self, division->colors, division->dashes);
}

/* Whether the colours, and the dashes beside what was given them, are such as may be. */
static gboolean
is_possible (const Choice *self, const Division *division)
{
  guint chosen = division->dashes & ~self->fixed.dashes;

  if ((division->colors & self->fixed.colors) != self->fixed.colors
      || (self->no_colors && division->colors != self->fixed.colors))
    return FALSE;
  return chosen == 0
         || (!self->no_dashes && division->colors != 0 && self->fixed.dashes == 0
             && self->counts[NORMLAB_HYPERPARAMETER_BATCH_NORM] == 2);
}

static void
consider (Choice *self, guint panels, guint dashes, Division *best, double *least)
{
  const Division division = { panels, dashes, self->varying & ~panels & ~dashes };

  if (is_possible (self, &division) && get_cost (self, &division) < *least)
    {
      *least = get_cost (self, &division);
      *best = division;
    }
}

/* All divisions are looked at, but for those whose panels alone cost more than the best one so far:
 * a few hundred of twelve hyperparameters, eight of three. Without a possible one, the rest is not
 * shown. */
static Division
search (Choice *self)
{
  Division best = self->fixed;
  double least = INFINITY;

  /* From one subset of the bits to the next. */
  for (guint p = 0, first = 1; p != 0 || first; p = (p - self->varying) & self->varying, first = 0)
    {
      guint free = p & ~self->fixed.panels;
      guint dashes = self->varying & BATCH_NORM & ~p & ~self->fixed.colors;

      if ((p & self->fixed.panels) != self->fixed.panels
          || (p & (self->fixed.dashes | self->fixed.colors)) != 0 || (free != 0 && self->no_panels)
          || (free != 0 && __builtin_popcount (p) > MAX_PANEL_HYPERPARAMETERS)
          || PANEL * count (self, p) >= least)
        continue;
      consider (self, p, self->fixed.dashes, &best, &least);
      if (dashes != 0)
        consider (self, p, self->fixed.dashes | dashes, &best, &least);
    }
  return best;
}

static void
set_all (NormlabMapping *self, guint hyperparameters, NormlabChannel channel)
{
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if (hyperparameters & BIT (d))
      self->channels[d] = channel;
}

/* Which of the panels' hyperparameters are rows, so that there are no more rows than columns and as
 * few columns as can be; none where a grid would have empty places or be too wide. */
static guint
choose_rows (Choice *self, guint panels)
{
  guint best = MAX_COLUMNS + 1, chosen = 0;

  if (!is_product (self, panels))
    return 0;
  for (guint i = NORMLAB_MAPPING_N_RANKS; i > 0; i--)
    {
      guint rows = panels & BIT (normlab_mapping_ranks[i - 1]);
      guint n_rows = count (self, rows), n_columns = count (self, panels & ~rows);

      if (rows == 0 || rows == panels)
        continue;
      if (n_rows > n_columns)
        {
          rows = panels & ~rows;
          n_columns = n_rows;
        }
      if (n_columns < best)
        {
          best = n_columns;
          chosen = rows;
        }
    }
  return chosen;
}

static void
choice_init (Choice *self, const NormlabRecipe *recipes, guint n_recipes, guint varying)
{
  *self = (Choice){ .recipes = recipes, .n_recipes = n_recipes, .varying = varying };
  self->groups = g_hash_table_new_full (NULL, NULL, NULL, groups_free);
  normlab_mapping_count_values (recipes, n_recipes, self->counts);
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if (normlab_mapping_is_ordered (recipes, n_recipes, BIT (d)))
      self->ordered |= BIT (d);
}

/* What is given, and what may take more. */
static void
choice_fix (Choice *self, const NormlabMapping *mapping, guint given, guint closed)
{
  guint fixed = self->varying & given;
  guint rows = normlab_mapping_get_hyperparameters (mapping, NORMLAB_CHANNEL_ROW);

  self->fixed.colors = fixed & normlab_mapping_get_hyperparameters (mapping, NORMLAB_CHANNEL_COLOR);
  self->fixed.dashes = fixed & normlab_mapping_get_hyperparameters (mapping, NORMLAB_CHANNEL_DASH);
  self->fixed.panels
      = fixed & (rows | normlab_mapping_get_hyperparameters (mapping, NORMLAB_CHANNEL_COLUMN));
  self->no_colors = (closed & 1u << NORMLAB_CHANNEL_COLOR) != 0;
  self->no_dashes = (closed & 1u << NORMLAB_CHANNEL_DASH) != 0;
  self->no_panels = (closed & 1u << NORMLAB_CHANNEL_COLUMN) && (closed & 1u << NORMLAB_CHANNEL_ROW);
}

/* Networks that are no product, and not too many for colours. */
static gboolean
are_few (Choice *self)
{
  guint rest = self->varying == BATCH_NORM ? self->varying : self->varying & ~BATCH_NORM;

  return count (self, rest) <= NORMLAB_MAPPING_MAX_COLORS && !is_product (self, rest);
}

/* Panels that nobody has given a direction. */
static guint
choose_free_rows (Choice *self, guint panels, guint closed)
{
  if (closed & 1u << NORMLAB_CHANNEL_COLUMN)
    return panels & ~self->fixed.panels;
  if (self->fixed.panels != 0 || closed & 1u << NORMLAB_CHANNEL_ROW)
    return 0;
  return choose_rows (self, panels);
}

void
normlab_mapping_choose (NormlabMapping *self,
                        const NormlabRecipe *recipes,
                        guint n_recipes,
                        guint varying,
                        guint given,
                        guint closed)
{
  Division division = { 0, 0, varying };
  Choice choice;

  choice_init (&choice, recipes, n_recipes, varying);
  choice_fix (&choice, self, given, closed);
  if (closed != 0 || !are_few (&choice))
    division = search (&choice);
  else if (varying != BATCH_NORM && choice.counts[NORMLAB_HYPERPARAMETER_BATCH_NORM] == 2)
    division.dashes = varying & BATCH_NORM;

  set_all (self, division.colors & ~given, NORMLAB_CHANNEL_COLOR);
  set_all (self, division.dashes & ~given, NORMLAB_CHANNEL_DASH);
  set_all (self, division.panels & ~given, NORMLAB_CHANNEL_COLUMN);
  set_all (self, choose_free_rows (&choice, division.panels, closed) & ~given, NORMLAB_CHANNEL_ROW);
  g_hash_table_unref (choice.groups);
}
