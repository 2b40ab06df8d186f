"""What was said."""

from django.db import models


class Message(models.Model):
    """One line in one room."""

    room = models.CharField(max_length=100, db_index=True)
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects: "models.Manager[Message]" = models.Manager()

    class Meta:
        app_label = "tutorial"
