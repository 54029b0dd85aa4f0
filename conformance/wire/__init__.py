"""The only floor that opens a connection: bounded in time, size and count, and closed to everything but the target.

`Recorder` is what the engine sends with. It wears a `Pace` (rate, budgets, circuit breaker), which wears a `Core`
(deadline, caps, strict framing, verified TLS), which holds a `Scope` (one host, one port). `adapter.session` gives the
same way out to code that speaks `requests`. What a system does is never raised here: it comes back as a `Failure`.
"""
