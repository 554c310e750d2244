/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What must hold, whatever fails: where the service knows client ids, each message stands exactly
 * once and in its place on both sides. Where it does not, nothing of the counsellor's stands there
 * twice that she did not send again herself, and what may not have arrived is shown to her as that.
 * Every text is unique, so that what stands somewhere can be told apart. */

#include "night.h"

#include "luwte-code.h"
#include "luwte-conversation.h"
#include "luwte-policy.h"

#define TALKS_OPEN   12
#define MINE_MOST    6
#define DOWN_STEPS   300
#define DECIDE_AFTER (4 * G_USEC_PER_SEC)

typedef struct
{
  char *id;
  GPtrArray *hers;
  GPtrArray *ours;
  gboolean retried; /* by hand: no order can be asked for */
} Talk;

typedef struct
{
  const LuwteContractBackend *backend;
  gpointer server;
  LuwteContractProxy *proxy;
  NightDesk *desk;
  NightReport *report;
  GRand *rand;
  GPtrArray *talks;
  const char *topic;
  gboolean down;
  guint up_at;      /* messages */
  guint down_steps; /* in which perhaps nobody could say anything */
} Night;

static void
talk_free (gpointer data)
{
  Talk *talk = data;

  g_free (talk->id);
  g_ptr_array_unref (talk->hers);
  g_ptr_array_unref (talk->ours);
  g_free (talk);
}

static void
turn_a_little (void)
{
  for (guint i = 0; i < 20 && g_main_context_iteration (NULL, FALSE); i++)
    ;
}

static void
network_up (Night *self)
{
  if (self->down)
    luwte_contract_proxy_up (self->proxy);
  self->down = FALSE;
  self->down_steps = 0;
}

static void
arrive (Night *self)
{
  g_autofree char *name = g_strdup_printf ("Vogel%u", self->report->visitors);
  g_autofree char *text = g_strdup_printf ("hallo van %u", self->report->visitors);
  Talk *talk = g_new0 (Talk, 1);

  talk->id = self->backend->arrive (self->server, name, text);
  talk->hers = g_ptr_array_new_with_free_func (g_free);
  talk->ours = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (talk->hers, g_steal_pointer (&text));
  g_ptr_array_add (self->talks, talk);
  self->report->visitors++;
  self->report->messages++;
}

static void
visitor_says (Night *self, Talk *talk)
{
  char *text = g_strdup_printf ("v %u regel", self->report->messages);

  self->backend->say (self->server, talk->id, text);
  g_ptr_array_add (talk->hers, text);
  self->report->messages++;
}

static void
counsellor_says (Night *self, Talk *talk, LuwteConversation *conversation)
{
  g_autofree char *text = g_strdup_printf ("c %u antwoord", self->report->messages);

  if (!night_desk_send (conversation, text))
    return;
  g_ptr_array_add (talk->ours, g_steal_pointer (&text));
  self->report->messages++;
}

/* Claims who waits, as far as the list shows her; what does not work is tried again later. */
static void
claim (Night *self, Talk *talk)
{
  GListModel *waiting = luwte_live_get_waiting (self->desk->live);

  for (guint i = 0; i < g_list_model_get_n_items (waiting); i++)
    {
      g_autoptr (LuwteSession) session = g_list_model_get_item (waiting, i);
      g_autoptr (LuwteConversation) conversation = NULL;

      if (!g_str_equal (luwte_session_get_id (session), talk->id))
        continue;
      conversation = night_desk_claim (self->desk, talk->id, NULL);
      if (conversation != NULL)
        luwte_conversation_set_shown (conversation, TRUE);
      return;
    }
}

/* The text after the mark of each line that begins with it. */
static GPtrArray *
said_at_the_service (Night *self, Talk *talk, char mark)
{
  g_auto (GStrv) chat = self->backend->read_chat (self->server, talk->id);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; chat[i] != NULL; i++)
    if (chat[i][0] == mark)
      g_ptr_array_add (lines, g_strdup (chat[i] + 1));
  return lines;
}

