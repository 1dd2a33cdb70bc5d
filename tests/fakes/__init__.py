"""Stand-ins for the providers, as faithful as our knowledge of them, on real sockets."""
