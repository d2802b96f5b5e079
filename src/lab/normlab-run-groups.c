/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-groups.h"

#include <glib/gi18n-lib.h>

#include "normlab-data-names.h"
#include "normlab-mapping.h"
#include "normlab-recipe-names.h"
#include "normlab-run-items.h"

#define SEED (1u << NORMLAB_HYPERPARAMETER_SEED)

struct _NormlabRunGroups
{
  GObject parent_instance;

  GListModel *runs;
  GListStore *rows;
  GPtrArray *groups; /* of NormlabRunItem */
  guint source;      /* that puts them together anew; 0: there is no need */
};

/* While they are put together. */
typedef struct
{
  GPtrArray *items;
  NormlabRecipe *recipes;
  guint *numbers; /* of each item: of its group */
  guint *data;
  NormlabDataNames *data_names;
  guint n_numbers;
  guint varying;
  NormlabPrecision precision;
} Work;

G_DEFINE_FINAL_TYPE (NormlabRunGroups, normlab_run_groups, G_TYPE_OBJECT)

static void
normlab_run_groups_dispose (GObject *object)
{
  NormlabRunGroups *self = NORMLAB_RUN_GROUPS (object);

  g_clear_handle_id (&self->source, g_source_remove);
  for (guint i = 0; self->runs != NULL && i < g_list_model_get_n_items (self->runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->runs, i);

      normlab_run_item_set_group (item, NULL);
    }
  g_clear_object (&self->runs);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->groups, g_ptr_array_unref);

  G_OBJECT_CLASS (normlab_run_groups_parent_class)->dispose (object);
}

static void
normlab_run_groups_class_init (NormlabRunGroupsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_run_groups_dispose;
}

static void
normlab_run_groups_init (NormlabRunGroups *self)
{
  self->rows = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);
  self->groups = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
work_init (Work *self, GListModel *runs)
{
  guint n = g_list_model_get_n_items (runs);
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->recipes = g_new0 (NormlabRecipe, MAX (n, 1));
  self->numbers = g_new0 (guint, MAX (n, 1));
  self->data = g_new0 (guint, MAX (n, 1));
  self->data_names = normlab_data_names_new ();
  for (guint i = 0; i < n; i++)
    {
      NormlabRunItem *item = g_list_model_get_item (runs, i);
      NormlabRun *run = normlab_run_item_get_run (item);

      g_ptr_array_add (self->items, item);
      self->recipes[i] = *normlab_run_get_recipe (run);
      /* On what another program trains nobody knows. */
      if (!normlab_run_is_foreign (run))
        self->data[i] = normlab_data_names_add (self->data_names, normlab_run_get_data (run));
    }
  self->varying = normlab_recipes_get_distinguishing (self->recipes, n) & ~SEED;
  normlab_precision_init (&self->precision, self->recipes, n);
  normlab_mapping_number (self->recipes, n, self->varying, known, self->numbers);
  self->n_numbers = known->len * MAX (normlab_data_names_get_n (self->data_names), 1);
  for (guint i = 0; i < n; i++)
    self->numbers[i]
        = self->numbers[i] * MAX (normlab_data_names_get_n (self->data_names), 1) + self->data[i];
}

static void
work_clear (Work *self)
{
  g_ptr_array_unref (self->items);
  g_free (self->recipes);
  g_free (self->numbers);
  g_free (self->data);
  normlab_data_names_free (self->data_names);
}

/* "ReLU, 5 seeds" */
static char *
create_name (const Work *work, guint first, guint n_seeds)
{
  g_autofree char *seeds
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u seed", "%u seeds", n_seeds), n_seeds);
  gboolean several = normlab_data_names_get_n (work->data_names) > 1
                     && !normlab_recipe_is_foreign (&work->recipes[first]);
  g_autoptr (GString) name = g_string_new (NULL);

  if (work->varying != 0)
    {
      g_autofree char *recipe
          = normlab_recipe_get_run_name (&work->recipes[first], work->varying, &work->precision);

      g_string_append_printf (name, "%s%s", recipe, _(", "));
    }
  if (several)
    g_string_append_printf (
        name, "%s%s", normlab_data_names_get_label (work->data_names, work->data[first]), _(", "));
  g_string_append (name, seeds);
  return g_strdup (name->str);
}