static guint
count_of (GPtrArray *lines, const char *text)
{
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += g_str_equal (g_ptr_array_index (lines, i), text) ? 1 : 0;
  return n;
}

/* in_order: else each of them once, in whatever order */
static gboolean
is_the_same (GPtrArray *want, GPtrArray *have, gboolean in_order)
{
  if (want->len != have->len)
    return FALSE;
  for (guint i = 0; i < want->len; i++)
    if (in_order ? !g_str_equal (g_ptr_array_index (want, i), g_ptr_array_index (have, i))
                 : count_of (have, g_ptr_array_index (want, i)) != 1)
      return FALSE;
  return TRUE;
}

static GPtrArray *
shown (LuwteConversation *conversation, gboolean ours)
{
  GListModel *messages = luwte_conversation_get_messages (conversation);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (LuwteMessage) message = g_list_model_get_item (messages, i);
      const LuwteFrom from = luwte_message_get_from (message);

      if (from == (ours ? LUWTE_FROM_COUNSELLOR : LUWTE_FROM_VISITOR))
        g_ptr_array_add (lines, g_strdup (luwte_message_get_text (message)));
    }
  return lines;
}

/* The first of ours that has not surely arrived: (transfer full) (nullable). */
static LuwteMessage *
pending (LuwteConversation *conversation)
{
  GListModel *messages = luwte_conversation_get_messages (conversation);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (LuwteMessage) message = g_list_model_get_item (messages, i);
      const LuwteDelivery delivery = luwte_message_get_delivery (message);

      if (luwte_message_get_from (message) == LUWTE_FROM_COUNSELLOR &&
          delivery != LUWTE_DELIVERY_SENT && delivery != LUWTE_DELIVERY_READ)
        return g_steal_pointer (&message);
    }
  return NULL;
}

/* As a counsellor does who asks the visitor whether it came: sent again only when it did not. */
static void
decide (Night *self, Talk *talk, LuwteConversation *conversation, LuwteMessage *message)
{
  g_autoptr (GPtrArray) there = said_at_the_service (self, talk, '>');

  self->report->uncertain++;
  if (count_of (there, luwte_message_get_text (message)) > 0)
    luwte_conversation_drop (conversation, message);
  else
    luwte_conversation_retry (conversation, message);
  talk->retried = TRUE;
}

static gboolean
is_settled (Night *self, Talk *talk, LuwteConversation *conversation)
{
  const gboolean ids = luwte_service_get_capabilities (self->desk->service) &
                       LUWTE_CAPABILITY_CLIENT_IDS;
  g_autoptr (LuwteMessage) waiting = pending (conversation);
  g_autoptr (GPtrArray) hers = shown (conversation, FALSE);
  g_autoptr (GPtrArray) ours = shown (conversation, TRUE);
  const gboolean in_order = ids || !talk->retried;

  return waiting == NULL && is_the_same (talk->hers, hers, TRUE) &&
         is_the_same (talk->ours, ours, in_order);
}

static void
tell (const char *what, GPtrArray *lines)
{
  g_autoptr (GString) text = g_string_new (what);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "\n  %s", (char *) g_ptr_array_index (lines, i));
  g_printerr ("%s\n", text->str);
}

G_NORETURN static void
give_up (Night *self, Talk *talk, LuwteConversation *conversation)
{
  g_autoptr (GPtrArray) hers = shown (conversation, FALSE);
  g_autoptr (GPtrArray) ours = shown (conversation, TRUE);
  g_autoptr (GPtrArray) there = said_at_the_service (self, talk, '>');

  tell ("she wrote", talk->hers);
  tell ("of it is shown", hers);
  tell ("written to her", talk->ours);
  tell ("of it is shown", ours);
  tell ("of it is there", there);
  g_error ("a conversation does not become what was said in it");
}

