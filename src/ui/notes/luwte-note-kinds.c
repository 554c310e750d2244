/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-note-kinds.h"

#include <glib/gi18n.h>

#include "luwte-code.h"
#include "luwte-workspace.h"

static const struct
{
  const char *readers;
  const char *label;
  const char *promise;
} readers[] = {
  { "author", N_ ("Only for me"), N_ ("Only for you") },
    { "author_and_substitutes",
      N_ ("For my substitutes too"), N_ ("Only for you and your substitutes") },
      { "team", N_ ("For the team"), N_ ("Only for you and your team") },
        { "lead", N_ ("For the lead"), N_ ("Only for you and the team lead") },
        };

static LuwteCode *
make_kind (LuwteWorkspace *workspace, const char *line, const char *kind)
{
  const char *who = luwte_workspace_note_readers (workspace, line, kind);
  guint i = 0;

  while (i < G_N_ELEMENTS (readers) - 1 && g_strcmp0 (readers[i].readers, who) != 0)
    i++;
  return luwte_code_new (kind,
                         g_str_equal (kind, "test") ? _ ("Completed test")
                                                    : _ (readers[i].label), _ (readers[i].promise));
}

GPtrArray *
luwte_note_kinds (LuwteWorkspace *workspace, const char *line)
{
  g_auto (GStrv) kinds = luwte_workspace_note_kinds (workspace, line);
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; kinds != NULL && kinds[i] != NULL; i++)
    g_ptr_array_add (codes, make_kind (workspace, line, kinds[i]));
  return codes;
}

const char *
luwte_note_kinds_remark (const char *kind)
{
  if (g_strcmp0 (kind, "personal_note") == 0)
    return _ ("only for you");
  if (g_strcmp0 (kind, "test") == 0)
    return _ ("completed test");
  return NULL;
}
