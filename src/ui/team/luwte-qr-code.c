/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-qr-code.h"

#include <qrencode.h>

/* White around it, in modules, without which cameras do not find it. */
#define QUIET 4
#define SIZE  260

struct _LuwteQrCode
{
  GtkWidget parent_instance;

  /* owned */
  QRcode *code;
};

G_DEFINE_FINAL_TYPE (LuwteQrCode, luwte_qr_code, GTK_TYPE_WIDGET)

gboolean
luwte_qr_code_set_text (LuwteQrCode *self, const char *text)
{
  g_return_val_if_fail (LUWTE_IS_QR_CODE (self), FALSE);

  g_clear_pointer (&self->code, QRcode_free);
  if (text != NULL)
    self->code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_L);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return self->code != NULL;
}

/* Black on white in the dark style too: most cameras read nothing else. */
static void
luwte_qr_code_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LuwteQrCode *self = LUWTE_QR_CODE (widget);
  const float side = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  const GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 };
  float left, top, module;

  if (self->code == NULL)
    return;
  module = (float) (int) (side / (float) (self->code->width + 2 * QUIET));
  left = ((float) gtk_widget_get_width (widget) - module * (float) self->code->width) / 2;
  top = ((float) gtk_widget_get_height (widget) - module * (float) self->code->width) / 2;
  left = (float) (int) left;
  top = (float) (int) top;
  gtk_snapshot_append_color (snapshot, &white,
                             &GRAPHENE_RECT_INIT (left - QUIET * module, top - QUIET * module,
                                                  module * (float) (self->code->width + 2 * QUIET),
                                                  module *
                                                      (float) (self->code->width + 2 * QUIET)));
  for (int y = 0; y < self->code->width; y++)
    for (int x = 0; x < self->code->width; x++)
      if ((self->code->data[y * self->code->width + x] & 1) != 0)
        gtk_snapshot_append_color (snapshot, &black,
                                   &GRAPHENE_RECT_INIT (left + (float) x * module,
                                                        top + (float) y * module, module, module));
}

static void
luwte_qr_code_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
luwte_qr_code_finalize (GObject *object)
{
  LuwteQrCode *self = LUWTE_QR_CODE (object);

  g_clear_pointer (&self->code, QRcode_free);
  G_OBJECT_CLASS (luwte_qr_code_parent_class)->finalize (object);
}

static void
luwte_qr_code_class_init (LuwteQrCodeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = luwte_qr_code_finalize;
  widget_class->snapshot = luwte_qr_code_snapshot;
  widget_class->measure = luwte_qr_code_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
luwte_qr_code_init (LuwteQrCode *self)
{
}
