/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: a case is sealed when no question is open, when it says something, and when whoever
 * opens it will find it to be a case. All three are asked at the moment of sealing. */

#include "luwte-redaction-private.h"

#include "luwte-pack-private.h"
#include "luwte-review-error.h"

#include <string.h>

struct _LuwteRedacted
{
  gatomicrefcount refs;
  LuwteCaseContent *content;
  char *session;
};

static gboolean
refuse (LuwteReviewError code, const char *message, GError **error)
{
  g_set_error_literal (error, LUWTE_REVIEW_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
check_size (const LuwteCaseContent *content, GError **error)
{
  if (content->parts->len == 0 && *content->question == '\0')
    return refuse (LUWTE_REVIEW_ERROR_TOO_LARGE, "There is nothing in it", error);
  if (content->parts->len > LUWTE_PACK_MAX_PARTS ||
      strlen (content->question) > LUWTE_PACK_MAX_QUESTION)
    return refuse (LUWTE_REVIEW_ERROR_TOO_LARGE, "More than a case holds", error);
  for (guint i = 0; i < content->parts->len; i++)
    if (strlen (((LuwteCasePart *) content->parts->pdata[i])->text) > LUWTE_PACK_MAX_TEXT)
      return refuse (LUWTE_REVIEW_ERROR_TOO_LARGE, "A part is longer than a case holds", error);
  return TRUE;
}

/* (transfer full): NULL with the reason */
static LuwteCaseContent *
make_content (LuwteRedaction *self, GError **error)
{
  g_autoptr (LuwteCaseContent) content = NULL;

  if (!luwte_redaction_has_answers (self))
    {
      refuse (LUWTE_REVIEW_ERROR_OPEN_QUESTION, "A question about a word is open", error);
      return NULL;
    }
  content = luwte_redaction_preview (self);
  return check_size (content, error) ? g_steal_pointer (&content) : NULL;
}

gboolean
luwte_redaction_may_seal (LuwteRedaction *self, GError **error)
{
  g_autoptr (LuwteCaseContent) content = NULL;

  g_return_val_if_fail (LUWTE_IS_REDACTION (self), FALSE);

  content = make_content (self, error);
  return content != NULL;
}

LuwteRedacted *
luwte_redaction_seal (LuwteRedaction *self, GError **error)
{
  LuwteCaseContent *content = make_content (self, error);
  LuwteRedacted *redacted;

  if (content == NULL)
    return NULL;
  redacted = g_new0 (LuwteRedacted, 1);
  g_atomic_ref_count_init (&redacted->refs);
  redacted->content = content;
  redacted->session = g_strdup (luwte_redaction_get_session (self));
  return redacted;
}

LuwteRedacted *
luwte_redacted_ref (LuwteRedacted *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
luwte_redacted_unref (LuwteRedacted *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  luwte_case_content_free (self->content);
  g_free (self->session);
  g_free (self);
}

const char *
luwte_redacted_get_session (LuwteRedacted *self)
{
  return self->session;
}

const LuwteCaseContent *
luwte_redacted_peek_content (LuwteRedacted *self)
{
  return self->content;
}

JsonObject *
luwte_redacted_to_json (LuwteRedacted *self, const guint8 *reply)
{
  memcpy (self->content->reply, reply, sizeof self->content->reply);
  return luwte_case_content_to_json (self->content);
}
