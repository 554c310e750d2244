/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Chat services through the night: a busy night in a few minutes, arrivals while requests are lost,
 * two who claim the same. What must hold ends the program when it does not; the rows are counts and
 * times. --long: 200 visitors with 12,000 messages, 1,000 arrivals, 10,000 races, of each kind. */

#include "bench.h"
#include "night.h"

#include "luwte-contract-lhc.h"
#include "luwte-contract-practice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Two for each race, and more than ten connections at once would wait a second for the simulator. */
#define RACES_TOGETHER 4
#define RACES_A_ROUND  40

static char *
name_of (const LuwteContractBackend *backend, const char *what)
{
  return g_strdup_printf ("%s: %s", backend->name, what);
}

static void
row (const LuwteContractBackend *backend, const char *what, double value, const char *unit,
     BenchTarget kind, double target)
{
  g_autofree char *name = name_of (backend, what);

  bench_row (name, value, unit, NAN, kind, target);
}

static void
bench_busy (const LuwteContractBackend *backend, gboolean is_long)
{
  const NightPlan whole = { 200, 12000, 50, 5, 3, 7 };
  const NightPlan part = { 20, 600, 5, 1, 1, 7 };
  NightReport report;

  night_run (backend, is_long ? &whole : &part, &report);
  row (backend, "night, visitors", report.visitors, "", BENCH_NO_TARGET, 0);
  row (backend, "night, messages that stand once and in order on both sides", report.messages, "",
       BENCH_AT_LEAST, is_long ? 12000 : 600);
  row (backend, "night, failures of the network", report.failures, "", BENCH_NO_TARGET, 0);
  row (backend, "night, restarts of the program", report.app_restarts, "", BENCH_NO_TARGET, 0);
  row (backend, "night, restarts of the service", report.service_restarts, "", BENCH_NO_TARGET, 0);
  row (backend, "night, shown as perhaps not sent and decided by hand", report.uncertain, "",
       BENCH_NO_TARGET, 0);
  row (backend, "night, memory after the first hour", report.mb_first, "MB", BENCH_NO_TARGET, 0);
  row (backend, "night, memory gained since", report.mb_last - report.mb_first, "MB", BENCH_AT_MOST,
       5);
}

/* --- arrivals -------------------------------------------------------------------------------- */

typedef struct
{
  GHashTable *known; /* id -> gint64, when the service knew */
  GArray *ms;        /* double */
} Arrivals;

static void
arrived_cb (LuwteLive *live, LuwteSession *session, Arrivals *self)
{
  const gint64 *at = g_hash_table_lookup (self->known, luwte_session_get_id (session));
  const double ms = at != NULL ? (double) (g_get_monotonic_time () - *at) / 1000 : 0;

  if (at == NULL)
    return;
  g_array_append_val (self->ms, ms);
  g_hash_table_remove (self->known, luwte_session_get_id (session));
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
report_arrivals (const LuwteContractBackend *backend, Arrivals *arrivals, double most)
{
  const guint n = arrivals->ms->len;
  double *ms = (double *) (gpointer) arrivals->ms->data;

  qsort (ms, n, sizeof *ms, compare);
  row (backend, "arrivals announced", n, "", BENCH_NO_TARGET, 0);
  row (backend, "arrival to announcement, p50", ms[n / 2], "ms", BENCH_NO_TARGET, 0);
  row (backend, "arrival to announcement, p95", ms[n * 95 / 100], "ms", BENCH_NO_TARGET, 0);
  row (backend, "arrival to announcement, worst", ms[n - 1], "ms", BENCH_AT_MOST, most);
}

/* most: milliseconds; of Live Helper Chat one interval and a second */
static void
bench_arrivals (const LuwteContractBackend *backend, guint n, double most)
{
  gpointer server = backend->start ();
  LuwteContractProxy *proxy = luwte_contract_proxy_new (backend->get_url (server), NULL);
  NightDesk *desk = night_desk_new (backend, server, proxy, 0);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  Arrivals arrivals = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                        g_array_new (FALSE, FALSE, sizeof (double)) };

  g_signal_connect (desk->live, "arrived", G_CALLBACK (arrived_cb), &arrivals);
  night_until (luwte_live_get_connection (desk->live) == LUWTE_CONNECTION_CONNECTED);
  luwte_contract_proxy_lose (proxy, 5);
  for (guint i = 0; i < n; i++)
    {
      const gint64 next = g_get_monotonic_time () + g_rand_int_range (rand, 20000, 180000);
      gint64 *at = g_new (gint64, 1);
      char *id;

      if (i % 40 == 20)
        luwte_contract_proxy_cut (proxy);
      id = backend->arrive (server, "Merel", NULL);
      *at = g_get_monotonic_time ();
      g_hash_table_insert (arrivals.known, g_strdup (id), at);
      while (g_get_monotonic_time () < next || g_hash_table_size (arrivals.known) > 100)
        night_turn ();
      /* Room for the next ones. */
      if (!g_hash_table_contains (arrivals.known, id))
        backend->leave (server, id);
      g_free (id);
    }
  night_until (g_hash_table_size (arrivals.known) == 0);
  row (backend, "arrivals, requests or answers lost", luwte_contract_proxy_get_met (proxy), "",
       BENCH_NO_TARGET, 0);
  report_arrivals (backend, &arrivals, most);
  g_hash_table_unref (arrivals.known);
  g_array_unref (arrivals.ms);
  night_desk_free (desk);
  luwte_contract_proxy_free (proxy);
  backend->stop (server);
}

