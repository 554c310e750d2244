/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-inbox-private.h"

#include "luwte-clock.h"
#include "luwte-log.h"
#include "luwte-outgoing.h"
#include "luwte-service-extras.h"
#include "luwte-vault.h"

#define DRAFT_DELAY_MS 2000
#define NOWHERE        G_MAXUINT

struct _LuwteInbox
{
  GObject parent_instance;

  LuwteService *service;
  LuwteVault *vault;      /* NULL while locked */
  GCancellable *unlocked; /* cancelled when the vault goes */
  GListStore *questions;
  GHashTable *drafts;  /* question id to text */
  GHashTable *changed; /* ids whose draft is not in the vault as it is here */
  guint draft_source;
  guint n_open;
  gboolean told; /* by the service, since the vault was opened, of all that there are */
};

typedef enum
{
  PROP_OPEN_COUNT = 1,
} LuwteInboxProperty;

static GParamSpec *properties[PROP_OPEN_COUNT + 1];

G_DEFINE_FINAL_TYPE (LuwteInbox, luwte_inbox, G_TYPE_OBJECT)

static void
save_drafts (LuwteInbox *self)
{
  GHashTableIter iter;
  gpointer id;

  g_clear_handle_id (&self->draft_source, g_source_remove);
  if (self->vault == NULL)
    return;
  g_hash_table_iter_init (&iter, self->changed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    luwte_inbox_store_draft (self->vault, id, g_hash_table_lookup (self->drafts, id),
                             luwte_clock_now ());
  g_hash_table_remove_all (self->changed);
}

static gboolean
draft_due_cb (gpointer data)
{
  LuwteInbox *self = data;

  self->draft_source = 0;
  save_drafts (self);
  return G_SOURCE_REMOVE;
}

void
luwte_inbox_set_draft (LuwteInbox *self, const char *question_id, const char *text)
{
  g_return_if_fail (LUWTE_IS_INBOX (self));

  if (text != NULL && *text == '\0')
    text = NULL;
  if (self->vault == NULL || g_strcmp0 (g_hash_table_lookup (self->drafts, question_id), text) == 0)
    return;
  /* Before it may be removed: the id can be the table's own. */
  g_hash_table_add (self->changed, g_strdup (question_id));
  if (text != NULL)
    g_hash_table_insert (self->drafts, g_strdup (question_id), g_strdup (text));
  else
    g_hash_table_remove (self->drafts, question_id);
  if (self->draft_source == 0)
    self->draft_source = g_timeout_add (DRAFT_DELAY_MS, draft_due_cb, self);
}

const char *
luwte_inbox_get_draft (LuwteInbox *self, const char *question_id)
{
  g_return_val_if_fail (LUWTE_IS_INBOX (self), NULL);

  return g_hash_table_lookup (self->drafts, question_id);
}

GListModel *
luwte_inbox_get_questions (LuwteInbox *self)
{
  g_return_val_if_fail (LUWTE_IS_INBOX (self), NULL);

  return G_LIST_MODEL (self->questions);
}

guint
luwte_inbox_get_open_count (LuwteInbox *self)
{
  g_return_val_if_fail (LUWTE_IS_INBOX (self), 0);

  return self->n_open;
}

static guint
place_of (LuwteInbox *self, const char *question_id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->questions));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LuwteQuestion) question = g_list_model_get_item (G_LIST_MODEL (self->questions),
                                                                  i);

      if (g_str_equal (luwte_question_get_id (question), question_id))
        return i;
    }
  return NOWHERE;
}

LuwteQuestion *
luwte_inbox_find (LuwteInbox *self, const char *question_id)
{
  g_autoptr (LuwteQuestion) question = NULL;
  guint place;

  g_return_val_if_fail (LUWTE_IS_INBOX (self), NULL);

  place = place_of (self, question_id);
  if (place == NOWHERE)
    return NULL;
  question = g_list_model_get_item (G_LIST_MODEL (self->questions), place);
  return question;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  LuwteQuestion *first = (LuwteQuestion *) a, *second = (LuwteQuestion *) b;
  gboolean first_done = luwte_question_get_state (first) == LUWTE_QUESTION_ANSWERED;
  gboolean second_done = luwte_question_get_state (second) == LUWTE_QUESTION_ANSWERED;
  gint64 first_at = luwte_question_get_asked_at (first);
  gint64 second_at = luwte_question_get_asked_at (second);

  if (first_done != second_done)
    return first_done ? 1 : -1;
  return first_at < second_at ? -1 : first_at > second_at;
}