/* How many seeds item @first and those of its group have. */
static guint
collect_members (const Work *work, guint first, GPtrArray *members)
{
  g_autoptr (GHashTable) seeds = g_hash_table_new (NULL, NULL);

  for (guint i = first; i < work->items->len; i++)
    if (work->numbers[i] == work->numbers[first])
      {
        g_ptr_array_add (members, g_ptr_array_index (work->items, i));
        g_hash_table_add (seeds, GUINT_TO_POINTER (work->recipes[i].seed));
      }
  return g_hash_table_size (seeds);
}

static gboolean
has_members (NormlabRunItem *group, GPtrArray *members)
{
  GPtrArray *those = normlab_run_item_get_members (group);

  if (those->len != members->len)
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    if (g_ptr_array_index (those, i) != g_ptr_array_index (members, i))
      return FALSE;
  return TRUE;
}

/* Whether a group was open that has any of them. */
static gboolean
was_open (GPtrArray *members)
{
  for (guint i = 0; i < members->len; i++)
    {
      NormlabRunItem *group = normlab_run_item_get_group (g_ptr_array_index (members, i));

      if (group != NULL && normlab_run_item_get_open (group))
        return TRUE;
    }
  return FALSE;
}

static void on_open (NormlabRunGroups *self);

/* The group that there is of them, or a new one. */
static NormlabRunItem *
find_group (NormlabRunGroups *self, GPtrArray *members, const char *name)
{
  NormlabRunItem *group;

  for (guint i = 0; i < self->groups->len; i++)
    {
      group = g_ptr_array_index (self->groups, i);
      if (has_members (group, members))
        {
          normlab_run_item_set_automatic_name (group, name);
          return g_object_ref (group);
        }
    }
  group = normlab_run_item_new_group (members, name);
  normlab_run_item_set_open (group, was_open (members));
  g_signal_connect_object (group, "notify::open", G_CALLBACK (on_open), self, G_CONNECT_SWAPPED);
  return group;
}

static GPtrArray *
create_groups (NormlabRunGroups *self)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (g_object_unref);
  Work work = { 0 };
  g_autofree gboolean *done = NULL;

  work_init (&work, self->runs);
  done = g_new0 (gboolean, MAX (work.n_numbers, 1));
  for (guint i = 0; i < work.items->len; i++)
    {
      g_autoptr (GPtrArray) members = g_ptr_array_new ();
      g_autofree char *name = NULL;
      guint n_seeds;

      if (done[work.numbers[i]])
        continue;
      done[work.numbers[i]] = TRUE;
      n_seeds = collect_members (&work, i, members);
      name = create_name (&work, i, n_seeds);
      if (n_seeds > 1)
        g_ptr_array_add (groups, find_group (self, members, name));
    }
  work_clear (&work);
  return groups;
}

/* Each at the place of its first member. */
static GPtrArray *
create_rows (NormlabRunGroups *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (self->runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->runs, i);
      NormlabRunItem *group = normlab_run_item_get_group (item);
      GPtrArray *members = group != NULL ? normlab_run_item_get_members (group) : NULL;

      if (group == NULL)
        g_ptr_array_add (rows, g_object_ref (item));
      else if (g_ptr_array_index (members, 0) == item)
        {
          g_ptr_array_add (rows, g_object_ref (group));
          for (guint m = 0; normlab_run_item_get_open (group) && m < members->len; m++)
            g_ptr_array_add (rows, g_object_ref (g_ptr_array_index (members, m)));
        }
    }
  return rows;
}

static gpointer
peek_row (NormlabRunGroups *self, guint i)
{
  g_autoptr (GObject) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

  return row;
}