/* Waits until everything said in it stands where it should, on both sides. */
static void
settle (Night *self, Talk *talk)
{
  const gint64 from = g_get_monotonic_time ();
  gint64 decide_at = from + DECIDE_AFTER;
  LuwteConversation *conversation;
  g_autoptr (GPtrArray) there = NULL;
  g_autoptr (GPtrArray) hers = NULL;

  night_until (night_desk_find (self->desk, talk->id) != NULL);
  for (;;)
    {
      const gint64 now = g_get_monotonic_time ();

      conversation = night_desk_find (self->desk, talk->id);
      if (conversation != NULL && is_settled (self, talk, conversation))
        break;
      if (conversation != NULL && now > decide_at)
        {
          g_autoptr (LuwteMessage) message = pending (conversation);

          decide_at = now + DECIDE_AFTER;
          if (message != NULL && luwte_message_get_delivery (message) >= LUWTE_DELIVERY_UNCERTAIN)
            decide (self, talk, conversation, message);
        }
      if (conversation != NULL && now - from > 120 * G_USEC_PER_SEC)
        give_up (self, talk, conversation);
      night_turn ();
    }
  there = said_at_the_service (self, talk, '>');
  hers = said_at_the_service (self, talk, '<');
  if (!is_the_same (talk->ours, there, !talk->retried) || !is_the_same (talk->hers, hers, TRUE))
    give_up (self, talk, conversation);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(int *) data = luwte_conversation_done_finish (LUWTE_CONVERSATION (source), result, NULL) ? 1
                                                                                             : 2;
}

static void
finish (Night *self, guint index)
{
  Talk *talk = g_ptr_array_index (self->talks, index);
  const LuwteClosing closing = { .topic = self->topic };

  settle (self, talk);
  for (guint i = 0; i < 20 && night_desk_find (self->desk, talk->id) != NULL; i++)
    {
      LuwteConversation *conversation = night_desk_find (self->desk, talk->id);
      int answer = 0;

      luwte_conversation_close_async (conversation, &closing, NULL, closed_cb, &answer);
      night_until (answer != 0);
    }
  if (night_desk_find (self->desk, talk->id) != NULL)
    g_error ("a conversation could not be closed");
  g_ptr_array_remove_index_fast (self->talks, index);
}

static void
fail (Night *self)
{
  const char *send = self->backend->send_path;

  self->report->failures++;
  network_up (self);
  switch (g_rand_int_range (self->rand, 0, 5))
    {
    case 0:
      luwte_contract_proxy_cut (self->proxy);
      break;
    case 1:
      luwte_contract_proxy_down (self->proxy);
      self->down = TRUE;
      self->up_at = self->report->messages + (guint) g_rand_int_range (self->rand, 3, 12);
      break;
    case 2:
      luwte_contract_proxy_trouble (self->proxy, LUWTE_CONTRACT_DROP_BEFORE, send, 2, NULL);
      break;
    case 3:
      luwte_contract_proxy_trouble (self->proxy, LUWTE_CONTRACT_DROP_AFTER, send, 2, NULL);
      break;
    default:
      luwte_contract_proxy_trouble (self->proxy, LUWTE_CONTRACT_ANSWER, "/", 3,
                                    "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n"
                                    "Connection: close\r\n\r\n");
      break;
    }
}

static void
restart_service (Night *self)
{
  self->report->service_restarts++;
  network_up (self);
  luwte_contract_proxy_down (self->proxy);
  if (self->backend->restart != NULL)
    self->backend->restart (self->server);
  self->down = TRUE;
  self->up_at = self->report->messages + 5;
}

