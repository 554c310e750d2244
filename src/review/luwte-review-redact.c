/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a flag to a redaction: what the vault has of it is read in one transaction, and looked
 * through in a thread of its own, since a long conversation takes a moment. */

#include "luwte-review-private.h"

#include "luwte-clock.h"
#include "luwte-code.h"
#include "luwte-dossier-table.h"
#include "luwte-draft-table.h"
#include "luwte-flag-table.h"
#include "luwte-message-table.h"
#include "luwte-message.h"
#include "luwte-note-table.h"
#include "luwte-note-text.h"
#include "luwte-note.h"
#include "luwte-policy.h"
#include "luwte-redaction-private.h"
#include "luwte-secret.h"
#include "luwte-service-table.h"
#include "luwte-session-table.h"
#include "luwte-team-private.h"
#include "luwte-vault.h"
#include "luwte-version-table.h"

#include <string.h>

#define MAX_NOTES 500
/* A shorter number may be an age or a dose. */
#define MIN_NUMBER 4

typedef struct
{
  LuwtePolicy *policy;
  char *flag_id;

  LuwteFlag *flag;
  LuwteSessionRow *session;
  char **nicknames;
  char **remote_ids;
  LuwteServiceRow *service;
  char *author;
  GPtrArray *notes;
  GPtrArray *beside; /* LuwteNoteVersion: what stood in a note before, and what was added to it */
  GPtrArray *messages;
  char *draft;      /* (nullable): the note that is being written in the flagged session */
  char *draft_kind; /* (nullable) */
} Case;

static void
case_free (Case *self)
{
  g_clear_object (&self->policy);
  g_free (self->flag_id);
  g_clear_object (&self->flag);
  g_clear_pointer (&self->session, luwte_session_row_free);
  g_strfreev (self->nicknames);
  g_strfreev (self->remote_ids);
  g_clear_pointer (&self->service, luwte_service_row_free);
  g_free (self->author);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->beside, g_ptr_array_unref);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  if (self->draft != NULL)
    luwte_wipe (self->draft, strlen (self->draft));
  g_free (self->draft);
  g_free (self->draft_kind);
  g_free (self);
}

static gboolean
find_flag (LuwteDb *db, Case *self, GError **error)
{
  g_autoptr (GPtrArray) flags = luwte_flag_table_list (db, error);

  if (flags == NULL)
    return FALSE;
  for (guint i = 0; i < flags->len; i++)
    {
      LuwteFlag *flag = g_ptr_array_index (flags, i);

      if (g_strcmp0 (luwte_flag_get_fields (flag)->id, self->flag_id) == 0)
        {
          self->flag = g_object_ref (flag);
          return TRUE;
        }
    }
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                       "There is no such flag");
  return FALSE;
}

static gboolean
read_beside (LuwteDb *db, Case *self, GError **error)
{
  self->beside = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_note_version_free);
  for (guint i = 0; i < self->notes->len; i++)
    {
      const LuwteNoteFields *note = luwte_note_get_fields (self->notes->pdata[i]);
      GPtrArray *versions;

      if (note->n_beside == 0)
        continue;
      versions = luwte_version_table_list (db, note->id, error);
      if (versions == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (self->beside, versions);
    }
  return TRUE;
}

/* A session that goes on has no note yet, only one that is being written. */
static gboolean
read_draft (LuwteDb *db, Case *self, GError **error)
{
  return luwte_draft_table_load (db, self->session->object_id, LUWTE_DRAFT_NOTE, &self->draft,
                                 error) &&
         luwte_draft_table_get_note_kind (db, self->session->object_id, &self->draft_kind, error);
}

static gpointer
read_case (LuwteDb *db, gpointer data, GError **error)
{
  Case *self = data;
  g_autoptr (LuwteKeyPair) pair = NULL;
  const LuwteFlagFields *flag;

  if (!find_flag (db, self, error))
    return NULL;
  flag = luwte_flag_get_fields (self->flag);
  self->session = luwte_session_table_get (db, flag->session_id, error);
  if (self->session == NULL || !read_draft (db, self, error) ||
      !luwte_service_table_get (db, &self->service, error) ||
      !luwte_team_read_identity (db, &pair, &self->author, error))
    return NULL;
  if (flag->dossier_id != NULL)
    {
      self->nicknames = luwte_dossier_table_nicknames (db, flag->dossier_id, error);
      self->remote_ids = self->nicknames != NULL
                             ? luwte_session_table_remote_ids (db, flag->dossier_id, error)
                             : NULL;
      self->notes = self->remote_ids != NULL
                        ? luwte_note_table_list_by_dossier (db, flag->dossier_id, MAX_NOTES, error)
                        : NULL;
      if (self->notes == NULL || !read_beside (db, self, error))
        return NULL;
    }
  self->messages = luwte_message_table_list (db, flag->session_id, error);
  return GINT_TO_POINTER (self->messages != NULL);
}

/* Of figures alone it is found as a number is, else as a word. */
static void
add_number (LuwteRedaction *redaction, const char *number)
{
  if (number != NULL && strlen (number) >= MIN_NUMBER)
    luwte_redaction_add_known (redaction,
                               number[strspn (number, "0123456789")] == '\0' ? "ID" : "OTHER",
                               number);
}

