/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-practice-people.h"

#include "luwte-clock.h"
#include "luwte-id.h"

struct _LuwtePracticePeople
{
  GPtrArray *all;      /* LuwtePracticePerson, owned */
  GHashTable *by_name; /* name -> LuwtePracticePerson, borrowed */
};

/* More than a trainer's evening has; whoever comes after them is a stranger. */
#define MAX_PEOPLE 5000

static void
person_free (gpointer data)
{
  LuwtePracticePerson *person = data;

  g_free (person->link);
  g_ptr_array_unref (person->nicknames);
  g_free (person);
}

LuwtePracticePeople *
luwte_practice_people_new (void)
{
  LuwtePracticePeople *self = g_new0 (LuwtePracticePeople, 1);

  self->all = g_ptr_array_new_with_free_func (person_free);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
luwte_practice_people_free (LuwtePracticePeople *self)
{
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->all);
  g_free (self);
}

LuwtePracticePerson *
luwte_practice_people_get (LuwtePracticePeople *self, const char *name)
{
  LuwtePracticePerson *person = name != NULL ? g_hash_table_lookup (self->by_name, name) : NULL;

  if (person != NULL || name == NULL || self->all->len >= MAX_PEOPLE)
    return person;
  person = g_new0 (LuwtePracticePerson, 1);
  person->link = luwte_id_new ();
  person->nicknames = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->all, person);
  g_hash_table_insert (self->by_name, g_strdup (name), person);
  return person;
}

void
luwte_practice_people_visits (LuwtePracticePeople *self, LuwtePracticePerson *person,
                              const char *nickname)
{
  person->visits++;
  person->last_at = luwte_clock_now ();
  if (!g_ptr_array_find_with_equal_func (person->nicknames, nickname, g_str_equal, NULL))
    g_ptr_array_add (person->nicknames, g_strdup (nickname));
}

GPtrArray *
luwte_practice_people_list (LuwtePracticePeople *self)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->all->len; i++)
    if (((LuwtePracticePerson *) g_ptr_array_index (self->all, i))->visits > 1)
      g_ptr_array_add (list, g_ptr_array_index (self->all, i));
  return list;
}
