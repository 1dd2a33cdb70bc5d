"""A stateful fake of Google Calendar API v3 on a real socket, with one clock that tests may turn.

`world.World` is the whole state and the hands of the people in Google's own pages; `server.google_fake`
serves it; `fixture.google` is the pytest fixture. Where Google's behaviour is not settled there is a
switch in `switches.Switches`, so that a caller can be held to both answers.
"""
