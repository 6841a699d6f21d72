"""How fast the client is beside what people would pick instead: `nox -s bench`.

`peers.py` makes the other clients from our own document, each in an environment of its own,
`payloads.py` takes answers from the mock, `server.py` serves them, `worker.py` runs inside each
environment and does one measurement per process, `session.py` asks for them in turns, and `report.py`
writes RESULTS.md and its plots. `profiling.py` shows where the time goes (profile.txt). Every figure is a ratio of two measurements of the same run.
"""
