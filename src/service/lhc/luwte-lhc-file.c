/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-lhc-service-private.h"

#include "luwte-file.h"
#include "luwte-service-extras.h"

/* A file that the visitor sent. A message only tells that there is one; its bytes come when somebody
 * asked for them, and never more than LUWTE_FILE_MAX_BYTES. The hash in the message, with which
 * anybody could fetch the file, stays in here: the message is read once more for the file's number.
 *
 * The server answers what it refuses with HTTP 200 too, even with a picture that says "denied", so
 * the length that the message names has to be the length that came. */

typedef struct
{
  LuwteLhcService *self;
  GTask *task;
  const LuwteServiceExtraArgs *args; /* owned by the task */
  LuwteLhcMedia media;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_free (fetch->media.name);
  g_object_unref (fetch->task);
  g_object_unref (fetch->self);
  g_free (fetch);
}

static void
fail (Fetch *fetch, GError *error)
{
  g_task_return_error (fetch->task, error);
  fetch_free (fetch);
}

static void
bytes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetch *fetch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = luwte_lhc_client_bytes_finish (LUWTE_LHC_CLIENT (source), result,
                                                            &error);

  if (bytes != NULL && (gint64) g_bytes_get_size (bytes) != fetch->media.size)
    g_set_error_literal (&error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_DONE,
                         "What came is not as long as the file");
  if (error != NULL)
    {
      fail (fetch, g_steal_pointer (&error));
      return;
    }
  g_task_return_pointer (fetch->task, luwte_file_new (fetch->media.name, fetch->media.size, bytes),
                         g_object_unref);
  fetch_free (fetch);
}

static void
message_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetch *fetch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteLhcAnswer) answer = luwte_lhc_client_call_finish (LUWTE_LHC_CLIENT (source),
                                                                    result, &error);
  g_autofree char *path = NULL;

  if (answer == NULL ||
      !luwte_lhc_parse_media (answer, g_ascii_strtoll (fetch->args->message_id, NULL, 10),
                              fetch->args->index, &fetch->media, &error))
    {
      fail (fetch, g_steal_pointer (&error));
      return;
    }
  if (fetch->args->op == LUWTE_SERVICE_EXTRA_FILE_LOOK)
    {
      g_task_return_pointer (fetch->task,
                             luwte_file_new (fetch->media.name, fetch->media.size, NULL),
                             g_object_unref);
      fetch_free (fetch);
      return;
    }
  if (fetch->media.size > LUWTE_FILE_MAX_BYTES)
    {
      fail (fetch, g_error_new_literal (LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_DONE,
                                        "The file is larger than is taken in"));
      return;
    }
  path = g_strdup_printf ("file/%" G_GINT64_FORMAT, fetch->media.id);
  luwte_lhc_client_bytes_async (fetch->self->client, path, LUWTE_FILE_MAX_BYTES,
                                fetch->args->progress, fetch->args->progress_data,
                                g_task_get_cancellable (fetch->task), bytes_cb, fetch);
}

static void
ask_message (Fetch *fetch)
{
  gint64 id = g_ascii_strtoll (fetch->args->message_id, NULL, 10);
  g_autofree char *path = g_strdup_printf ("fetchchatmessages?chat_id=%s&extract_media=true"
                                           "&last_message_id=%" G_GINT64_FORMAT,
                                           fetch->args->id, id - 1);

  luwte_lhc_client_call_async (fetch->self->client, "GET", path, NULL,
                               g_task_get_cancellable (fetch->task), message_cb, fetch);
}

static void
known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetch *fetch = user_data;
  g_autoptr (GError) error = NULL;

  if (luwte_lhc_client_log_in_finish (LUWTE_LHC_CLIENT (source), result, &error))
    ask_message (fetch);
  else
    fail (fetch, g_steal_pointer (&error));
}

static void
call_file (LuwteLhcService *self, GTask *task, const LuwteServiceExtraArgs *args)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->self = g_object_ref (self);
  fetch->task = g_object_ref (task);
  fetch->args = args;
  if (!luwte_lhc_is_number (args->id) || !luwte_lhc_is_number (args->message_id))
    fail (fetch, g_error_new_literal (LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND,
                                      "No message has such an id here"));
  else if (luwte_lhc_client_get_my_id (self->client) == 0)
    luwte_lhc_client_log_in_async (self->client, g_task_get_cancellable (task), known_cb, fetch);
  else
    ask_message (fetch);
}

void
luwte_lhc_service_call_extra (LuwteService *service, GTask *task, int op, gconstpointer args)
{
  switch ((LuwteServiceExtra) op)
    {
    case LUWTE_SERVICE_EXTRA_QUESTIONS:
    case LUWTE_SERVICE_EXTRA_QUESTION_CLAIM:
    case LUWTE_SERVICE_EXTRA_QUESTION_RELEASE:
    case LUWTE_SERVICE_EXTRA_QUESTION_ANSWER:
    case LUWTE_SERVICE_EXTRA_QUESTION_ERASE:
      luwte_lhc_service_call_question (LUWTE_LHC_SERVICE (service), task, args);
      return;
    case LUWTE_SERVICE_EXTRA_FILE_LOOK:
    case LUWTE_SERVICE_EXTRA_FILE:
      call_file (LUWTE_LHC_SERVICE (service), task, args);
      return;
    case LUWTE_SERVICE_EXTRA_HELD:
      luwte_lhc_service_count_held (LUWTE_LHC_SERVICE (service), task,
                                    ((const LuwteServiceExtraArgs *) args)->until);
      return;
    case LUWTE_SERVICE_EXTRA_TARGETS:
    case LUWTE_SERVICE_EXTRA_BLOCK:
    case LUWTE_SERVICE_EXTRA_TEAM_SAY:
    case LUWTE_SERVICE_EXTRA_TEAM_HISTORY:
    case LUWTE_SERVICE_EXTRA_LINKS:
      break;
    }
  g_task_return_new_error_literal (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNSUPPORTED,
                                   "Live Helper Chat cannot do that safely");
}
