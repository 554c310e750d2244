/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Years of a helpline by chance: visitors come, come back, stay away; holds come and end; the clock
 * goes on in steps of days and weeks, and back now and then. After each step the vault holds exactly
 * what an account kept beside it says: a list of sessions and the profile's promise in one line. */

#include "retention-fixture.h"

#define N_VISITORS 20
#define N_STEPS    56

typedef struct
{
  int visitor; /* -1: no dossier */
  const char *line;
  LuwteDay opened;
  gboolean gone;
} Kept;

typedef struct
{
  const char *profile;
  struct
  {
    const char *line;
    const char *keep;
    gboolean from_last_contact;
    gboolean is_note;
  } promises[2];
} Promise;

static const Promise promises[] = {
  { "fier", { { "chat", "P2Y", TRUE, TRUE } } },
  { "pratenonline", { { "chat", "P2Y", TRUE, TRUE }, { "therapy", "P15Y", TRUE, TRUE } } },
  { "veiligsamen", { { "question", "P1M", FALSE, FALSE } } },
};

typedef struct
{
  const Promise *promise;
  Life *life;
  GArray *kept; /* Kept */
  LuwteDay last_contact[N_VISITORS];
  char *holds[N_VISITORS];
  LuwteDay held_until[N_VISITORS];
  LuwteDay day;
  guint n_tombstones;
} World;

static const char *
name_of (int visitor)
{
  static const char *const names[N_VISITORS] = { "Merel",  "Ekster",  "Wulp",     "Spreeuw",
                                                 "Kievit", "Zwaluw",  "Reiger",   "Koekoek",
                                                 "Fuut",   "Sperwer", "Uil",      "Roek",
                                                 "Tapuit", "Snip",    "Grutto",   "Lijster",
                                                 "Kraai",  "Vink",    "Meerkoet", "Aalscholver" };

  return names[visitor];
}

static guint
n_lines (const Promise *promise)
{
  return promise->promises[1].line != NULL ? 2 : 1;
}

static void
set_clock (World *world, LuwteDay day)
{
  g_autofree char *text = luwte_day_to_iso (day);

  life_set_clock (world->life, text);
  if (g_test_rand_int_range (0, 4) == 0)
    life_restart (world->life);
}

static void
visit (World *world)
{
  int which = g_test_rand_int_range (0, (int) n_lines (world->promise));
  gboolean note = world->promise->promises[which].is_note;
  int visitor = note ? g_test_rand_int_range (0, N_VISITORS) : -1;
  Kept kept = { visitor, world->promise->promises[which].line, world->day, FALSE };
  g_autofree char *day = luwte_day_to_iso (world->day), *id = NULL;

  id = life_add (world->life, &(LifeSession) {
                                .nickname = visitor >= 0 ? name_of (visitor) : NULL,
                                .line = kept.line,
                                .opened = day,
                                .closed = day,
                                .topic = "other",
                                .note = note ? "tekst" : NULL,
                                .message = note ? NULL : "tekst",
                              });
  g_array_append_val (world->kept, kept);
  if (visitor >= 0)
    world->last_contact[visitor] = world->day;
}

static gboolean
is_alive (World *world, int visitor)
{
  for (guint i = 0; i < world->kept->len; i++)
    {
      Kept *kept = &g_array_index (world->kept, Kept, i);

      if (kept->visitor == visitor && !kept->gone)
        return TRUE;
    }
  return FALSE;
}

/* What the promise says by itself. */
static void
forget (World *world)
{
  for (guint i = 0; i < world->kept->len; i++)
    {
      Kept *kept = &g_array_index (world->kept, Kept, i);
      guint which = g_str_equal (kept->line, world->promise->promises[0].line) ? 0 : 1;
      LuwteDay start = world->promise->promises[which].from_last_contact
                           ? world->last_contact[kept->visitor]
                           : kept->opened;
      LuwtePeriod term;

      if (kept->gone || (kept->visitor >= 0 && world->holds[kept->visitor] != NULL))
        continue;
      luwte_period_parse (world->promise->promises[which].keep, &term);
      if (luwte_day_add (start, term) > world->day)
        continue;
      kept->gone = TRUE;
      world->n_tombstones++;
    }
}