static void
one_step (Night *self, const NightPlan *plan)
{
  /* So early that half of what may be open is. */
  const guint64 ahead = (guint64) TALKS_OPEN / 2 * (plan->messages / plan->visitors);
  const gboolean more = self->report->visitors < plan->visitors &&
                        (guint64) self->report->visitors * plan->messages <=
                            (self->report->messages + ahead) * plan->visitors;
  const guint which = self->talks->len > 0
                          ? (guint) g_rand_int_range (self->rand, 0, (gint32) self->talks->len)
                          : 0;
  LuwteConversation *conversation;
  Talk *talk;

  if (self->talks->len == 0 || (more && self->talks->len < TALKS_OPEN))
    {
      arrive (self);
      return;
    }
  talk = g_ptr_array_index (self->talks, which);
  conversation = night_desk_find (self->desk, talk->id);
  if (conversation == NULL && !self->down &&
      g_list_model_get_n_items (luwte_live_get_mine (self->desk->live)) < MINE_MOST)
    claim (self, talk);
  else if (conversation != NULL && g_rand_boolean (self->rand))
    counsellor_says (self, talk, conversation);
  else if (conversation != NULL || talk->hers->len < 10)
    visitor_says (self, talk);
  /* She has said what she came for. */
  if (conversation != NULL && !self->down &&
      talk->hers->len + talk->ours->len >= plan->messages / plan->visitors)
    finish (self, which);
}

/* How many of n should have been by now. */
static gboolean
is_time_for (const NightPlan *plan, const NightReport *report, guint n, guint done)
{
  return done < n && (guint64) report->messages * (n + 1) > (guint64) plan->messages * (done + 1);
}

void
night_run (const LuwteContractBackend *backend, const NightPlan *plan, NightReport *report)
{
  /* In an hour nothing is slow any more, something stands still. */
  const gint64 most_s = plan->messages > 1000 ? 3600 : 240;
  const gint64 until = g_get_monotonic_time () + most_s * G_USEC_PER_SEC;
  Night self = { .backend = backend, .report = report };
  g_autoptr (GPtrArray) topics = NULL;

  *report = (NightReport) { 0 };
  self.server = backend->start ();
  self.proxy = luwte_contract_proxy_new (backend->get_url (self.server), NULL);
  self.desk = night_desk_new (backend, self.server, self.proxy, 0);
  self.rand = g_rand_new_with_seed (plan->seed);
  self.talks = g_ptr_array_new_with_free_func (talk_free);
  topics = luwte_policy_topics (self.desk->policy, "en");
  self.topic = luwte_code_get_code (g_ptr_array_index (topics, 0));
  while (report->messages < plan->messages || report->visitors < plan->visitors)
    {
      if (self.down && (report->messages >= self.up_at || ++self.down_steps > DOWN_STEPS))
        network_up (&self);
      if (is_time_for (plan, report, plan->failures, report->failures))
        fail (&self);
      if (is_time_for (plan, report, plan->service_restarts, report->service_restarts))
        restart_service (&self);
      if (is_time_for (plan, report, plan->app_restarts, report->app_restarts))
        {
          report->app_restarts++;
          night_desk_restart (self.desk);
        }
      one_step (&self, plan);
      turn_a_little ();
      if (g_get_monotonic_time () > until)
        g_error ("the night does not end");
      if (report->mb_first == 0 && report->messages * 8 >= plan->messages)
        report->mb_first = night_resident_mb ();
    }
  network_up (&self);
  while (self.talks->len > 0)
    {
      Talk *talk = g_ptr_array_index (self.talks, 0);

      if (g_get_monotonic_time () > until)
        g_error ("the night does not end");
      if (night_desk_find (self.desk, talk->id) == NULL)
        claim (&self, talk);
      if (night_desk_find (self.desk, talk->id) != NULL)
        finish (&self, 0);
      night_turn ();
    }
  report->mb_last = night_resident_mb ();
  night_desk_free (self.desk);
  luwte_contract_proxy_free (self.proxy);
  backend->stop (self.server);
  g_ptr_array_unref (self.talks);
  g_rand_free (self.rand);
}