static void
add_service (LuwteRedaction *redaction, const LuwteServiceRow *service)
{
  g_autoptr (GUri) uri = NULL;

  if (service == NULL)
    return;
  luwte_redaction_add_known (redaction, "HANDLE", service->user);
  luwte_redaction_add_known (redaction, "URL", service->url);
  uri = service->url != NULL ? g_uri_parse (service->url, G_URI_FLAGS_NONE, NULL) : NULL;
  if (uri == NULL)
    return;
  luwte_redaction_add_known (redaction, "URL", g_uri_get_host (uri));
  if (g_uri_get_port (uri) > 0)
    {
      g_autofree char *port = g_strdup_printf ("%d", g_uri_get_port (uri));

      add_number (redaction, port);
    }
}

static void
add_known (LuwteRedaction *redaction, const Case *self)
{
  luwte_redaction_add_known (redaction, "NICK", self->session->nickname);
  for (guint i = 0; self->nicknames != NULL && self->nicknames[i] != NULL; i++)
    luwte_redaction_add_known (redaction, "NICK", self->nicknames[i]);
  add_number (redaction, self->session->remote_id);
  for (guint i = 0; self->remote_ids != NULL && self->remote_ids[i] != NULL; i++)
    add_number (redaction, self->remote_ids[i]);
  add_number (redaction, self->session->object_id);
  add_service (redaction, self->service);
  luwte_redaction_add_author (redaction, self->author);
}

/* The oldest first; notes come newest first. */
static void
add_notes (LuwteRedaction *redaction, const Case *self)
{
  for (guint i = self->notes != NULL ? self->notes->len : 0; i > 0; i--)
    {
      const LuwteNoteFields *note = luwte_note_get_fields (self->notes->pdata[i - 1]);

      luwte_redaction_add_part (redaction, "note", note->created, note->text,
                                g_strcmp0 (note->session_id, self->session->object_id) == 0 &&
                                    g_strcmp0 (note->kind, "note") == 0);
    }
}

static void
add_draft (LuwteRedaction *redaction, const Case *self)
{
  if (self->draft != NULL && *self->draft != '\0')
    luwte_redaction_add_part (redaction, "note", luwte_clock_now (), self->draft,
                              self->draft_kind == NULL || g_str_equal (self->draft_kind, "note"));
}

/* They stay at home; but a telephone number that was corrected is still somebody's. */
static void
add_beside (LuwteRedaction *redaction, const Case *self)
{
  for (guint i = 0; self->beside != NULL && i < self->beside->len; i++)
    {
      const LuwteNoteVersion *version = g_ptr_array_index (self->beside, i);

      luwte_redaction_learn (redaction, luwte_note_text_peek (version->text));
    }
}

static void
add_messages (LuwteRedaction *redaction, const Case *self)
{
  for (guint i = 0; i < self->messages->len; i++)
    {
      LuwteMessage *message = g_ptr_array_index (self->messages, i);
      const LuwteFrom from = luwte_message_get_from (message);

      if (from != LUWTE_FROM_SYSTEM)
        luwte_redaction_add_part (redaction, from == LUWTE_FROM_VISITOR ? "visitor" : "counsellor",
                                  luwte_message_get_at (message), luwte_message_get_text (message),
                                  FALSE);
    }
}

static char *
label_of (LuwtePolicy *policy, const char *reason)
{
  g_autoptr (GPtrArray) reasons = luwte_policy_flag_reasons (policy, NULL);

  for (guint i = 0; i < reasons->len; i++)
    if (g_strcmp0 (luwte_code_get_code (g_ptr_array_index (reasons, i)), reason) == 0)
      return g_strdup (luwte_code_get_label (g_ptr_array_index (reasons, i)));
  return g_strdup (reason);
}

static void
redact_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Case *self = data;
  const LuwteFlagFields *flag = luwte_flag_get_fields (self->flag);
  GError *error = NULL;
  g_autoptr (LuwteRedaction) redaction = luwte_redaction_new (luwte_policy_get_zone (self->policy),
                                                              &error);
  g_autofree char *label = label_of (self->policy, flag->reason);

  if (redaction == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  luwte_redaction_set_reason (redaction, flag->reason, label, flag->urgent);
  luwte_redaction_set_session (redaction, flag->session_id);
  add_known (redaction, self);
  luwte_redaction_set_question (redaction, flag->question);
  add_beside (redaction, self);
  add_notes (redaction, self);
  add_draft (redaction, self);
  add_messages (redaction, self);
  /* Read once here, so that the window does not wait for it. */
  luwte_redaction_get_questions (redaction);
  g_task_return_pointer (task, g_steal_pointer (&redaction), g_object_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (luwte_vault_run_finish (LUWTE_VAULT (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, redact_thread);
}

void
luwte_review_redact_async (LuwteReview *self, const char *flag_id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Case *all = g_new0 (Case, 1);

  g_task_set_source_tag (task, luwte_review_redact_async);
  all->policy = g_object_ref (self->policy);
  all->flag_id = g_strdup (flag_id);
  g_task_set_task_data (task, all, (GDestroyNotify) case_free);
  luwte_vault_read_async (self->vault, read_case, all, NULL, NULL, cancellable, read_cb, task);
}

LuwteRedaction *
luwte_review_redact_finish (LuwteReview *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
