/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-question.h"
#include "luwte-text-private.h"

struct _LuwteQuestion
{
  GObject parent_instance;

  char *id;
  char *department;
  LuwteQuestionState state;
  gint64 asked_at;
  char *text;
  gint64 answered_at;
  char *answer;
};

typedef enum
{
  PROP_ID = 1,
  PROP_DEPARTMENT,
  PROP_STATE,
  PROP_ASKED_AT,
  PROP_TEXT,
  PROP_ANSWERED_AT,
  PROP_ANSWER,
} LuwteQuestionProperty;

static GParamSpec *properties[PROP_ANSWER + 1];

G_DEFINE_FINAL_TYPE (LuwteQuestion, luwte_question, G_TYPE_OBJECT)

static void
luwte_question_finalize (GObject *object)
{
  LuwteQuestion *self = LUWTE_QUESTION (object);

  g_free (self->id);
  g_free (self->department);
  luwte_text_free (self->text);
  luwte_text_free (self->answer);
  G_OBJECT_CLASS (luwte_question_parent_class)->finalize (object);
}

static void
luwte_question_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LuwteQuestion *self = LUWTE_QUESTION (object);

  switch ((LuwteQuestionProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_DEPARTMENT:
      g_value_set_string (value, self->department);
      break;
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_ASKED_AT:
      g_value_set_int64 (value, self->asked_at);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_ANSWERED_AT:
      g_value_set_int64 (value, self->answered_at);
      break;
    case PROP_ANSWER:
      g_value_set_string (value, self->answer);
      break;
    }
}

static void
luwte_question_class_init (LuwteQuestionClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = luwte_question_finalize;
  object_class->get_property = luwte_question_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_DEPARTMENT] = g_param_spec_string ("department", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, LUWTE_QUESTION_GONE, 0, flags);
  properties[PROP_ASKED_AT] = g_param_spec_int64 ("asked-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_ANSWERED_AT] = g_param_spec_int64 ("answered-at", NULL, NULL, 0, G_MAXINT64, 0,
                                                     flags);
  properties[PROP_ANSWER] = g_param_spec_string ("answer", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
luwte_question_init (LuwteQuestion *self)
{
}

LuwteQuestion *
luwte_question_new (const char *id, const char *department, LuwteQuestionState state,
                    gint64 asked_at, const char *text, gint64 answered_at, const char *answer)
{
  LuwteQuestion *self = g_object_new (LUWTE_TYPE_QUESTION, NULL);

  self->id = g_strdup (id);
  self->department = g_strdup (department);
  self->state = state;
  self->asked_at = asked_at;
  self->text = g_strdup (text);
  self->answered_at = answered_at;
  self->answer = g_strdup (answer);
  return self;
}

const char *
luwte_question_get_id (LuwteQuestion *self)
{
  g_return_val_if_fail (LUWTE_IS_QUESTION (self), NULL);
  return self->id;
}

const char *
luwte_question_get_department (LuwteQuestion *self)
{
  g_return_val_if_fail (LUWTE_IS_QUESTION (self), NULL);
  return self->department;
}

LuwteQuestionState
luwte_question_get_state (LuwteQuestion *self)
{
  g_return_val_if_fail (LUWTE_IS_QUESTION (self), LUWTE_QUESTION_OPEN);
  return self->state;
}

gint64
luwte_question_get_asked_at (LuwteQuestion *self)
{
  g_return_val_if_fail (LUWTE_IS_QUESTION (self), 0);
  return self->asked_at;
}

const char *
luwte_question_get_text (LuwteQuestion *self)
{
  g_return_val_if_fail (LUWTE_IS_QUESTION (self), NULL);
  return self->text;
}

gint64
luwte_question_get_answered_at (LuwteQuestion *self)
{
  g_return_val_if_fail (LUWTE_IS_QUESTION (self), 0);
  return self->answered_at;
}

const char *
luwte_question_get_answer (LuwteQuestion *self)
{
  g_return_val_if_fail (LUWTE_IS_QUESTION (self), NULL);
  return self->answer;
}