static void
count_open (LuwteInbox *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->questions));
  guint n_open = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LuwteQuestion) question = g_list_model_get_item (G_LIST_MODEL (self->questions),
                                                                  i);

      n_open += luwte_question_get_state (question) == LUWTE_QUESTION_OPEN;
    }
  if (self->n_open == n_open)
    return;
  self->n_open = n_open;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN_COUNT]);
}

/* (transfer full) (nullable): as it may stand here: whose text is not ours to read has none. */
static LuwteQuestion *
admit (LuwteQuestion *question)
{
  switch (luwte_question_get_state (question))
    {
    case LUWTE_QUESTION_OPEN:
      return luwte_question_new (luwte_question_get_id (question),
                                 luwte_question_get_department (question), LUWTE_QUESTION_OPEN,
                                 luwte_question_get_asked_at (question), NULL, 0, NULL);
    case LUWTE_QUESTION_MINE:
    case LUWTE_QUESTION_ANSWERED:
      return g_object_ref (question);
    case LUWTE_QUESTION_TAKEN:
    case LUWTE_QUESTION_GONE:
      break;
    }
  return NULL;
}

static void
put (LuwteInbox *self, LuwteQuestion *question)
{
  g_autoptr (LuwteQuestion) admitted = admit (question);
  guint place = place_of (self, luwte_question_get_id (question));

  if (place != NOWHERE)
    g_list_store_remove (self->questions, place);
  if (admitted != NULL)
    g_list_store_insert_sorted (self->questions, admitted, compare, NULL);
  if (admitted == NULL || luwte_question_get_state (admitted) != LUWTE_QUESTION_MINE)
    luwte_inbox_set_draft (self, luwte_question_get_id (question), NULL);
  count_open (self);
}

static void
changed_cb (LuwteService *service, LuwteQuestion *question, LuwteInbox *self)
{
  if (self->vault != NULL)
    put (self, question);
}

/* What was being written for a question that is not mine any more goes with it. */
static void
drop_lost_drafts (LuwteInbox *self)
{
  g_autoptr (GPtrArray) ids = g_hash_table_get_keys_as_ptr_array (self->drafts);

  for (guint i = 0; i < ids->len; i++)
    {
      LuwteQuestion *question = luwte_inbox_find (self, g_ptr_array_index (ids, i));

      if (question == NULL || luwte_question_get_state (question) != LUWTE_QUESTION_MINE)
        luwte_inbox_set_draft (self, g_ptr_array_index (ids, i), NULL);
    }
}

static void
questions_cb (LuwteService *service, GPtrArray *questions, LuwteInbox *self)
{
  g_autoptr (GPtrArray) admitted = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->vault == NULL)
    return;
  for (guint i = 0; i < questions->len; i++)
    {
      LuwteQuestion *question = admit (g_ptr_array_index (questions, i));

      if (question != NULL)
        g_ptr_array_add (admitted, question);
    }
  g_list_store_splice (self->questions, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->questions)), admitted->pdata,
                       admitted->len);
  g_list_store_sort (self->questions, compare, NULL);
  self->told = TRUE;
  drop_lost_drafts (self);
  count_open (self);
}

/* An answer of the service, judged here before it is passed on. */
static void
question_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteInbox *self = g_task_get_source_object (task);
  GError *error = NULL;
  LuwteQuestion *question = luwte_service_question_finish (LUWTE_SERVICE (source), result, &error);

  if (question != NULL && self->vault != NULL)
    put (self, question);
  if (question == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, question, g_object_unref);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteInbox *self = g_task_get_source_object (task);
  const char *id = g_task_get_task_data (task);
  GError *error = NULL;

  if (!luwte_service_done_finish (LUWTE_SERVICE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->vault != NULL)
    luwte_inbox_set_draft (self, id, NULL);
  /* What has become of it the service tells. */
  g_task_return_boolean (task, TRUE);
}

static GTask *
make_task (LuwteInbox *self, const char *question_id, GCancellable *cancellable,
           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdup (question_id), g_free);
  return task;
}

void
luwte_inbox_claim_async (LuwteInbox *self, const char *question_id, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (LUWTE_IS_INBOX (self));

  luwte_service_question_claim_async (self->service, question_id, cancellable, question_cb,
                                      make_task (self, question_id, cancellable, callback,
                                                 user_data));
}

