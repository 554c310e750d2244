/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-fake-service.h"

#include <string.h>

#include "luwte-clock.h"
#include "luwte-held-month.h"

#define N_OPS (LUWTE_SERVICE_OP_SEND + 1)

struct _LuwteFakeService
{
  LuwteService parent_instance;

  LuwteCapabilities capabilities;
  gboolean online;
  GPtrArray *sessions;
  GPtrArray *messages;
  GHashTable *watched;
  GQueue held; /* GTask, with its arguments as data */
  guint n_calls[N_OPS];
  int fail[N_OPS]; /* a code, or -1 */
  gboolean lose[N_OPS];
  gboolean hold[N_OPS];
  gboolean transcript;
  guint n_anew;
  guint next_id;
  GPtrArray *held_months; /* LuwteHeldMonth; NULL: it does not say */
};

G_DEFINE_FINAL_TYPE (LuwteFakeService, luwte_fake_service, LUWTE_TYPE_SERVICE)

static LuwteSession *
find (LuwteFakeService *self, const char *id)
{
  for (guint i = 0; i < self->sessions->len; i++)
    if (g_strcmp0 (luwte_session_get_id (g_ptr_array_index (self->sessions, i)), id) == 0)
      return g_ptr_array_index (self->sessions, i);
  return NULL;
}

/* What an adapter hands out is a fresh object each time. */
static LuwteSession *
copy_session (LuwteSession *session)
{
  LuwteSession *copy = luwte_session_new (luwte_session_get_id (session),
                                          luwte_session_get_nickname (session),
                                          luwte_session_get_department (session),
                                          luwte_session_get_state (session),
                                          luwte_session_get_waiting_since (session));

  luwte_session_set_account (copy, luwte_session_get_account (session));
  return copy;
}

static LuwteMessage *
copy_message (LuwteMessage *message, gboolean with_client_id)
{
  return luwte_message_new (luwte_message_get_session_id (message), luwte_message_get_id (message),
                            with_client_id ? luwte_message_get_client_id (message) : NULL,
                            luwte_message_get_from (message), luwte_message_get_at (message),
                            luwte_message_get_text (message), LUWTE_DELIVERY_NONE);
}

static GPtrArray *
copy_sessions (LuwteFakeService *self)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->sessions->len; i++)
    {
      LuwteSession *session = g_ptr_array_index (self->sessions, i);

      if (luwte_session_get_state (session) < LUWTE_SESSION_TAKEN)
        g_ptr_array_add (copies, copy_session (session));
    }
  return copies;
}

static GPtrArray *
copy_history (LuwteFakeService *self, const char *session_id, const char *after)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean on = after == NULL;

  for (guint i = 0; i < self->messages->len; i++)
    {
      LuwteMessage *message = g_ptr_array_index (self->messages, i);

      if (on && g_strcmp0 (luwte_message_get_session_id (message), session_id) == 0)
        g_ptr_array_add (copies, copy_message (message, (self->capabilities &
                                                         LUWTE_CAPABILITY_CLIENT_IDS) != 0));
      on |= g_strcmp0 (luwte_message_get_id (message), after) == 0;
    }
  return copies;
}

static LuwteMessage *
add_message (LuwteFakeService *self, const char *session_id, const char *client_id, LuwteFrom from,
             const char *text)
{
  g_autofree char *id = g_strdup_printf ("m%u", ++self->next_id);
  LuwteMessage *message = luwte_message_new (session_id, id, client_id, from, luwte_clock_now (),
                                             text, LUWTE_DELIVERY_NONE);

  g_ptr_array_add (self->messages, message);
  return message;
}

/* The same client id twice is the same message, where the service knows client ids. */
static LuwteMessage *
take_sent (LuwteFakeService *self, const LuwteServiceArgs *args)
{
  const char *client_id = luwte_outgoing_get_client_id (args->outgoing);

  if (self->capabilities & LUWTE_CAPABILITY_CLIENT_IDS)
    for (guint i = 0; i < self->messages->len; i++)
      {
        LuwteMessage *message = g_ptr_array_index (self->messages, i);

        if (g_strcmp0 (luwte_message_get_client_id (message), client_id) == 0)
          return message;
      }
  return add_message (self, args->session_id, client_id, LUWTE_FROM_COUNSELLOR,
                      luwte_outgoing_get_text (args->outgoing));
}