/* What stays at both ends is not touched. */
static void
list_rows (NormlabRunGroups *self)
{
  g_autoptr (GPtrArray) rows = create_rows (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows)), begin = 0, end = 0;

  while (begin < MIN (n, rows->len) && peek_row (self, begin) == g_ptr_array_index (rows, begin))
    begin++;
  while (end < MIN (n, rows->len) - begin
         && peek_row (self, n - 1 - end) == g_ptr_array_index (rows, rows->len - 1 - end))
    end++;
  if (begin + end < MAX (n, rows->len))
    g_list_store_splice (self->rows, begin, n - begin - end, rows->pdata + begin,
                         rows->len - begin - end);
}

static void
on_open (NormlabRunGroups *self)
{
  list_rows (self);
}

static void
regroup (NormlabRunGroups *self)
{
  /* Items may know of them until they are told of others. */
  G_GNUC_UNUSED g_autoptr (GPtrArray) before = self->groups;
  g_autoptr (GHashTable) group_of = g_hash_table_new (NULL, NULL);

  self->groups = create_groups (self);
  for (guint g = 0; g < self->groups->len; g++)
    {
      NormlabRunItem *group = g_ptr_array_index (self->groups, g);
      GPtrArray *members = normlab_run_item_get_members (group);

      for (guint i = 0; i < members->len; i++)
        g_hash_table_insert (group_of, g_ptr_array_index (members, i), group);
    }
  /* Once for each, so that nobody is told of a group that stays. */
  for (guint i = 0; i < g_list_model_get_n_items (self->runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->runs, i);

      normlab_run_item_set_group (item, g_hash_table_lookup (group_of, item));
    }
  list_rows (self);
}

static gboolean
on_due (gpointer user_data)
{
  NormlabRunGroups *self = user_data;

  self->source = 0;
  regroup (self);
  return G_SOURCE_REMOVE;
}

/* Another number of steps may make another network of it. Where many get one, once for all, before
 * the next frame. */
static void
on_iterations (NormlabRunGroups *self)
{
  if (self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_due, self, NULL);
}

static void
on_runs_changed (NormlabRunGroups *self,
                 guint position,
                 guint n_removed,
                 guint n_added,
                 GListModel *runs)
{
  normlab_run_items_follow (runs, position, n_added, "notify::iterations",
                            G_CALLBACK (on_iterations), self);
  regroup (self);
}

NormlabRunGroups *
normlab_run_groups_new (GListModel *runs)
{
  NormlabRunGroups *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (runs), NULL);

  self = g_object_new (NORMLAB_TYPE_RUN_GROUPS, NULL);
  self->runs = g_object_ref (runs);
  g_signal_connect_object (runs, "items-changed", G_CALLBACK (on_runs_changed), self,
                           G_CONNECT_SWAPPED);
  on_runs_changed (self, 0, 0, g_list_model_get_n_items (runs), runs);
  return self;
}

GListModel *
normlab_run_groups_get_rows (NormlabRunGroups *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN_GROUPS (self), NULL);

  return G_LIST_MODEL (self->rows);
}

/* What stands for an item among groups. */
static NormlabRunItem *
get_whole (NormlabRunItem *item)
{
  NormlabRunItem *group = normlab_run_item_get_group (item);

  return group != NULL ? group : item;
}

static int
compare_numbers (NormlabRunItem *a, NormlabRunItem *b)
{
  guint first = normlab_run_item_get_number (a), second = normlab_run_item_get_number (b);

  return (first > second) - (first < second);
}

int
normlab_run_groups_compare (NormlabRunItem *a,
                            NormlabRunItem *b,
                            GCompareDataFunc compare,
                            gpointer data)
{
  NormlabRunItem *first = get_whole (a), *second = get_whole (b);
  int order;

  if (first != second)
    {
      order = compare (first, second, data);
      return order != 0 ? order : compare_numbers (first, second);
    }
  if (a == first || b == second)
    return (b == second) - (a == first);
  order = compare (a, b, data);
  return order != 0 ? order : compare_numbers (a, b);
}
