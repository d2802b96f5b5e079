/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-undo.h"

#include "normlab-test-loop.h"

/* What has been done and undone, of a kind that there is here only: adding to a sum. */

typedef struct
{
  NormlabUndo *undo;
  NormlabClock clock;
  gint64 now; /* µs */
  int sum;
  guint n_alive; /* actions that are held */
  guint n_changed;
} Fixture;

typedef struct
{
  Fixture *fixture;
  int amount;
  gsize size;
} Addition;

static void
take_back (gpointer data)
{
  Addition *self = data;

  self->fixture->sum -= self->amount;
}

/* Whatever is done meanwhile is no other action. */
static const NormlabUndoKind addition_kind;

static Addition *
create (Fixture *fixture, int amount, gsize size)
{
  Addition *self = g_new (Addition, 1);

  *self = (Addition){ fixture, amount, size };
  fixture->n_alive++;
  return self;
}

static void
do_again (gpointer data)
{
  Addition *self = data;

  self->fixture->sum += self->amount;
  normlab_undo_add (self->fixture->undo, &addition_kind, create (self->fixture, 1000, 0));
}

static char *
describe (gpointer data)
{
  return g_strdup_printf ("Add %d", ((Addition *) data)->amount);
}

/* Those of 100 and more are never one with others. */
static NormlabUndoMerge
merge (gpointer data, gpointer next, NormlabUndoMoment moment)
{
  Addition *self = data;
  int amount = ((Addition *) next)->amount;

  if (self->amount >= 100 || amount >= 100)
    return NORMLAB_UNDO_APART;
  self->amount += amount;
  return self->amount != 0 ? NORMLAB_UNDO_MERGED : NORMLAB_UNDO_NOTHING;
}

static gsize
get_size (gpointer data, gboolean undone)
{
  return undone ? 0 : ((Addition *) data)->size;
}

static void
let_go (gpointer data)
{
  ((Addition *) data)->fixture->n_alive--;
  g_free (data);
}

static const NormlabUndoKind addition_kind = {
  .undo = take_back,
  .redo = do_again,
  .describe = describe,
  .merge = merge,
  .get_size = get_size,
  .free = let_go,
  .burst = G_TIME_SPAN_SECOND,
};

static gint64
get_time (gpointer user_data)
{
  return ((Fixture *) user_data)->now;
}

static void
count_changed (Fixture *self)
{
  self->n_changed++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->undo = normlab_undo_new ();
  self->clock = (NormlabClock){ .get_time = get_time, .user_data = self };
  self->now = G_TIME_SPAN_DAY;
  normlab_undo_set_clock (self->undo, &self->clock);
  g_signal_connect_swapped (self->undo, "changed", G_CALLBACK (count_changed), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->undo);
  g_assert_cmpuint (self->n_alive, ==, 0);
}

/* Adds so much at once. */
static void
add_large (Fixture *self, int amount, gsize size)
{
  self->sum += amount;
  normlab_undo_add (self->undo, &addition_kind, create (self, amount, size));
}

static void
add (Fixture *self, int amount)
{
  add_large (self, amount, 0);
}

/* The same a good while later. */
static void
add_later (Fixture *self, int amount)
{
  normlab_test_settle ();
  self->now += G_TIME_SPAN_MINUTE;
  add (self, amount);
}

static void
assert_next (Fixture *self, const char *undo, const char *redo)
{
  g_autofree char *next_undo = normlab_undo_describe_undo (self->undo);
  g_autofree char *next_redo = normlab_undo_describe_redo (self->undo);

  g_assert_cmpstr (next_undo, ==, undo);
  g_assert_cmpstr (next_redo, ==, redo);
  g_assert_cmpint (normlab_undo_can_undo (self->undo), ==, undo != NULL);
  g_assert_cmpint (normlab_undo_can_redo (self->undo), ==, redo != NULL);
}

