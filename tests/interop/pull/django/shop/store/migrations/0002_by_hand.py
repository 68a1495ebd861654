from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunSQL("COMMENT ON TABLE store_order IS 'what customers want'")]