void
luwte_inbox_answer_async (LuwteInbox *self, const char *question_id, LuwteOutgoing *answer,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (LUWTE_IS_INBOX (self));

  luwte_service_question_answer_async (self->service, question_id, answer, cancellable, question_cb,
                                       make_task (self, question_id, cancellable, callback,
                                                  user_data));
}

LuwteQuestion *
luwte_inbox_question_finish (LuwteInbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
luwte_inbox_release_async (LuwteInbox *self, const char *question_id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (LUWTE_IS_INBOX (self));

  luwte_service_question_release_async (self->service, question_id, cancellable, done_cb,
                                        make_task (self, question_id, cancellable, callback,
                                                   user_data));
}

void
luwte_inbox_erase_async (LuwteInbox *self, const char *question_id, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (LUWTE_IS_INBOX (self));

  luwte_service_question_erase_async (self->service, question_id, cancellable, done_cb,
                                      make_task (self, question_id, cancellable, callback,
                                                 user_data));
}

gboolean
luwte_inbox_done_finish (LuwteInbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LuwteInbox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) drafts = luwte_inbox_load_drafts_finish (LUWTE_VAULT (source), result,
                                                                  &error);
  GHashTableIter iter;
  gpointer id, text;

  if (drafts == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        luwte_log_error ("The drafts of answers could not be read", error);
      return;
    }
  if (self->vault != LUWTE_VAULT (source))
    return;
  /* What was written since is newer. */
  g_hash_table_iter_init (&iter, drafts);
  while (g_hash_table_iter_next (&iter, &id, &text))
    if (!g_hash_table_contains (self->changed, id))
      g_hash_table_insert (self->drafts, g_strdup (id), g_strdup (text));
  if (self->told)
    drop_lost_drafts (self);
}

void
luwte_inbox_set_vault (LuwteInbox *self, LuwteVault *vault)
{
  save_drafts (self);
  if (self->unlocked != NULL)
    g_cancellable_cancel (self->unlocked);
  g_clear_object (&self->unlocked);
  g_clear_object (&self->vault);
  g_hash_table_remove_all (self->drafts);
  g_list_store_remove_all (self->questions);
  self->told = FALSE;
  count_open (self);
  if (vault == NULL)
    return;
  self->vault = g_object_ref (vault);
  self->unlocked = g_cancellable_new ();
  luwte_inbox_load_drafts_async (vault, self->unlocked, loaded_cb, g_object_ref (self));
}

static void
luwte_inbox_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteInbox *self = LUWTE_INBOX (object);

  switch ((LuwteInboxProperty) id)
    {
    case PROP_OPEN_COUNT:
      g_value_set_uint (value, self->n_open);
      break;
    }
}

static void
luwte_inbox_dispose (GObject *object)
{
  LuwteInbox *self = LUWTE_INBOX (object);

  if (self->service != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->service, self);
      luwte_inbox_set_vault (self, NULL);
    }
  g_clear_object (&self->service);
  g_clear_object (&self->questions);
  G_OBJECT_CLASS (luwte_inbox_parent_class)->dispose (object);
}

static void
luwte_inbox_finalize (GObject *object)
{
  LuwteInbox *self = LUWTE_INBOX (object);

  g_hash_table_unref (self->drafts);
  g_hash_table_unref (self->changed);
  G_OBJECT_CLASS (luwte_inbox_parent_class)->finalize (object);
}

static void
luwte_inbox_class_init (LuwteInboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = luwte_inbox_dispose;
  object_class->finalize = luwte_inbox_finalize;
  object_class->get_property = luwte_inbox_get_property;
  properties[PROP_OPEN_COUNT] = g_param_spec_uint ("open-count", NULL, NULL, 0, G_MAXUINT, 0,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                       G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
luwte_inbox_init (LuwteInbox *self)
{
  self->questions = g_list_store_new (LUWTE_TYPE_QUESTION);
  self->drafts = luwte_inbox_drafts_new ();
  self->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

LuwteInbox *
luwte_inbox_new (LuwteService *service)
{
  LuwteInbox *self = g_object_new (LUWTE_TYPE_INBOX, NULL);

  self->service = g_object_ref (service);
  g_signal_connect (service, "questions", G_CALLBACK (questions_cb), self);
  g_signal_connect (service, "question-changed", G_CALLBACK (changed_cb), self);
  return self;
}
