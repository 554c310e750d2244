/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-practice-trouble.h"

#include "luwte-practice-json.h"

#define MAX_DELAY_MS 20000

static const char *const names[LUWTE_PRACTICE_N_TROUBLES] = {
  [LUWTE_PRACTICE_DELAY] = "delay_ms",
  [LUWTE_PRACTICE_LOSS] = "loss",
  [LUWTE_PRACTICE_DUPLICATE] = "duplicate",
  [LUWTE_PRACTICE_REORDER] = "reorder",
  [LUWTE_PRACTICE_WRONG_JSON] = "wrong_json",
  [LUWTE_PRACTICE_ERRORS] = "errors",
  [LUWTE_PRACTICE_DROP] = "drop",
  [LUWTE_PRACTICE_SLOW] = "slow",
};

struct _LuwtePracticeTrouble
{
  GObject parent_instance;

  guint chosen[LUWTE_PRACTICE_N_TROUBLES];
  guint met[LUWTE_PRACTICE_N_TROUBLES];
};

G_DEFINE_FINAL_TYPE (LuwtePracticeTrouble, luwte_practice_trouble, G_TYPE_OBJECT)

LuwtePracticeTrouble *
luwte_practice_trouble_new (void)
{
  return g_object_new (LUWTE_TYPE_PRACTICE_TROUBLE, NULL);
}

gboolean
luwte_practice_trouble_set (LuwtePracticeTrouble *self, JsonObject *object)
{
  guint chosen[LUWTE_PRACTICE_N_TROUBLES];
  guint n_known = 0;

  for (guint i = 0; i < LUWTE_PRACTICE_N_TROUBLES; i++)
    {
      gint64 value = 0;

      chosen[i] = self->chosen[i];
      if (!json_object_has_member (object, names[i]))
        continue;
      n_known++;
      if (!luwte_json_read_int (object, names[i], 0, i == LUWTE_PRACTICE_DELAY ? MAX_DELAY_MS : 100,
                                &value, NULL))
        return FALSE;
      chosen[i] = value;
    }
  if (n_known != json_object_get_size (object))
    return FALSE;
  memcpy (self->chosen, chosen, sizeof chosen);
  return TRUE;
}

void
luwte_practice_trouble_calm (LuwtePracticeTrouble *self)
{
  memset (self->chosen, 0, sizeof self->chosen);
}

guint
luwte_practice_trouble_get (LuwtePracticeTrouble *self, LuwtePracticeTroubleKind kind)
{
  return self->chosen[kind];
}

gboolean
luwte_practice_trouble_strikes (LuwtePracticeTrouble *self, LuwtePracticeTroubleKind kind)
{
  gboolean strikes = self->chosen[kind] > 0 &&
                     (kind == LUWTE_PRACTICE_DELAY ||
                      (guint) g_random_int_range (0, 100) < self->chosen[kind]);

  self->met[kind] += strikes;
  return strikes;
}

void
luwte_practice_trouble_describe (LuwtePracticeTrouble *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "trouble");
  json_builder_begin_object (builder);
  for (guint i = 0; i < LUWTE_PRACTICE_N_TROUBLES; i++)
    luwte_practice_json_add_int (builder, names[i], self->chosen[i]);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "met");
  json_builder_begin_object (builder);
  for (guint i = 0; i < LUWTE_PRACTICE_N_TROUBLES; i++)
    luwte_practice_json_add_int (builder, names[i], self->met[i]);
  json_builder_end_object (builder);
}

static void
luwte_practice_trouble_class_init (LuwtePracticeTroubleClass *klass)
{
}

static void
luwte_practice_trouble_init (LuwtePracticeTrouble *self)
{
}