static void
compare (World *world)
{
  guint all = 0;

  for (guint i = 0; i < world->kept->len; i++)
    all += g_array_index (world->kept, Kept, i).gone ? 0 : 1;
  g_assert_cmpint (life_ask (world->life, "SELECT count (*) FROM record"), ==, all);
  g_assert_cmpint (life_ask (world->life, "SELECT count (*) FROM session"), ==, all);
  g_assert_cmpint (life_ask (world->life, "SELECT count (*) FROM tombstone"), ==,
                   world->n_tombstones);
  for (int visitor = 0; visitor < N_VISITORS; visitor++)
    {
      g_autofree char *dossier = life_dossier (world->life, name_of (visitor));
      guint notes = 0;

      for (guint i = 0; i < world->kept->len; i++)
        {
          Kept *kept = &g_array_index (world->kept, Kept, i);

          notes += kept->visitor == visitor && !kept->gone ? 1 : 0;
        }
      g_assert_cmpuint (life_shown (world->life, name_of (visitor)), ==, notes);
      g_assert_cmpint (dossier != NULL, ==, notes > 0);
    }
}

static void
hold_or_end (World *world)
{
  int visitor = g_test_rand_int_range (0, N_VISITORS);

  if (world->holds[visitor] != NULL)
    {
      life_end_hold (world->life, world->holds[visitor]);
      g_clear_pointer (&world->holds[visitor], g_free);
      forget (world);
    }
  else if (is_alive (world, visitor))
    {
      /* As long as the profile allows. */
      world->holds[visitor] = life_hold (world->life, name_of (visitor), NULL);
      world->held_until[visitor] =
          (LuwteDay) life_ask (world->life, "SELECT until_day FROM hold ORDER BY id DESC LIMIT 1");
    }
}

static void
step (World *world)
{
  g_autoptr (LuwteReceipt) receipt = NULL;

  world->day += g_test_rand_int_range (0, 6) == 0 ? g_test_rand_int_range (0, 4)
                                                  : g_test_rand_int_range (40, 62);
  /* The clock is wrong for a while: neither way does it change anything. */
  if (g_test_rand_int_range (0, 5) == 0)
    {
      g_autoptr (LuwteReceipt) ahead = NULL;

      set_clock (world, world->day + g_test_rand_int_range (130, 9000));
      ahead = life_run (world->life, FALSE);
      g_assert_cmpuint (luwte_receipt_get_n_records (ahead), ==, 0);
    }
  set_clock (world, world->day);
  receipt = life_run (world->life, FALSE);
  g_assert_true (luwte_receipt_get_finished (receipt));
  for (int i = 0; i < N_VISITORS; i++)
    if (world->holds[i] != NULL && world->held_until[i] < world->day)
      g_clear_pointer (&world->holds[i], g_free);
  forget (world);
  if (g_test_rand_int_range (0, 5) == 0)
    {
      g_autoptr (LuwteReceipt) behind = NULL;

      set_clock (world, world->day - g_test_rand_int_range (1, 4000));
      behind = life_run (world->life, FALSE);
      g_assert_cmpuint (luwte_receipt_get_n_records (behind), ==, 0);
      set_clock (world, world->day);
      life_restart (world->life);
    }
  compare (world);
  for (int n = g_test_rand_int_range (0, 3); n > 0; n--)
    visit (world);
  if (g_test_rand_int_range (0, 3) == 0)
    hold_or_end (world);
}

static void
test_years (gconstpointer data)
{
  World world = { .promise = data, .day = luwte_day_from_ymd (2024, 1, 31) };

  world.life = life_new (world.promise->profile, "2024-01-31");
  world.kept = g_array_new (FALSE, FALSE, sizeof (Kept));
  for (int i = 0; i < N_STEPS; i++)
    step (&world);
  g_test_message ("%u sessions, %u of them gone", world.kept->len, world.n_tombstones);
  for (int i = 0; i < N_VISITORS; i++)
    g_free (world.holds[i]);
  g_array_unref (world.kept);
  life_free (world.life);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (promises); i++)
    {
      g_autofree char *path = g_strdup_printf ("/retention/chance/%s", promises[i].profile);

      g_test_add_data_func (path, &promises[i], test_years);
    }
  return g_test_run ();
}
