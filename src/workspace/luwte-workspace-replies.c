/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The counsellor's own ready replies. They stand beside the profile's and follow the same slash; no
 * visitor belongs in one, so what would tell who somebody is can be asked for. */

#include "config.h"

#include "luwte-workspace-private.h"

#include "luwte-deident-case.h"
#include "luwte-deident.h"
#include "luwte-reply-table.h"

#define DONE GINT_TO_POINTER (TRUE)

static gpointer
list_func (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_reply_table_list (db, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gpointer replies = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, replies, (GDestroyNotify) g_ptr_array_unref);
}

void
luwte_workspace_own_replies_async (LuwteWorkspace *self, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  if (luwte_workspace_refuse_unless_open (self, task))
    return;
  luwte_vault_read_async (self->vault, list_func, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                          cancellable, listed_cb, g_steal_pointer (&task));
}

GPtrArray *
luwte_workspace_own_replies_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
luwte_workspace_reply_name (const char *typed)
{
  g_autofree char *lower = g_utf8_strdown (typed, -1);
  GString *name = g_string_new (NULL);

  for (const char *at = lower; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalnum (c) || c == '-' || c == '_')
        g_string_append_unichar (name, c);
      else if (g_unichar_isspace (c) && name->len > 0 && name->str[name->len - 1] != '_')
        g_string_append_c (name, '_');
    }
  while (name->len > 0 && name->str[name->len - 1] == '_')
    g_string_truncate (name, name->len - 1);
  return g_string_free (name, FALSE);
}

typedef struct
{
  char *was;
  char *name;
  char *text; /* NULL: it goes */
} Change;

static void
change_free (gpointer data)
{
  Change *self = data;

  g_free (self->was);
  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

static gpointer
change_func (LuwteDb *db, gpointer data, GError **error)
{
  const Change *change = data;

  if (change->text == NULL)
    return luwte_reply_table_erase (db, change->was, error) ? DONE : NULL;
  return luwte_reply_table_keep (db, change->was, change->name, change->text, error) ? DONE : NULL;
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (luwte_vault_run_finish (LUWTE_VAULT (source), result, &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  luwte_workspace_emit_replies_changed (self);
  g_task_return_boolean (task, TRUE);
}

static void
change_async (LuwteWorkspace *self, Change *change, GCancellable *cancellable,
              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  /* What was written is told, also to whoever has stopped waiting. */
  g_task_set_check_cancellable (task, FALSE);
  if (luwte_workspace_refuse_unless_open (self, task))
    {
      change_free (change);
      return;
    }
  luwte_vault_write_async (self->vault, change_func, change, change_free, NULL, cancellable,
                           changed_cb, g_steal_pointer (&task));
}

void
luwte_workspace_keep_reply_async (LuwteWorkspace *self, const char *was, const char *name,
                                  const char *text, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  Change *change;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));
  g_return_if_fail (*name != '\0' && *text != '\0');

  change = g_new0 (Change, 1);
  change->was = g_strdup (was);
  change->name = g_strdup (name);
  change->text = g_strdup (text);
  change_async (self, change, cancellable, callback, user_data);
}

void
luwte_workspace_erase_reply_async (LuwteWorkspace *self, const char *name,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Change *change;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  change = g_new0 (Change, 1);
  change->was = g_strdup (name);
  change_async (self, change, cancellable, callback, user_data);
}

gboolean
luwte_workspace_reply_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Numbers and addresses of organisations stand in many replies; these are of a person. */
static gboolean
is_of_somebody (LuwteDeidentCategory category)
{
  switch (category)
    {
    case LUWTE_DEIDENT_NAME:
    case LUWTE_DEIDENT_NICK:
    case LUWTE_DEIDENT_ADDRESS:
    case LUWTE_DEIDENT_POSTCODE:
    case LUWTE_DEIDENT_DOB:
    case LUWTE_DEIDENT_EMAIL:
    case LUWTE_DEIDENT_HANDLE:
    case LUWTE_DEIDENT_PHONE:
    case LUWTE_DEIDENT_IBAN:
    case LUWTE_DEIDENT_BSN:
    case LUWTE_DEIDENT_RRN:
    case LUWTE_DEIDENT_PLATE:
    case LUWTE_DEIDENT_ID:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
look_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (LuwteDeident) deident = luwte_deident_new (&error);
  g_autoptr (LuwteDeidentCase) text = NULL;
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const LuwteDeidentSpan *spans;
  guint n;

  if (deident == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  text = luwte_deident_case_new (deident);
  luwte_deident_case_add_text (text, data);
  spans = luwte_deident_case_get_spans (text, 0, &n);
  for (guint i = 0; i < n; i++)
    if (is_of_somebody (spans[i].category))
      g_ptr_array_add (words, g_utf8_substring (data, spans[i].start, spans[i].end));
  g_task_return_pointer (task, g_steal_pointer (&words), (GDestroyNotify) g_ptr_array_unref);
}

void
luwte_workspace_look_at_reply_async (LuwteWorkspace *self, const char *text,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_task_data (task, g_strdup (text), g_free);
  g_task_run_in_thread (task, look_func);
}

GPtrArray *
luwte_workspace_look_at_reply_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