static void
test_order (Fixture *self, gconstpointer data)
{
  assert_next (self, NULL, NULL);
  normlab_undo_undo (self->undo);
  normlab_undo_redo (self->undo);
  g_assert_cmpuint (self->n_changed, ==, 0);

  add_later (self, 1);
  add_later (self, 20);
  add_later (self, 3);
  assert_next (self, "Add 3", NULL);
  normlab_undo_undo (self->undo);
  assert_next (self, "Add 20", "Add 3");
  normlab_undo_undo (self->undo);
  assert_next (self, "Add 1", "Add 20");
  g_assert_cmpint (self->sum, ==, 1);
  normlab_undo_redo (self->undo);
  g_assert_cmpint (self->sum, ==, 21);
  assert_next (self, "Add 20", "Add 3");
  g_assert_cmpuint (self->n_changed, ==, 6);

  /* Something else is done: what was undone is out of reach. */
  add_later (self, 5);
  assert_next (self, "Add 5", NULL);
  g_assert_cmpuint (self->n_alive, ==, 3);
  normlab_undo_undo (self->undo);
  normlab_undo_undo (self->undo);
  normlab_undo_undo (self->undo);
  g_assert_cmpint (self->sum, ==, 0);
  assert_next (self, NULL, "Add 1");
}

/* What one press of a button does, and a burst, is one action each. */
static void
test_merge (Fixture *self, gconstpointer data)
{
  add (self, 1);
  self->now += G_TIME_SPAN_MINUTE; /* however long it takes */
  add (self, 2);
  assert_next (self, "Add 3", NULL);
  for (int i = 0; i < 10; i++)
    {
      normlab_test_settle ();
      self->now += G_TIME_SPAN_SECOND;
      add (self, 1);
    }
  assert_next (self, "Add 13", NULL);
  normlab_test_settle ();
  self->now += G_TIME_SPAN_SECOND + 1;
  add (self, 1);
  assert_next (self, "Add 1", NULL);
  normlab_undo_undo (self->undo);
  assert_next (self, "Add 13", "Add 1");
  g_assert_cmpint (self->sum, ==, 13);

  /* Nothing is put into what has been undone to. */
  add (self, 4);
  assert_next (self, "Add 4", NULL);
  add (self, 100);
  add (self, 5);
  assert_next (self, "Add 5", NULL);
  g_assert_cmpuint (self->n_alive, ==, 4);

  /* What comes to nothing is none. */
  add (self, -5);
  assert_next (self, "Add 100", NULL);
  g_assert_cmpuint (self->n_alive, ==, 3);
  add (self, 7);
  assert_next (self, "Add 7", NULL);
}

static void
undo_all (Fixture *self, guint expected)
{
  guint n = 0;

  for (; normlab_undo_can_undo (self->undo); n++)
    normlab_undo_undo (self->undo);
  g_assert_cmpuint (n, ==, expected);
}

static void
test_count (Fixture *self, gconstpointer data)
{
  for (int i = 0; i < 60; i++)
    add (self, 100);
  g_assert_cmpuint (self->n_alive, ==, 50);
  undo_all (self, 50);
  g_assert_cmpint (self->sum, ==, 1000);
  for (int i = 0; i < 60; i++)
    normlab_undo_redo (self->undo);
  g_assert_cmpint (self->sum, ==, 6000);
}

/* What holds too much goes, the oldest first; the last action stays in any case. */
static void
test_size (Fixture *self, gconstpointer data)
{
  const gsize half = NORMLAB_UNDO_MAX_BYTES / 2;

  add_large (self, 100, half);
  add_large (self, 200, half);
  g_assert_cmpuint (self->n_alive, ==, 2);
  add_large (self, 300, 1);
  g_assert_cmpuint (self->n_alive, ==, 2);
  assert_next (self, "Add 300", NULL);
  add_large (self, 400, 3 * half);
  g_assert_cmpuint (self->n_alive, ==, 1);
  assert_next (self, "Add 400", NULL);
  normlab_undo_undo (self->undo);
  normlab_undo_redo (self->undo);
  assert_next (self, "Add 400", NULL);
  add_large (self, 500, 0);
  assert_next (self, "Add 500", NULL);
  g_assert_cmpuint (self->n_alive, ==, 1);
}

#define ADD(name, function) g_test_add ("/undo/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("order", test_order);
  ADD ("merge", test_merge);
  ADD ("count", test_count);
  ADD ("size", test_size);
  return g_test_run ();
}
