"""A chat as people first build it with Channels, kept only to be measured beside PeerChat."""