/* --- two who claim the same ------------------------------------------------------------------ */

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

typedef struct
{
  guint one_winner;
  guint told; /* losers */
  guint said; /* by anybody, unasked */
} Races;

/* One session for which both have asked. */
typedef struct
{
  char *id;
  GAsyncResult *results[2];
} Race;

static gboolean
are_answered (const Race *races, guint n)
{
  for (guint i = 0; i < n; i++)
    if (races[i].results[0] == NULL || races[i].results[1] == NULL)
      return FALSE;
  return TRUE;
}

static void
judge (const LuwteContractBackend *backend, gpointer server, LuwteService *services[2], Race *race,
       Races *races)
{
  g_auto (GStrv) chat = NULL;
  guint winners = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LuwteSession) session = luwte_service_claim_finish (services[i], race->results[i],
                                                                     &error);

      winners += session != NULL && backend->get_owner (server, race->id) == (int) i ? 1 : 0;
      races->told += g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_TAKEN) ? 1
                                                                                             : 0;
      g_clear_object (&race->results[i]);
    }
  races->one_winner += winners == 1 ? 1 : 0;
  chat = backend->read_chat (server, race->id);
  for (guint i = 0; chat[i] != NULL; i++)
    races->said += chat[i][0] == '>' ? 1 : 0;
  backend->leave (server, race->id);
  g_clear_pointer (&race->id, g_free);
}

/* Several at a time, as when a queue has filled up and two come back from their break: whoever is
 * first in one is second in the next. */
static void
race_together (const LuwteContractBackend *backend, gpointer server, LuwteService *services[2],
               guint n, Races *races)
{
  Race together[RACES_TOGETHER] = { 0 };

  for (guint i = 0; i < n; i++)
    together[i].id = backend->arrive (server, "Vlinder", NULL);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < 2; k++)
      luwte_service_claim_async (services[(i + k) % 2], together[i].id, NULL, ready_cb,
                                 &together[i].results[(i + k) % 2]);
  night_until (are_answered (together, n));
  for (guint i = 0; i < n; i++)
    judge (backend, server, services, &together[i], races);
}

/* Each round with a server that does not grow for ever: Live Helper Chat knows what happened from its
 * list alone, which is read twice for each claim and has every session of the round in it. */
static void
bench_races (const LuwteContractBackend *backend, guint n)
{
  Races races = { 0 };

  for (guint i = 0; i < n; i += RACES_A_ROUND)
    {
      gpointer server = backend->start ();
      const char *url = backend->get_url (server);
      g_autoptr (LuwteService) first = backend->connect (server, url, 0, FALSE, NULL);
      g_autoptr (LuwteService) second = backend->connect (server, url, 1, FALSE, NULL);
      LuwteService *services[2] = { first, second };
      const guint round = MIN (n - i, RACES_A_ROUND);

      for (guint k = 0; k < round; k += RACES_TOGETHER)
        race_together (backend, server, services, MIN (round - k, RACES_TOGETHER), &races);
      g_clear_object (&first);
      g_clear_object (&second);
      backend->stop (server);
    }
  row (backend, "claims by two at once, with one winner", races.one_winner, "", BENCH_AT_LEAST, n);
  row (backend, "of them with the other told", races.told, "", BENCH_AT_LEAST, n);
  row (backend, "words said by anybody in them", races.said, "", BENCH_AT_MOST, 0);
}

/* For looking at one of them: LUWTE_NIGHT="practice busy", any part of a name. */
static gboolean
is_asked (const LuwteContractBackend *backend, const char *what)
{
  const char *asked = g_getenv ("LUWTE_NIGHT");
  g_autofree char *name = g_strconcat (backend->name, " ", what, NULL);

  return asked == NULL || strstr (name, asked) != NULL;
}

int
main (int argc, char **argv)
{
  const LuwteContractBackend *backends[] = { &luwte_contract_practice, &luwte_contract_lhc };
  const gboolean is_long = bench_is_long (argc, argv);

  for (guint i = 0; i < G_N_ELEMENTS (backends); i++)
    {
      /* In use, with nothing open, it asks every three seconds, with a tenth of jitter. */
      if (is_asked (backends[i], "arrivals"))
        bench_arrivals (backends[i], is_long ? 1000 : 60, i == 0 ? 2000 : 4300);
      if (is_asked (backends[i], "races"))
        bench_races (backends[i], is_long ? 10000 : 200);
      if (is_asked (backends[i], "busy"))
        bench_busy (backends[i], is_long);
    }
  return 0;
}