static void
answer_session_op (LuwteFakeService *self, GTask *task, const LuwteServiceArgs *args)
{
  LuwteSession *session = find (self, args->session_id);
  LuwteSessionState state;

  if (session == NULL)
    {
      g_task_return_new_error (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND, "none");
      return;
    }
  state = luwte_session_get_state (session);
  if (args->op == LUWTE_SERVICE_OP_CLAIM)
    {
      if (state == LUWTE_SESSION_TAKEN)
        {
          g_task_return_new_error (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_TAKEN, "taken");
          return;
        }
      if (state == LUWTE_SESSION_CLOSED)
        {
          g_task_return_new_error (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND,
                                   "none");
          return;
        }
      if (state == LUWTE_SESSION_WAITING)
        luwte_session_set_state (session, LUWTE_SESSION_ACTIVE);
      g_task_return_pointer (task, copy_session (session), g_object_unref);
      return;
    }
  /* For who has it alone, as the protocol says. */
  if (state == LUWTE_SESSION_TAKEN || state == LUWTE_SESSION_WAITING ||
      state == LUWTE_SESSION_CLOSED)
    {
      g_task_return_new_error (task, LUWTE_SERVICE_ERROR,
                               state == LUWTE_SESSION_TAKEN ? LUWTE_SERVICE_ERROR_TAKEN
                                                            : LUWTE_SERVICE_ERROR_NOT_FOUND,
                               "not yours");
      return;
    }
  if (args->op == LUWTE_SERVICE_OP_RELEASE)
    luwte_session_set_state (session, LUWTE_SESSION_WAITING);
  else if (args->op == LUWTE_SERVICE_OP_TRANSFER)
    luwte_session_set_state (session, LUWTE_SESSION_TAKEN);
  else
    {
      luwte_session_set_state (session, LUWTE_SESSION_CLOSED);
      self->transcript = args->flag;
    }
  g_task_return_boolean (task, TRUE);
}

static void
answer (LuwteFakeService *self, GTask *task, const LuwteServiceArgs *args)
{
  LuwteMessage *message;

  switch (args->op)
    {
    case LUWTE_SERVICE_OP_CHECK:
      luwte_service_report_capabilities (LUWTE_SERVICE (self), self->capabilities, "fake");
      g_task_return_boolean (task, TRUE);
      break;
    case LUWTE_SERVICE_OP_AVAILABLE:
      g_task_return_boolean (task, TRUE);
      break;
    case LUWTE_SERVICE_OP_LIST:
      g_task_return_pointer (task, copy_sessions (self), (GDestroyNotify) g_ptr_array_unref);
      break;
    case LUWTE_SERVICE_OP_HISTORY:
      g_task_return_pointer (task, copy_history (self, args->session_id, args->after_id),
                             (GDestroyNotify) g_ptr_array_unref);
      break;
    case LUWTE_SERVICE_OP_SEND:
      message = take_sent (self, args);
      g_task_return_pointer (task, copy_message (message, TRUE), g_object_unref);
      break;
    case LUWTE_SERVICE_OP_CLAIM:
    case LUWTE_SERVICE_OP_RELEASE:
    case LUWTE_SERVICE_OP_CLOSE:
    case LUWTE_SERVICE_OP_ERASE:
    case LUWTE_SERVICE_OP_TRANSFER:
      answer_session_op (self, task, args);
      break;
    }
}

static void
process (LuwteFakeService *self, GTask *task)
{
  const LuwteServiceArgs *args = g_task_get_task_data (task);
  int code = self->fail[args->op];

  self->fail[args->op] = -1;
  if (!self->online)
    code = LUWTE_SERVICE_ERROR_UNREACHABLE;
  if (code >= 0)
    g_task_return_new_error (task, LUWTE_SERVICE_ERROR, code, "as asked");
  else if (self->lose[args->op])
    {
      self->lose[args->op] = FALSE;
      if (args->op == LUWTE_SERVICE_OP_SEND)
        take_sent (self, args);
      g_task_return_new_error (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNCERTAIN, "lost");
    }
  else
    answer (self, task, args);
}

static gboolean
process_cb (gpointer data)
{
  GTask *task = data;

  process (g_task_get_source_object (task), task);
  return G_SOURCE_REMOVE;
}

static void
fake_call (LuwteService *service, GTask *task, int op, gconstpointer args)
{
  LuwteFakeService *self = LUWTE_FAKE_SERVICE (service);

  self->n_calls[op]++;
  if (self->hold[op])
    g_queue_push_tail (&self->held, g_object_ref (task));
  else
    g_idle_add_full (G_PRIORITY_DEFAULT, process_cb, g_object_ref (task), g_object_unref);
}

