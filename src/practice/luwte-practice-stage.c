/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-practice-stage.h"

#define RESOURCES "/org/luwte/practice/"

struct _LuwtePracticeStage
{
  GObject parent_instance;

  LuwtePracticeRoom *room;
  LuwtePracticeScript *script; /* NULL while nothing is played */
  GPtrArray *names;            /* utf8 */
  GPtrArray *texts;            /* GBytes, NULL: of the resources */
  char *name;
  double speed;
};

G_DEFINE_FINAL_TYPE (LuwtePracticeStage, luwte_practice_stage, G_TYPE_OBJECT)

static void
bytes_free (gpointer data)
{
  if (data != NULL)
    g_bytes_unref (data);
}

LuwtePracticeStage *
luwte_practice_stage_new (LuwtePracticeRoom *room)
{
  LuwtePracticeStage *self = g_object_new (LUWTE_TYPE_PRACTICE_STAGE, NULL);

  self->room = g_object_ref (room);
  return self;
}

void
luwte_practice_stage_add (LuwtePracticeStage *self, const char *name, GBytes *json)
{
  g_ptr_array_insert (self->names, 0, g_strdup (name));
  g_ptr_array_insert (self->texts, 0, g_bytes_ref (json));
}

char **
luwte_practice_stage_list (LuwtePracticeStage *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->names->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->names, i));
  return g_strv_builder_end (builder);
}

static GBytes *
find_text (LuwtePracticeStage *self, const char *name, GError **error)
{
  guint place = 0;
  g_autofree char *path = NULL;

  if (name != NULL && !g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, &place))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no scenario of this name");
      return NULL;
    }
  if (g_ptr_array_index (self->texts, place) != NULL)
    return g_bytes_ref (g_ptr_array_index (self->texts, place));
  path = g_strdup_printf (RESOURCES "%s.json",
                          (const char *) g_ptr_array_index (self->names, place));
  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

gboolean
luwte_practice_stage_play (LuwtePracticeStage *self, const char *name, double speed, GError **error)
{
  g_autoptr (GBytes) bytes = find_text (self, name, error);
  g_autoptr (LuwtePracticeScript) script = NULL;
  const char *text;
  gsize length = 0;

  if (bytes == NULL)
    return FALSE;
  text = g_bytes_get_data (bytes, &length);
  script = luwte_practice_script_new (self->room, text, length, error);
  if (script == NULL)
    return FALSE;
  luwte_practice_stage_end (self);
  g_set_str (&self->name, name != NULL ? name : g_ptr_array_index (self->names, 0));
  self->speed = speed;
  self->script = g_steal_pointer (&script);
  luwte_practice_script_start (self->script, speed);
  return TRUE;
}

const char *
luwte_practice_stage_get_name (LuwtePracticeStage *self)
{
  return self->name;
}

double
luwte_practice_stage_get_speed (LuwtePracticeStage *self)
{
  return self->speed;
}

void
luwte_practice_stage_end (LuwtePracticeStage *self)
{
  if (self->script != NULL)
    luwte_practice_script_end (self->script);
  g_clear_object (&self->script);
  g_set_str (&self->name, "");
}

static void
luwte_practice_stage_finalize (GObject *object)
{
  LuwtePracticeStage *self = LUWTE_PRACTICE_STAGE (object);

  g_clear_object (&self->script);
  g_clear_object (&self->room);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->texts);
  g_free (self->name);
  G_OBJECT_CLASS (luwte_practice_stage_parent_class)->finalize (object);
}

static void
luwte_practice_stage_class_init (LuwtePracticeStageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_practice_stage_finalize;
}

static void
luwte_practice_stage_init (LuwtePracticeStage *self)
{
  static const char *const along[] = { "scenario", "hard-evening" };

  self->name = g_strdup ("");
  self->speed = 1;
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_ptr_array_new_with_free_func (bytes_free);
  for (guint i = 0; i < G_N_ELEMENTS (along); i++)
    {
      g_ptr_array_add (self->names, g_strdup (along[i]));
      g_ptr_array_add (self->texts, NULL);
    }
}
