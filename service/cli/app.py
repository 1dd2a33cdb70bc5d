"""All commands, hung in under their names."""

from __future__ import annotations

import typer

from service.cli import answer, calendar_file, demo, doctor, people, serve, settings, story, watch
from service.cli.help import Command, Group, help_alone

app = typer.Typer(
    cls=Group,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    callback=help_alone,
)

app.command("preview", cls=Command)(calendar_file.preview)
app.command("apply", cls=Command)(calendar_file.apply_)
app.command("undo", cls=Command)(calendar_file.undo)
app.command("demo", cls=Command)(demo.demo)
app.command("watch", cls=Command)(watch.watch)
app.command("approve", cls=Command)(answer.approve)
app.command("skip", cls=Command)(answer.skip)
app.command("leave", cls=Command)(answer.leave)
app.command("serve", cls=Command)(serve.serve)
app.command("link", cls=Command)(serve.link)
app.add_typer(people.app, name="people")
app.add_typer(story.app, name="story")
app.add_typer(settings.app, name="settings")
app.command("doctor", cls=Command)(doctor.doctor)
app.command("rotate-key", cls=Command)(doctor.rotate_key)