static gboolean
extra_cb (gpointer data)
{
  GTask *task = data;
  LuwteFakeService *self = g_task_get_source_object (task);
  const LuwteServiceExtraArgs *args = g_task_get_task_data (task);
  GPtrArray *copy;

  if (!self->online)
    g_task_return_new_error (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNREACHABLE, "off");
  else if (args->op != LUWTE_SERVICE_EXTRA_HELD || self->held_months == NULL)
    g_task_return_new_error (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNSUPPORTED, "no");
  else
    {
      g_autoptr (GDateTime) before = g_date_time_new_from_unix_utc (args->until);
      g_autofree char *last = g_date_time_format (before, "%Y-%m");

      copy = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_held_month_free);
      for (guint i = 0; i < self->held_months->len; i++)
        {
          const LuwteHeldMonth *month = g_ptr_array_index (self->held_months, i);

          if (strcmp (month->month, last) <= 0)
            g_ptr_array_add (copy, luwte_held_month_new (month->month, month->department,
                                                         month->n_sessions));
        }
      g_task_return_pointer (task, copy, (GDestroyNotify) g_ptr_array_unref);
    }
  return G_SOURCE_REMOVE;
}

static void
fake_call_extra (LuwteService *service, GTask *task, int op, gconstpointer args)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, extra_cb, g_object_ref (task), g_object_unref);
}

static void
fake_start (LuwteService *service)
{
  LuwteFakeService *self = LUWTE_FAKE_SERVICE (service);

  if (self->online)
    luwte_fake_service_set_online (self, TRUE);
}

static void
fake_watch (LuwteService *service, const char *session_id, gboolean watched)
{
  LuwteFakeService *self = LUWTE_FAKE_SERVICE (service);

  if (watched)
    g_hash_table_add (self->watched, g_strdup (session_id));
  else
    g_hash_table_remove (self->watched, session_id);
}

static void
fake_anew (LuwteService *service)
{
  LUWTE_FAKE_SERVICE (service)->n_anew++;
}

static void
luwte_fake_service_finalize (GObject *object)
{
  LuwteFakeService *self = LUWTE_FAKE_SERVICE (object);

  g_assert_true (g_queue_is_empty (&self->held));
  g_ptr_array_unref (self->sessions);
  g_ptr_array_unref (self->messages);
  g_hash_table_unref (self->watched);
  g_clear_pointer (&self->held_months, g_ptr_array_unref);
  G_OBJECT_CLASS (luwte_fake_service_parent_class)->finalize (object);
}

static void
luwte_fake_service_class_init (LuwteFakeServiceClass *klass)
{
  LuwteServiceClass *service_class = LUWTE_SERVICE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = luwte_fake_service_finalize;
  service_class->call = fake_call;
  service_class->call_extra = fake_call_extra;
  service_class->start = fake_start;
  service_class->watch = fake_watch;
  service_class->count_only_changed = fake_anew;
}

static void
luwte_fake_service_init (LuwteFakeService *self)
{
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  self->watched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->online = TRUE;
  for (guint i = 0; i < N_OPS; i++)
    self->fail[i] = -1;
}

LuwteFakeService *
luwte_fake_service_new (LuwteCapabilities capabilities)
{
  LuwteFakeService *self = g_object_new (LUWTE_TYPE_FAKE_SERVICE, NULL);

  self->capabilities = capabilities;
  return self;
}

void
luwte_fake_service_set_online (LuwteFakeService *self, gboolean online)
{
  self->online = online;
  if (!luwte_service_is_started (LUWTE_SERVICE (self)))
    return;
  if (!online)
    {
      luwte_service_report_state (LUWTE_SERVICE (self), LUWTE_CONNECTION_CONNECTING);
      return;
    }
  luwte_service_report_capabilities (LUWTE_SERVICE (self), self->capabilities, "fake");
  luwte_service_report_good_answer (LUWTE_SERVICE (self), luwte_clock_now ());
  luwte_fake_service_tell (self);
}

void
luwte_fake_service_add (LuwteFakeService *self, const char *id, const char *nickname,
                        const char *department, gboolean account)
{
  LuwteSession *session = luwte_session_new (id, nickname, department, LUWTE_SESSION_WAITING,
                                             luwte_clock_now ());

  luwte_session_set_account (session, account);
  g_ptr_array_add (self->sessions, session);
  luwte_fake_service_set_state (self, id, LUWTE_SESSION_WAITING);
}

void
luwte_fake_service_add_old (LuwteFakeService *self, const char *id, const char *nickname,
                            gint64 since)
{
  g_ptr_array_add (self->sessions,
                   luwte_session_new (id, nickname, NULL, LUWTE_SESSION_WAITING, since));
  luwte_fake_service_set_state (self, id, LUWTE_SESSION_WAITING);
}

void
luwte_fake_service_set_state (LuwteFakeService *self, const char *id, LuwteSessionState state)
{
  LuwteSession *session = find (self, id);
  g_autoptr (LuwteSession) copy = NULL;

  luwte_session_set_state (session, state);
  if (!self->online || !luwte_service_is_started (LUWTE_SERVICE (self)))
    return;
  copy = copy_session (session);
  luwte_service_report_session (LUWTE_SERVICE (self), copy);
}

LuwteSessionState
luwte_fake_service_get_state (LuwteFakeService *self, const char *id)
{
  return luwte_session_get_state (find (self, id));
}

gboolean
luwte_fake_service_has (LuwteFakeService *self, const char *id)
{
  return find (self, id) != NULL;
}

void
luwte_fake_service_vanish (LuwteFakeService *self, const char *id)
{
  g_ptr_array_remove (self->sessions, find (self, id));
}

void
luwte_fake_service_erase (LuwteFakeService *self, const char *id)
{
  if (find (self, id) != NULL)
    luwte_fake_service_vanish (self, id);
  luwte_service_report_erased (LUWTE_SERVICE (self), id);
}

void
luwte_fake_service_tell (LuwteFakeService *self)
{
  g_autoptr (GPtrArray) sessions = copy_sessions (self);

  luwte_service_report_sessions (LUWTE_SERVICE (self), sessions);
}

const char *
luwte_fake_service_visitor_says (LuwteFakeService *self, const char *id, const char *text,
                                 gboolean told)
{
  LuwteMessage *message = add_message (self, id, NULL, LUWTE_FROM_VISITOR, text);

  if (told)
    {
      g_autoptr (LuwteMessage) copy = copy_message (message, TRUE);

      luwte_service_report_message (LUWTE_SERVICE (self), copy);
    }
  return luwte_message_get_id (message);
}

char *
luwte_fake_service_received (LuwteFakeService *self, const char *id)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < self->messages->len; i++)
    {
      LuwteMessage *message = g_ptr_array_index (self->messages, i);

      if (luwte_message_get_from (message) != LUWTE_FROM_COUNSELLOR ||
          g_strcmp0 (luwte_message_get_session_id (message), id) != 0)
        continue;
      g_string_append_printf (all, "%s%s", all->len > 0 ? "|" : "",
                              luwte_message_get_text (message));
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

void
luwte_fake_service_echo (LuwteFakeService *self, const char *id, gboolean with_client_id)
{
  for (guint i = 0; i < self->messages->len; i++)
    {
      LuwteMessage *message = g_ptr_array_index (self->messages, i);
      g_autoptr (LuwteMessage) copy = NULL;

      if (luwte_message_get_from (message) != LUWTE_FROM_COUNSELLOR ||
          g_strcmp0 (luwte_message_get_session_id (message), id) != 0)
        continue;
      copy = copy_message (message, with_client_id);
      luwte_service_report_message (LUWTE_SERVICE (self), copy);
    }
}

void
luwte_fake_service_fail_next (LuwteFakeService *self, LuwteServiceOp op, int code)
{
  self->fail[op] = code;
}

void
luwte_fake_service_lose_next (LuwteFakeService *self, LuwteServiceOp op)
{
  self->lose[op] = TRUE;
}

void
luwte_fake_service_hold (LuwteFakeService *self, LuwteServiceOp op)
{
  self->hold[op] = TRUE;
}

void
luwte_fake_service_let_go (LuwteFakeService *self)
{
  GTask *task;

  for (guint i = 0; i < N_OPS; i++)
    self->hold[i] = FALSE;
  while ((task = g_queue_pop_head (&self->held)))
    {
      process (self, task);
      g_object_unref (task);
    }
}

guint
luwte_fake_service_n_calls (LuwteFakeService *self, LuwteServiceOp op)
{
  return self->n_calls[op];
}

gboolean
luwte_fake_service_is_watched (LuwteFakeService *self, const char *id)
{
  return g_hash_table_contains (self->watched, id);
}

gboolean
luwte_fake_service_got_transcript (LuwteFakeService *self)
{
  return self->transcript;
}

void
luwte_fake_service_hold_closed (LuwteFakeService *self, const char *month, const char *department,
                                guint n_sessions)
{
  if (self->held_months == NULL)
    self->held_months = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_held_month_free);
  if (n_sessions == 0)
    g_ptr_array_set_size (self->held_months, 0);
  else
    g_ptr_array_add (self->held_months, luwte_held_month_new (month, department, n_sessions));
}

guint
luwte_fake_service_n_anew (LuwteFakeService *self)
{
  return self->n_anew;
}
